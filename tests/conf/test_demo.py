"""`./gplx demo`: its options, what it says where, and how it ends; the stories themselves are played elsewhere."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx
import pytest

from gplx.conf import cli
from gplx.conf.checkout.places import Places
from gplx.conf.demo.browser import UnableToGoOn
from gplx.conf.demo.stories import PILOT_DAY, TITLES, Outcome, Stage
from gplx.conf.postgres.database import Database
from gplx.conf.processes.environment import OUTSIDE
from gplx.conf.processes.world import Wanted, World
from gplx.conf.run import demo
from tests.conf.site import Answer, Site

FOUND = Database(owner_url="postgresql://owner", app_url="postgresql://app", stop=lambda: None)


class Watched:
    """Stands where the programs run: it tells that somebody stayed to watch them."""

    def __init__(self, journal: list[str]) -> None:
        self._journal = journal

    def watch(self) -> None:
        self._journal.append("watched")
        raise KeyboardInterrupt


class Show:
    """What was started, and which stories were played; ``fails`` says how a story ends."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.journal: list[str] = []
        self.wanted: Wanted | None = None
        self.stages: list[Stage] = []
        self.fails: dict[str, Exception] = {}

    @contextmanager
    def world(self, _places: Places, wanted: Wanted) -> Iterator[World]:
        self.wanted = wanted
        self.journal.append("started")
        told = {"GPLX_TODAY": wanted.first_day or ""}
        try:
            yield World("http://127.0.0.1:8000", self.site.url, FOUND, Watched(self.journal), told)
        finally:
            self.journal.append("ended")

    def play(self, stage: Stage, kind: str) -> Outcome:
        self.stages.append(stage)
        self.journal.append(kind)
        if kind in self.fails:
            raise self.fails[kind]
        with stage.teller.step("receipt", what=kind):
            return Outcome(code=f"Hồ sơ {kind}", outcome="delivered", seconds=1.5, pages=7, typed_fields=0)


@pytest.fixture
def show(site: Site, monkeypatch: pytest.MonkeyPatch) -> Show:
    found = Show(site)
    # One demo at a time works on a database; this one works on one of its own, whatever else runs from the checkout.
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:1/{uuid4().hex}")
    site.pages["/_sandbox/faults"] = Answer("{}")
    for name in OUTSIDE:
        monkeypatch.delenv(f"GPLX_{name.upper()}_URL", raising=False)
    monkeypatch.setattr(demo, "stop_in_order", lambda: found.journal.append("stops in order"))
    monkeypatch.setattr(demo, "world", found.world)
    monkeypatch.setattr(demo, "play", found.play)
    return found


def test_everything_starts_on_the_pilots_day_and_three_stories_are_played(show: Show) -> None:
    assert cli.main(["demo", "--exit"]) == 0
    assert show.journal == ["stops in order", "started", "all_green", "old_cmnd", "no_exam", "ended"]
    assert show.wanted is not None
    assert (show.wanted.first_day, show.wanted.host, show.wanted.migrates) == (PILOT_DAY, "127.0.0.1", True)
    assert {(one.web, one.sandbox, str(one.today)) for one in show.stages} == {
        ("http://127.0.0.1:8000", show.site.url, PILOT_DAY)
    }


