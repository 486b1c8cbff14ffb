"""The whole benchmark on a sample that never changes: exact figures, what must always hold, and how it is told."""

import argparse
import json
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from unittest import mock

import httpx
import msgspec
import pytest
from rich.console import Console

from gplx.conf import cli
from gplx.conf.bench.reach import command
from gplx.conf.bench.reach.lawful import elsewhere
from gplx.conf.bench.reach.people import PAGE, Someone, pages, someone
from gplx.conf.bench.reach.tally import Side, Tally, count, share
from gplx.conf.bench.reach.telling import NEEDS, STOPS, WIDTH, bar, funnel, per_cent, tell
from gplx.conf.bench.reach.ways import Way, house
from gplx.conf.checkout.places import Places
from gplx.conf.processes import parts
from gplx.rules.law import LAW
from tests.conf.reach.conftest import DAY, ROW

FIGURES = {
    "on": "2021-09-27",
    "people": 3000,
    "lawful": 2727,
    "elsewhere": {
        "overdue_theory_practice": 45,
        "hold_seized": 45,
        "hold_stripped": 45,
        "overdue_theory": 45,
        "card_not_in_register": 24,
        "lost": 24,
        "issued_abroad": 12,
        "issued_by_police": 12,
        "issued_by_military": 12,
        "unfit": 9,
    },
    "pilot": {
        "able": 51,
        "share_of_all": 0.017,
        "share_of_lawful": 0.0187,
        "able_after": {"exam": 41, "nothing": 10},
        "stopped": {"number_of_phone": 1332, "number_in_register": 915, "province": 429},
        "stopped_also_by": {"province": 2487, "number_of_phone": 2042, "number_in_register": 915},
    },
    "gplx": {
        "able": 2695,
        "share_of_all": 0.8983,
        "share_of_lawful": 0.9883,
        "able_after": {"nothing": 1122, "qr": 702, "exam": 658, "qr+exam": 213},
        "stopped": {"another_name": 32},
        "stopped_also_by": {"another_name": 32},
    },
}


@pytest.fixture(scope="module")
def tally(world: httpx.Client) -> Tally:
    return count(pages(world, people=3000), on=DAY)


def test_the_figures_of_the_first_three_thousand(tally: Tally) -> None:
    assert tally.as_json() == FIGURES


def test_the_parts_make_the_whole(tally: Tally) -> None:
    assert tally.people == 3000 == tally.lawful + tally.elsewhere.total()
    for side in (tally.pilot, tally.gplx):
        assert side.able.total() + side.stopped.total() == tally.lawful
        assert all(side.met[stop] >= times for stop, times in side.stopped.items())


def test_more_than_85_of_100_can_finish_and_the_pilot_could_take_hardly_anybody(tally: Tally) -> None:
    found = tally.as_json()
    assert found["gplx"]["share_of_all"] > 0.85
    assert found["pilot"]["share_of_all"] < 0.03


def test_whom_the_law_sends_elsewhere_are_the_kinds_that_the_population_holds(tally: Tally) -> None:
    """Three blocks of a thousand: every kind has three times its share, and each falls under one reason of the law."""
    assert tally.elsewhere == Counter(
        overdue_theory=45,
        overdue_theory_practice=45,
        hold_seized=45,
        hold_stripped=45,
        card_not_in_register=24,
        lost=24,
        issued_abroad=12,
        issued_by_military=12,
        issued_by_police=12,
        unfit=9,
    )


def test_what_was_counted_has_words(tally: Tally) -> None:
    for side in (tally.pilot, tally.gplx):
        assert side.able.keys() <= NEEDS.keys()
        assert side.met.keys() <= STOPS.keys()
    assert tally.elsewhere.keys() <= LAW.rules.keys()


def test_on_a_day_of_2025_the_law_bars_more(world: httpx.Client) -> None:
    later = count(pages(world, people=1000), on=date(2025, 3, 3))
    assert later.elsewhere["overdue_theory_practice"] > 500
    assert later.people == 1000 == later.lawful + later.elsewhere.total()


