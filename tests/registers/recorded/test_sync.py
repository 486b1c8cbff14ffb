"""What we say to a portal is what was recorded, field for field and in this order; what it comes to is what its answers mean."""

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from gplx.registers.errors import OutsideError
from gplx.registers.sync.http import HttpDossierSync
from gplx.registers.sync.port import Compare, LookUp, Report, SyncDossier
from gplx.registers.sync.session import SyncAddress
from tests.registers.outside import Answer, Asked, Outside
from tests.registers.recorded.conversations import SYNC, Conversation, Turn, conversations, named
from tests.registers.recorded.test_recorded import FAULTS

CALLS: dict[str, tuple[type[Any], Callable[..., Any]]] = {
    "report": (Report, HttpDossierSync.report),
    "look_up": (LookUp, HttpDossierSync.look_up),
    "compare": (Compare, HttpDossierSync.compare),
}
SIGNATURE = re.compile(r"\?s=[\w:-]+")


def said_on_the_wire(asked: Asked) -> tuple[str, Any]:
    """Where to, and what; the signature of a file's address is another each time."""
    return asked.path.removeprefix("/base/"), json.loads(SIGNATURE.sub("?s=SIGNED", asked.raw.decode()))


def comes_to(portal: HttpDossierSync, turn: Turn) -> dict[str, Any]:
    ask, call = CALLS[turn.call]
    try:
        return {"reads": msgspec.json.decode(msgspec.json.encode(call(portal, msgspec.convert(turn.ask, ask))))}
    except OutsideError as error:
        return {"fails": error.kind, "says": str(error)}


def meant(turn: Turn) -> dict[str, Any]:
    fails = turn.comes_to.get("fails")
    return turn.comes_to | ({"fails": FAULTS[fails].kind} if fails else {})


@pytest.mark.parametrize("one", conversations(), ids=str)
def test_a_conversation(outside: Outside, one: Conversation) -> None:
    portal = HttpDossierSync(SyncAddress(url=outside.url, **one.account))
    for turn in one.turns:
        outside.asked.clear()
        outside.will_answer(*(Answer(exchange.answer, status=exchange.status) for exchange in turn.exchanges))
        came = comes_to(portal, turn)
        assert [said_on_the_wire(asked) for asked in outside.asked] == [
            (exchange.path, exchange.body) for exchange in turn.exchanges
        ]
        assert came == meant(turn)
        for asked in outside.asked:
            assert asked.method == "POST"
            assert {name: asked.headers.get(name) for name in SYNC["headers"]} == SYNC["headers"]


@pytest.mark.parametrize("one", [one for one in conversations() if "says" in one.turns[-1].comes_to], ids=str)
def test_no_error_holds_what_was_told(one: Conversation) -> None:
    assert not any(
        part in one.turns[-1].comes_to["says"] for part in ("Trần", "001085000001", "MaTTHC", "gplx-practice")
    )


@pytest.mark.parametrize("name", SYNC["asks"])
def test_what_was_asked_can_be_kept_and_asked_again(name: str) -> None:
    """An exchange stores what is asked as JSON: nothing of it is lost on the way."""
    ask = {"report": Report, "code": LookUp, "codes": Compare}[name.split()[0]]
    asked = msgspec.convert(named("asks", name), ask)
    assert msgspec.convert(msgspec.to_builtins(asked), ask) == asked


def test_every_field_of_a_report_is_recorded() -> None:
    """So that none is told to a portal in a shape that stands nowhere."""
    dossier = named("asks", "report")["dossier"]
    later = {"returned_at", "refused_at", "finished_at"}
    assert set(dossier) | later == {each.name for each in msgspec.structs.fields(SyncDossier)}


def test_there_are_as_many_as_are_told() -> None:
    assert len(conversations()) == 85
    assert sum(one.played for one in conversations()) == 16