def test_without_exit_it_stays_up_and_says_where(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo"]) == 0
    assert show.journal[-2:] == ["watched", "ended"]
    said = capsys.readouterr().err
    for line in (
        "GPLX: http://127.0.0.1:8000",
        f"The outside world (sandbox): {show.site.url}",
        "http://127.0.0.1:8000/can-bo (password thuc-hanh-2021",
        "tiepnhan.h26 accepts · thamdinh.h26 examines · lanhdao.h26 approves · inthe.h26 prints",
        f"{show.site.url}/_sandbox/inbox",
        "Stopped.",
    ):
        assert line in said


def test_with_exit_nobody_is_told_where_to_click(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["demo", "--exit"])
    told = capsys.readouterr()
    assert "watched" not in show.journal
    assert "thuc-hanh-2021" not in told.err + told.out


def test_the_summary_is_one_json_object_and_all_of_standard_output(
    show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["demo", "--exit", "--json"]) == 0
    told = capsys.readouterr()
    (line,) = told.out.splitlines()
    one = {"outcome": "delivered", "seconds": 1.5, "pages": 7, "typed_fields": 0}
    assert json.loads(line) == {"dossiers": [{"code": f"Hồ sơ {kind}"} | one for kind in TITLES], "ok": True}
    assert "Hồ sơ" in line, "Vietnamese stays readable"
    assert "Biên nhận all_green" in told.err


def test_without_json_the_steps_are_on_standard_output(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["demo", "--exit"])
    out = capsys.readouterr().out
    assert "Mọi thứ đã sẵn sàng" in out
    assert "0.0 s  Biên nhận all_green" in out
    assert "{" not in out


@pytest.mark.parametrize(
    ("language", "title", "step"),
    [("vi", "Giấy phép đứng tên số CMND cũ", "Biên nhận"), ("en", "The licence stands under an old CMND", "Receipt")],
)
def test_it_speaks_the_language_that_was_wanted(
    show: Show, capsys: pytest.CaptureFixture[str], language: str, title: str, step: str
) -> None:
    cli.main(["demo", "--exit", "--lang", language])
    out = capsys.readouterr().out
    assert title in out
    assert f"{step} old_cmnd" in out


@pytest.mark.parametrize(
    "trouble",
    [UnableToGoOn("/ho-so: 500 · Sự cố"), httpx.ReadTimeout("timed out")],
    ids=["a page of trouble", "no answer"],
)
def test_a_story_that_ends_early_is_told_and_the_others_are_played(
    show: Show, capsys: pytest.CaptureFixture[str], trouble: Exception
) -> None:
    show.fails["old_cmnd"] = trouble
    assert cli.main(["demo", "--exit", "--json"]) == 1
    told = capsys.readouterr()
    assert show.journal[2:] == ["all_green", "old_cmnd", "no_exam", "ended"]
    ended = json.loads(told.out)
    assert ([one["code"] for one in ended["dossiers"]], ended["ok"]) == (["Hồ sơ all_green", "Hồ sơ no_exam"], False)
    assert f"The story “old_cmnd” ended early: {trouble}. See the logs in .gplx/logs." in told.err


def test_a_defect_is_not_talked_away_and_everything_ends(show: Show) -> None:
    show.fails["all_green"] = KeyError("what")
    with pytest.raises(KeyError):
        cli.main(["demo", "--exit"])
    assert show.journal[-1] == "ended"


def test_ctrl_c_in_the_middle_stops_in_order(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    show.fails["old_cmnd"] = KeyboardInterrupt()
    assert cli.main(["demo", "--json"]) == 0
    assert show.journal[2:] == ["all_green", "old_cmnd", "ended"]
    assert capsys.readouterr().out == "", "half a run has no summary"


@pytest.mark.parametrize(("words", "seconds"), [([], 0), (["--delay", "1.5"], 1.5), (["--delay", "3"], 3.0)])
def test_the_outside_world_is_as_slow_as_was_wanted(show: Show, words: list[str], seconds: float) -> None:
    cli.main(["demo", "--exit", *words])
    (sent,) = show.site.sent
    assert (sent.method, sent.path) == ("PUT", "/_sandbox/faults")
    assert json.loads(sent.body) == {"*": {"delay": seconds}}


def test_a_world_that_cannot_be_slowed_down_ends_the_run(show: Show) -> None:
    show.site.pages["/_sandbox/faults"] = Answer("", status=500)
    with pytest.raises(httpx.HTTPStatusError):
        cli.main(["demo", "--exit"])
    assert show.journal == ["stops in order", "started", "ended"]


@pytest.mark.parametrize("words", [["demo", "--exit"], ["bench", "dossier"]])
def test_made_up_people_are_never_sent_to_real_systems(
    show: Show, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in OUTSIDE:
        monkeypatch.setenv(f"GPLX_{name.upper()}_URL", "https://real.example.vn")
    assert cli.main(words) == 1
    assert "the addresses of real systems are set" in capsys.readouterr().err
    assert show.journal == []


@pytest.mark.parametrize("words", [["--lang", "fr"], ["--delay", "slow"], ["--delay"], ["now"]])
def test_an_option_that_is_none_starts_nothing(show: Show, words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["demo", *words])
    assert (ended.value.code, show.journal) == (2, [])