@pytest.mark.parametrize(
    ("kind", "sent", "needs"),
    [
        ("all_green", None, set()),
        ("old_cmnd", None, {"qr"}),
        ("no_exam", None, {"exam"}),
        ("old_cmnd_no_exam", None, {"qr", "exam"}),
        ("expired_2m", None, set()),
        ("expired_6m", "overdue_theory", None),
        ("expired_2y", "overdue_theory_practice", None),
        ("seized", "hold_seized", None),
        ("stripped", "hold_stripped", None),
        ("unpaid_fine", None, set()),
        ("unresolved", None, set()),
        ("decomposed", None, set()),
        ("not_in_register", "card_not_in_register", None),
        ("lost", "lost", None),
        ("military", "issued_by_military", None),
        ("police", "issued_by_police", None),
        ("foreign", "issued_abroad", None),
        ("motorbike", None, set()),
        ("class_e", None, set()),
        ("professional", None, set()),
        ("exam_old", None, {"exam"}),
        ("exam_unfit", "unfit", None),
        ("exam_other_class", None, {"exam"}),
    ],
)
def test_each_kind_of_person_goes_the_way_that_the_law_and_the_house_mean(
    world: httpx.Client, everybody: dict[str, Someone], kind: str, sent: str | None, needs: set[str] | None
) -> None:
    listed = world.get("/_sandbox/people", params={"kind": kind, "limit": 5}).json()["people"]
    for one in listed:
        person = everybody[one["cccd"]]
        assert elsewhere(person, on=DAY) == sent
        if needs is not None:
            owed = needs - ({"qr"} if person.claims.number9 else set())
            assert house(person, on=DAY) == Way(needs=tuple(need for need in ("qr", "exam") if need in owed))


@pytest.fixture(scope="module")
def everybody(world: httpx.Client) -> dict[str, Someone]:
    rows = [row for page in pages(world, people=3000) for row in page.people]
    return {str(row.claims["SoDinhDanh"]): someone(row) for row in rows}


# ---- pages


@pytest.mark.parametrize(("people", "counted"), [(1, 1), (PAGE, PAGE), (PAGE + 1, PAGE + 1), (9_999, 3000), (0, 0)])
def test_just_so_many_are_asked_for(world: httpx.Client, people: int, counted: int) -> None:
    assert sum(len(page.people) for page in pages(world, people=people)) == counted


def client(answer: httpx.Response) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(lambda _request: answer), base_url="http://sandbox.test")


def test_what_cannot_be_read_is_not_counted_as_something() -> None:
    page = {"size": 1, "next": None, "connectedFacilities": [], "people": [{**ROW, "lost": "perhaps"}]}
    with pytest.raises(msgspec.ValidationError, match="lost"):
        list(pages(client(httpx.Response(200, json=page)), people=1))


def test_one_without_a_birth_date_is_a_mistake() -> None:
    row = {**ROW, "claims": {**ROW["claims"], "NgayThangNamSinh": "1985"}}
    page = {"size": 1, "next": None, "connectedFacilities": [], "people": [row]}
    with pytest.raises(ValueError, match="birth date"):
        count(pages(client(httpx.Response(200, json=page)), people=1), on=DAY)


# ---- telling


def small() -> Tally:
    pilot, gplx = Side(), Side()
    for way in (Way(), Way(needs=("exam",)), Way(stops=("number_of_phone", "province")), Way(stops=("province",))):
        pilot.count(way)
    for way in (Way(), Way(needs=("qr",)), Way(needs=("qr", "exam")), Way(stops=("another_name",))):
        gplx.count(way)
    return Tally(on=DAY, people=5, elsewhere=Counter(lost=1), pilot=pilot, gplx=gplx)


def test_a_funnel_only_narrows(tally: Tally) -> None:
    for side in (tally.pilot, tally.gplx):
        left = [people for _, people in funnel(tally, side)]
        assert left == sorted(left, reverse=True)
        assert left[0] == 3000


def test_the_steps_of_a_funnel() -> None:
    assert [people for _, people in funnel(small(), small().pilot)] == [5, 4, 3, 2, 1]
    assert list(funnel(small(), small().gplx))[-2:] == [
        (f"not stopped by: {STOPS['another_name']}", 3),
        ("of these, with nothing more to do", 1),
    ]


