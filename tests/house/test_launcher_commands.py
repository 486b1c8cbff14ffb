"""The commands: what each runs, in which order, and how it ends."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from gplx.conf import cli
from gplx.conf.checkout.places import UnableToStart
from gplx.conf.postgres.database import Database
from gplx.conf.processes import programs
from gplx.conf.run import lock, manage, migrate, serve, test

FOUND = Database(owner_url="postgresql://owner@db/gplx", app_url="postgresql://app@db/gplx", stop=lambda: None)


class Recorder:
    """Stands where programs are run; those whose words hold one of `fails` end with code 3."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.urls: set[str | None] = set()
        self.fails: tuple[str, ...] = ()

    def __call__(self, *words: str, environment: Mapping[str, str] | None = None, **_: object) -> int:
        self.ran.append(" ".join([Path(words[0]).name, *words[1:]]))
        self.urls.add((environment or {}).get("DATABASE_URL"))
        return 3 if any(word in " ".join(words) for word in self.fails) else 0

    @property
    def in_turn(self) -> list[str]:
        """What ran one after another: the checks run beside that."""
        return [ran for ran in self.ran if not ran.startswith(CHECKS)]


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    @contextmanager
    def database(_root: Path, **_: object) -> Iterator[Database]:
        yield FOUND

    found = Recorder()
    for module in (test, manage, migrate):
        monkeypatch.setattr(module, "database", database)
    monkeypatch.setattr(programs.psycopg, "connect", lambda *_, **__: MagicMock())
    for module in (test, lock, programs):
        monkeypatch.setattr(module, "python", lambda *words, **how: found(*words, **how))
    monkeypatch.setattr(test, "heard", lambda *words, **how: (found(*words, **how), "what it printed"))
    yield found


CHECKS = ("-m ruff check", "-m mypy", "lint-imports")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["test"], ["-m django migrate", "-m pytest -n"]),
        (["test", "tests/rules", "-k", "x", "--lf"], ["-m django migrate", "-m pytest tests/rules -k x --lf"]),
        (["manage", "shell", "--command", "1"], ["-m django shell --command 1"]),
        (["migrate"], ["-m django bring_up_to_date"]),
        (["lock", "--upgrade"], ["-m uv pip compile", "-m uv pip compile"]),
    ],
)
def test_runs_these_in_this_order(recorder: Recorder, arguments: list[str], expected: list[str]) -> None:
    assert cli.main(arguments) == 0
    assert len(recorder.in_turn) == len(expected)
    assert all(ran.startswith(start) for ran, start in zip(recorder.in_turn, expected, strict=True))


@pytest.mark.parametrize(("arguments", "checks"), [([], CHECKS), (["tests/rules"], ())])
def test_the_checks_run_beside_all_tests_and_not_beside_some(
    recorder: Recorder, arguments: list[str], checks: tuple[str, ...]
) -> None:
    assert cli.main(["test", *arguments]) == 0
    ran = [ran for ran in recorder.ran if ran not in recorder.in_turn]
    assert len(ran) == len(checks)
    assert all(one.startswith(start) for one, start in zip(ran, checks, strict=True))


@pytest.mark.parametrize("command", ["test", "manage", "migrate"])
def test_what_changes_tables_works_as_owner(recorder: Recorder, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.delenv("GPLX_TEST_DB", raising=False)
    cli.main([command])
    template = {"postgresql://owner@db/test_gplx_template"} if command == "test" else set()
    assert recorder.urls == {FOUND.owner_url} | template


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        (("mypy",), "Failed: mypy."),
        (("pytest",), "Failed: pytest."),
        (("ruff", "lint-imports", "pytest"), "Failed: ruff, import contracts, pytest."),
    ],
)
def test_a_failed_check_stops_nothing_and_is_told_last(
    recorder: Recorder, capsys: pytest.CaptureFixture[str], fails: tuple[str, ...], told: str
) -> None:
    recorder.fails = fails
    assert cli.main(["test"]) == 1
    assert len(recorder.ran) == len(CHECKS) + len(("migrate", "pytest"))
    said = capsys.readouterr().err
    assert said.splitlines()[-1] == told
    assert said.count("what it printed") == len([name for name in fails if name != "pytest"])


def test_without_tables_no_test_is_run(recorder: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    recorder.fails = ("migrate",)
    assert cli.main(["test"]) == 1
    assert not any("pytest" in ran for ran in recorder.ran)
    assert "The tables for the tests could not be made" in capsys.readouterr().err


def test_nothing_is_said_after_pytest_when_all_is_well(recorder: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["test"]) == 0
    assert "pytest" in capsys.readouterr().err.splitlines()[-1]


def test_a_migration_that_fails_stops_everything(recorder: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    recorder.fails = ("bring_up_to_date",)
    assert cli.main(["migrate"]) == 1
    assert "Nothing was started." in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["serve", "--prot", "1"], ["serve", "--port", "x"]])
def test_an_unknown_word_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(arguments)
    assert capsys.readouterr().err.startswith("usage: ./gplx")


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        (UnableToStart("Do this."), 1, "gplx: Do this.\n"),
        (PermissionError(13, "", "/x"), 1, "gplx: /x cannot be written."),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_trouble_ends_in_words_and_a_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], raised: BaseException, code: int, told: str
) -> None:
    def fail(*_: object) -> int:
        raise raised

    monkeypatch.setattr(serve, "run", fail)
    assert cli.main(["serve"]) == code
    assert capsys.readouterr().err.startswith(told)


@pytest.mark.parametrize("words", [["-c", "raise SystemExit(5)"]])
def test_a_program_runs_here_with_this_python(words: list[str], tmp_path: Path) -> None:
    assert programs.python(*words) == 5
    assert programs.python("-c", f"import os, sys; assert os.getcwd() == {str(tmp_path)!r}", folder=tmp_path) == 0
    assert (
        programs.python("-c", f"import sys; assert sys.executable == {sys.executable!r}", environment=os.environ) == 0
    )
