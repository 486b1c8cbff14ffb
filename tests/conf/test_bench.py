"""The benchmarks: what a program costs with all its children, and the table and the object that come of it."""

import argparse
import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from unittest import mock

import psutil
import pytest

from gplx.conf import cli
from gplx.conf.bench import dossier
from gplx.conf.bench.costs import seconds_of, spent
from gplx.conf.bench.dossier import MOST, QUICK, Result
from gplx.conf.checkout.places import Places
from gplx.conf.demo.stories import PILOT_DAY
from gplx.conf.processes.world import World

WORK = "sum(range(6_000_000))"
PARENT = f"""
import subprocess, sys
child = [sys.executable, "-c", {WORK!r}]
subprocess.run(child)
print("buried", flush=True)
living = subprocess.Popen([sys.executable, "-c", {WORK!r} + "; print('worked', flush=True); input()"],
                          stdin=subprocess.PIPE)
sys.stdin.readline()
living.communicate(b"\\n")
"""
RESULT = Result(
    dossiers=200,
    citizens=16,
    seconds=61.25,
    dossiers_per_second=3.27,
    cpu_ms_per_dossier={"web": 120.5, "worker": 30.25, "postgres": 9.0},
)


# ---- costs


def test_a_process_costs_what_it_its_children_and_its_dead_have_used() -> None:
    run = subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # our own words
    assert run.stdout
    assert run.stdin
    try:
        assert run.stdout.readline() == b"buried\n"
        with_the_dead = seconds_of(run.pid)
        assert run.stdout.readline() == b"worked\n"
        with_all = seconds_of(run.pid)
        alone = psutil.Process(run.pid).cpu_times()
    finally:
        run.communicate(b"\n", timeout=30)
    assert with_the_dead > alone.user + alone.system, "those that it has buried count"
    assert with_all > with_the_dead + 0.01, "those that live count"


def test_working_costs() -> None:
    before = seconds_of(os.getpid())
    assert sum(range(6_000_000)) > 0
    assert seconds_of(os.getpid()) - before > 0.02


def test_a_child_that_goes_while_it_is_looked_at_costs_nothing() -> None:
    gone = mock.Mock()
    gone.cpu_times.side_effect = psutil.NoSuchProcess(404)
    with mock.patch.object(psutil.Process, "children", lambda *_, **__: []):
        own = seconds_of(os.getpid())
    with mock.patch.object(psutil.Process, "children", lambda *_, **__: [gone]):
        assert seconds_of(os.getpid()) >= own
    gone.cpu_times.assert_called_once_with()


def test_a_process_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(psutil.NoSuchProcess):
        seconds_of(2**22 + 1)


@pytest.mark.parametrize(
    ("before", "after", "dossiers", "expected"),
    [
        ({"web": 1.0, "worker": 0.5}, {"web": 3.0, "worker": 0.5}, 200, {"web": 10.0, "worker": 0.0}),
        ({"web": 0.0}, {"web": 0.12345}, 1, {"web": 123.5}),
        ({"web": 0.0}, {"web": 1.0, "new": 9.0}, 3, {"web": 333.3}),
        ({}, {"web": 1.0}, 1, {}),
    ],
)
def test_milliseconds_a_dossier(
    before: dict[str, float], after: dict[str, float], dossiers: int, expected: dict[str, float]
) -> None:
    assert spent(before, after, dossiers=dossiers) == expected


