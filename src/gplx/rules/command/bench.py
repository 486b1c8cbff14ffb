"""`law bench`: assessments a second on one core, and the time from the start of the command to its answer."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from time import perf_counter
from typing import Final

import msgspec

from gplx.rules.case import OLD_CLASSES, Case
from gplx.rules.eligibility import assess
from gplx.rules.law import HERE

FIRST_DAY: Final = date(2021, 9, 27)
DAYS: Final = 1_500
STARTS: Final = 5


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """`assessed`: facts in memory to assessment; `answered`: JSON in to JSON out; `started`: seconds, the median."""

    assessed_a_second: int
    answered_a_second: int
    started_in_seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long each rate is measured."""
    parser.add_argument("--seconds", type=float, default=2.0, help="how long to measure each rate")


def answer(chosen: argparse.Namespace) -> str:
    """The figures, as JSON or line by line."""
    found = measure(seconds=chosen.seconds)
    if chosen.json:
        return msgspec.json.encode(found).decode()
    return "\n".join(f"{name.replace('_', ' ')}: {value:,}" for name, value in msgspec.structs.asdict(found).items())


def measure(*, seconds: float) -> Figures:
    """Measure now, on this machine, with mixed classes, days, measures and certificates."""
    cases = [Case.from_json(facts) for facts in _mixed_facts()]
    texts = [case.to_json() for case in cases]
    days = [FIRST_DAY + timedelta(days=n) for n in range(DAYS)]
    return Figures(
        assessed_a_second=_rate(lambda n: assess(case=cases[n % len(cases)], on=days[n % DAYS]), seconds),
        answered_a_second=_rate(
            lambda n: assess(case=Case.from_json(texts[n % len(texts)]), on=days[n % DAYS]).to_json(), seconds
        ),
        started_in_seconds=round(sorted(_start(texts[0]) for _ in range(STARTS))[STARTS // 2], 3),
    )


def _mixed_facts() -> list[dict[str, object]]:
    """One case a class, with every kind of measure and certificate among them."""
    holds = cycle([[], [], [{"kind": "stripped", "until": None}], [{"kind": "unpaid_fine", "until": None}]])
    conclusions = cycle(["A0-1", "A0-3", "A0-2"])
    return [
        {
            "holder": {"born": "1970-04-12", "sex": "male"},
            "licence": {
                "class": name,
                "issued": "2015-03-01",
                "expires": "2022-03-01",
                "card": "pet",
                "issuer": "transport",
                "in_register": True,
                "lost": False,
            },
            "wanted_class": None,
            "reason": "expiring",
            "channel": "online",
            "holds": held,
            "health": {"concluded": "2021-09-01", "class": name, "conclusion": conclusion},
        }
        for name, held, conclusion in zip(sorted(OLD_CLASSES), holds, conclusions, strict=False)
    ]


def _rate(work: Callable[[int], object], seconds: float) -> int:
    """Calls a second, counted in rounds of a thousand for at least `seconds`."""
    done, begun = 0, perf_counter()
    while (spent := perf_counter() - begun) < seconds or not done:
        for n in range(done, done + 1_000):
            work(n)
        done += 1_000
    return round(done / spent)


def _start(case: bytes) -> float:
    """Seconds from starting the command to its answer."""
    command = [sys.executable, "-m", "gplx.rules", "assess", "--on", FIRST_DAY.isoformat(), "--json"]
    begun = perf_counter()
    subprocess.run(command, input=case, stdout=subprocess.DEVNULL, check=True, cwd=_source())  # noqa: S603 - no outside input
    return perf_counter() - begun


def _source() -> Path:
    """The folder from which `gplx` can be imported."""
    return HERE.parents[1]