def test_where_nothing_is_left_to_do_the_funnel_does_not_say_so_twice() -> None:
    side = Side()
    side.count(Way())
    assert list(funnel(Tally(on=DAY, people=1, gplx=side), side)) == [("all", 1), ("the law lets them exchange", 1)]


@pytest.mark.parametrize(
    ("part", "whole", "blocks"), [(0, 10, 0), (1, 100_000, 1), (5, 10, WIDTH // 2), (10, 10, WIDTH), (0, 0, 0)]
)
def test_a_bar_shows_whoever_is_there(part: int, whole: int, blocks: int) -> None:
    assert bar(part, whole) == "█" * blocks


def test_shares() -> None:
    assert (share(1, 3), share(0, 0), per_cent(1, 3), per_cent(0, 0)) == (0.3333, 0.0, "33.33 %", "0.00 %")


def test_everything_is_said_in_words() -> None:
    out = StringIO()
    tell(small(), Console(width=140, file=out))
    told = out.getvalue()
    for words in (
        "A lost licence is re-issued (procedure 1.002820), not exchanged.",
        "the phone stands under another number",
        "does not live in Hà Nội or Hà Nam",
        "after the QR code and a health exam",
        "the register writes another name",
        "The funnel of GPLX's rules",
    ):
        assert words in told
    pilot_row = next(line for line in told.splitlines() if "does not live in" in line)
    assert [cell.strip() for cell in pilot_row.split("│")[2:6]] == ["1", "20.00 %", "25.00 %", "2"]


# ---- the command


def options(words: list[str]) -> argparse.Namespace:
    return cli._parser().parse_args(["bench", "reach", *words])


def test_what_can_be_chosen() -> None:
    usual = options([])
    assert (usual.people, usual.on, usual.sandbox, usual.json) == (50_000, DAY, "", False)
    assert options(["--on", "2025-03-03"]).on == date(2025, 3, 3)
    with pytest.raises(SystemExit, match="2"):
        options(["--on", "yesterday"])


@pytest.fixture
def in_process(world: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> mock.Mock:
    """The command's client asks the world of this process, at whatever address."""
    made = mock.Mock(side_effect=lambda **_: mock.MagicMock(__enter__=lambda _self: world))
    monkeypatch.setattr(command.httpx, "Client", made)
    return made


def test_the_object_is_all_of_standard_output(
    in_process: mock.Mock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = options(["--people", "3000", "--sandbox", "http://sandbox.test", "--json"])
    assert command.run(Places(root=tmp_path), chosen) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == FIGURES
    assert "3,000 people on 27/09/2021" in told.err
    assert in_process.call_args.kwargs == {"base_url": "http://sandbox.test", "timeout": 60, "trust_env": False}


def test_the_tables_are_for_people(in_process: mock.Mock, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(Places(root=tmp_path), options(["--people", "10", "--sandbox", "http://sandbox.test"])) == 0
    out = capsys.readouterr().out
    assert "10 people on 27/09/2021" in out
    assert "{" not in out


def test_a_world_that_does_not_answer_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "reach", "--people", "1", "--sandbox", "http://127.0.0.1:9"]) == 1
    assert "The practice world does not answer" in capsys.readouterr().err


def test_its_own_world_lives_on_the_day_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GPLX_TODAY", "2021-01-04")
    monkeypatch.setenv("GPLX_TODAY_SET_ON", "2020-01-01")
    monkeypatch.setenv("DATABASE_URL", "postgresql:///never")
    together = mock.MagicMock()
    monkeypatch.setattr(command, "together", together)
    with command._sandbox(Places(root=tmp_path), options(["--on", "2021-10-04", "--people", "70000"])) as address:
        running = together.return_value.__enter__.return_value
        ((program,),) = running.start.call_args.args
    assert running.wait_for.call_args.args == ([program],)
    assert program.environment["GPLX_TODAY"] == "2021-10-04"
    assert not {"GPLX_TODAY_SET_ON", "DATABASE_URL"} & program.environment.keys()
    assert list(program.command[-2:]) == ["--people", "70000"]
    assert program.answers_at == f"{address}/healthz/live"


def test_the_usual_world_has_its_usual_size() -> None:
    program = parts.sandbox("http://127.0.0.1:8101", environment={})
    assert list(program.command[1:]) == ["-m", "sandbox", "--port", "8101"]
