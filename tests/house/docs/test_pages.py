"""The other pages of the documentation: links lead somewhere, maps are whole, what is generated is what is in the code."""

import re
from pathlib import Path

import pytest

from gplx.conf import cli
from gplx.conf.management.commands import states_page
from gplx.dossiers.states import TABLE
from tests.house.docs.pages import PAGES, broken_links, commands, text_of
from tests.house.source import GPLX, ROOT, inside

OWN = ("manage", "law")


def rooms() -> set[str]:
    """Every package of the house with code of its own; migrations and Django's own folders apart."""
    folders = {path.parent.relative_to(GPLX) for path in GPLX.rglob("*.py")}
    return {f"{folder}/" for folder in folders - {Path()} if not {"migrations", "management"} & set(folder.parts)}


def test_links_lead_somewhere() -> None:
    assert broken_links() == []


def test_a_link_to_nothing_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "[here](page.md#top) [gone](no-such-page.md) [out](https://example.vn/x.md)\n```console\n$ [x](y)\n```\n"
    )
    monkeypatch.setattr("tests.house.docs.pages.PAGES", (page,))
    monkeypatch.setattr("tests.house.docs.pages.inside", lambda path: path.name)
    assert broken_links() == ["page.md: no-such-page.md"]


def test_the_map_names_every_package_once() -> None:
    named = re.findall(r"(?m)^ *- `([\w/]+/)`", text_of("docs/map.md"))
    assert sorted(named) == sorted(rooms())


def test_the_page_of_states_is_that_of_the_table() -> None:
    assert text_of("docs/states.md") == states_page.page(), "run ./gplx manage states_page"


@pytest.mark.django_db
def test_the_page_of_states_is_written_by_its_command(settings: object, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    settings.ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    states_page.Command().handle()
    assert (tmp_path / "docs/states.md").read_text() == states_page.page()


def test_the_page_of_states_shows_every_row_and_every_act() -> None:
    page = states_page.page()
    assert page.count("\n| `") == len(TABLE)
    assert all((ROOT / f"src/gplx/casework/{row.act}.py").exists() for row in TABLE)
    assert page.count("](../src/gplx/casework/") == len({row.act for row in TABLE})


def test_the_picture_of_states_shows_every_move() -> None:
    arrows = re.findall(r"    (\w+) --> (\w+): (.*)", states_page.page())
    shown = {(before, after, act) for before, after, acts in arrows for act in acts.split(", ")}
    assert shown == {(row.before, row.after, row.act) for row in TABLE if row.before != row.after}


@pytest.mark.parametrize("page", PAGES, ids=inside)
def test_commands_of_a_page_are_commands_of_the_launcher(page: Path) -> None:
    words = [command.line.split() for command in commands(page.read_text())]
    named = {line[1] for line in words if line[0] == "./gplx" and len(line) > 1}
    assert named <= {"law", *cli.COMMANDS}


@pytest.mark.parametrize("page", PAGES, ids=inside)
def test_options_of_a_page_are_options_of_the_command(page: Path) -> None:
    lines = [command.line.split() for command in commands(page.read_text())]
    for words in lines:
        if words[0] == "./gplx" and words[1] not in OWN and words[1] != "test":
            assert cli._parser().parse_args(words[1:])


def test_decisions_are_numbered_without_a_gap() -> None:
    names = sorted(path.name for path in (ROOT / "docs/adr").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


@pytest.mark.parametrize("path", sorted((ROOT / "docs/adr").glob("*.md")), ids=lambda path: path.name)
def test_a_decision_says_why_what_and_what_follows(path: Path) -> None:
    assert re.findall(r"(?m)^## (.*)$", path.read_text()) == ["Context", "Decision", "Consequences"]
    assert path.read_text().startswith(f"# {int(path.name[:4])}. ")
