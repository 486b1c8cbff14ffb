"""Exchanges as they stand when somebody learns of them."""

from typing import Any
from uuid import uuid4

import msgspec

from gplx.clock.answers import answered
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.registers.models import WANTED, Exchange


def exchange(
    register: str, name: str, *, about: object = "x:1", ask: dict[str, Any] | None = None, key: str = "", **more: Any
) -> Exchange:
    """An exchange that failed for the first time and will be tried again."""
    told = {"state": WANTED, "attempts": 1, "wanted_at": now(), "ask_digest": "", "ask": ask or {}} | more
    return Exchange.objects.create(register=register, operation=name, about=about, key=key or uuid4().hex, **told)


def ends(one: Exchange, state: str, answer: msgspec.Struct | None = None) -> Exchange:
    """It ended in this state, and those who wanted it learn of it."""
    one.state, one.ended_at = state, now()
    one.answer = msgspec.to_builtins(answer) if answer is not None else None
    one.save()
    return learns(one)


def learns(one: Exchange) -> Exchange:
    answered({"exchange": one.id})
    one.refresh_from_db()
    return one


def about(dossier: Dossier) -> str:
    return f"dossier:{dossier.id}"
