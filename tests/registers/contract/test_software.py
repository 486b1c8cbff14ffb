"""A department's software in the practice world, good and bad, against our own calls to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from gplx.ground.clock import HANOI
from gplx.registers.errors import TryLater
from gplx.registers.webhooks.http import HttpSoftware, SoftwareLimits
from gplx.registers.webhooks.port import Destination, TellSoftware, ToldSoftware, Trial, TrySoftware
from gplx.registers.webhooks.signing import written
from tests.registers.contract.conftest import World

SECRET, OLD = b"s" * 32, b"o" * 32
Make = Callable[..., HttpSoftware]


@pytest.fixture
def make(world: World) -> Make:
    """Ours, and theirs behaving so; both know the secret."""

    def made(variant: str = "good", *, signs: tuple[bytes, ...] = (SECRET,), **theirs: Any) -> HttpSoftware:
        told = {"variant": variant, "secret": written(SECRET), "delay": 0, **theirs}
        world.put("/_sandbox/software/H26", told)
        to = Destination(address=f"{world.url}/software/H26/hook", secrets=signs)
        return HttpSoftware(SoftwareLimits(public_only=False, timeout=2), find=lambda _department: to)

    return made


def act(number: int = 1) -> TellSoftware:
    return TellSoftware(
        department="H26", id=f"act-{number}", code="000.00.99.H26-210927-0001", act="accept", before="submitted",
        after="examining", version=number, at=datetime(2021, 9, 27, 9, 30, tzinfo=HANOI),
    )  # fmt: skip


def tried(software: HttpSoftware, world: World) -> dict[str, int | None]:
    """How the four trials ended."""
    trials: tuple[Trial, ...] = ("signed", "again", "forged", "stale")
    asks = {
        trial: TrySoftware(
            department="H26",
            address=f"{world.url}/software/H26/hook",
            id="trial-1" if trial in ("signed", "again") else f"trial-{trial}",
            trial=trial,
        )
        for trial in trials
    }
    return {trial: software.try_out(ask).status for trial, ask in asks.items()}


def told(world: World) -> list[tuple[str, bool, bool, int]]:
    """What it was told: id, whether rightly signed, whether a repeat, what it answered."""
    return [(one["id"], one["right"], one["repeat"], one["status"]) for one in world.see("software/H26")["told"]]


def test_good_software_takes_an_act_and_a_repeat(make: Make, world: World) -> None:
    software = make()
    assert [software.tell(act()), software.tell(act()), software.tell(act(2))] == [ToldSoftware()] * 3
    assert told(world) == [("act-1", True, False, 200), ("act-1", True, True, 200), ("act-2", True, False, 200)]


def test_while_secrets_change_it_takes_the_one_that_it_knows(make: Make, world: World) -> None:
    assert make(signs=(OLD, SECRET)).tell(act()) == ToldSoftware()
    with pytest.raises(TryLater, match="HTTP 401"):
        make(signs=(OLD,)).tell(act())


@pytest.mark.parametrize(
    ("variant", "ends"),
    [
        ("good", {"signed": 200, "again": 200, "forged": 401, "stale": 401}),
        ("trusting", {"signed": 200, "again": 200, "forged": 200, "stale": 200}),
        ("broken", {"signed": 500, "again": 500, "forged": 500, "stale": 500}),
        ("doubling", {"signed": 200, "again": 409, "forged": 401, "stale": 401}),
    ],
)
def test_the_trials_tell_good_from_bad(make: Make, world: World, variant: str, ends: dict[str, int | None]) -> None:
    assert tried(make(variant), world) == ends


def test_slow_software_is_given_up(make: Make, world: World) -> None:
    ask = TrySoftware(department="H26", address=f"{world.url}/software/H26/hook", id="x", trial="signed")
    assert make("slow", delay=30).try_out(ask).status is None


def test_the_world_may_be_down(make: Make, world: World) -> None:
    software = make()
    world.faults("software", fault="500", count=1)
    with pytest.raises(TryLater):
        software.tell(act())
    assert software.tell(act()) == ToldSoftware()