def test_the_own_server_counts_where_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places(root=tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert dossier._postgres(places) is None
    pid = places.state / "postgres/postmaster.pid"
    pid.parent.mkdir(parents=True)
    pid.write_text("4711\n/data\n")
    assert dossier._postgres(places) == 4711
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/gplx")
    assert dossier._postgres(places) is None


# ---- measuring


class Citizens:
    """Stands where people go through the pages: it keeps who went, and how many at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.went: list[str] = []
        self.now = self.most = 0
        self.together = threading.Barrier(1)
        self.offices: set[int] = set()

    def take_through(self, _stage: World, _teller: object, person: dict[str, str], office: object) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
            self.offices.add(id(office))
        self.together.wait(timeout=30)
        with self.lock:
            self.now -= 1
            self.went.append(person["cccd"])


@pytest.fixture
def citizens(monkeypatch: pytest.MonkeyPatch) -> Citizens:
    found = Citizens()
    everybody = [{"cccd": f"{n:012}", "province": "01" if n % 2 else "31"} for n in range(60)]
    monkeypatch.setattr(dossier, "_take_through", found.take_through)
    monkeypatch.setattr(dossier, "_office", lambda *_: object())
    monkeypatch.setattr(dossier, "people", lambda *_, **__: everybody)
    return found


def a_stage(**processes: int) -> World:
    running = mock.Mock(processes=processes)
    return World("http://127.0.0.1:1", "http://127.0.0.1:2", mock.Mock(), running, {"GPLX_TODAY": PILOT_DAY})


def test_many_go_through_at_once_each_once_with_a_department_each(citizens: Citizens) -> None:
    citizens.together = threading.Barrier(3)
    measured = dossier.measure(a_stage(web=os.getpid()), postgres=None, dossiers=12, at_once=3)
    assert len(citizens.went) == len(set(citizens.went)) == 12
    assert (citizens.most, len(citizens.offices)) == (3, 3)
    assert (measured.dossiers, measured.citizens, list(measured.cpu_ms_per_dossier)) == (12, 3, ["web"])
    assert measured.dossiers_per_second > 0


def test_only_people_of_the_department_go_and_only_they_are_counted(citizens: Citizens) -> None:
    measured = dossier.measure(a_stage(web=os.getpid()), postgres=None, dossiers=100, at_once=2)
    assert all(int(number) % 2 for number in citizens.went)
    assert (measured.dossiers, len(citizens.went)) == (30, 30)


def test_the_server_is_measured_where_it_is_ours(citizens: Citizens) -> None:
    stage = a_stage(web=os.getpid(), worker=os.getpid())
    measured = dossier.measure(stage, postgres=os.getppid(), dossiers=1, at_once=1)
    assert list(measured.cpu_ms_per_dossier) == ["web", "worker", "postgres"]


def test_one_who_does_not_get_through_ends_the_measuring(citizens: Citizens, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuck(*_: object) -> None:
        raise LookupError("no way on")

    monkeypatch.setattr(dossier, "_take_through", stuck)
    with pytest.raises(LookupError, match="no way on"):
        dossier.measure(a_stage(web=os.getpid()), postgres=None, dossiers=2, at_once=1)


# ---- telling


def test_the_rows_of_the_table() -> None:
    assert list(dossier._rows(RESULT)) == [
        ("dossiers/s", "3.27"),
        ("seconds", "61.2"),
        ("CPU-ms per dossier, web", "120.5"),
        ("CPU-ms per dossier, worker", "30.2"),
        ("CPU-ms per dossier, postgres", "9.0"),
        ("CPU-ms per dossier, all", "159.8"),
    ]


def test_as_json_the_object_is_all_of_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    dossier._print(RESULT, as_json=True)
    told = capsys.readouterr()
    assert json.loads(told.out) == {
        "dossiers": 200,
        "seconds": 61.25,
        "dossiers_per_second": 3.27,
        "cpu_ms_per_dossier": {"web": 120.5, "worker": 30.25, "postgres": 9.0},
    }
    assert "200 dossiers, 16 citizens at once" in told.err


def test_the_table_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    dossier._print(replace(RESULT, dossiers=7), as_json=False)
    out = capsys.readouterr().out
    assert "7 dossiers, 16 citizens at once" in out
    assert "{" not in out


def options(words: list[str]) -> argparse.Namespace:
    return cli._parser().parse_args(["bench", "dossier", *words])


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], (200, 16, False)), (["--dossiers", "5", "--citizens", "2", "--json"], (5, 2, True))],
)
def test_how_many_can_be_chosen(words: list[str], expected: tuple[int, int, bool]) -> None:
    chosen = options(words)
    assert (chosen.dossiers, chosen.citizens, chosen.json) == expected


@pytest.mark.parametrize("words", [["bench"], ["bench", "nothing"], ["bench", "dossier", "--dossiers", "x"]])
def test_a_benchmark_that_is_none_runs_nothing(words: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)


def test_the_law_is_measured_without_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    with mock.patch("gplx.rules.command.bench.answer", lambda chosen: f"json={chosen.json}") as _:
        assert cli.main(["bench", "law", "--json"]) == 0
    assert capsys.readouterr().out == "json=True\n"


def test_there_are_never_more_dossiers_than_people_and_the_post_is_quick(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    world, measure = mock.MagicMock(), mock.Mock(return_value=RESULT)
    monkeypatch.setattr(dossier, "only_in_practice", lambda _given: None)
    monkeypatch.setattr(dossier, "database", mock.MagicMock())
    monkeypatch.setattr(dossier, "scratch", lambda _found, **_named: {"DATABASE_URL": "postgresql:///gplx_bench"})
    monkeypatch.setattr(dossier, "world", world)
    monkeypatch.setattr(dossier, "measure", measure)
    assert dossier.run(Places(root=tmp_path), options(["--dossiers", "100000"])) == 0
    assert measure.call_args.kwargs == {"postgres": None, "dossiers": MOST, "at_once": 16}
    assert world.call_args.kwargs["given"].items() >= (QUICK | {"DATABASE_URL": "postgresql:///gplx_bench"}).items()
