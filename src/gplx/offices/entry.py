"""Who may enter where. Every route says it; one that does not is closed to all.

``@entry(PUBLIC)`` anybody · ``@entry(CITIZEN)`` a citizen who signed in · ``@entry(STAFF)`` any officer ·
``@entry(STAFF, roles=(CLERK, …))`` officers in one of these roles · ``@entry(SYSTEM)`` another system, which the view itself checks.
``counted=True``: one address may ask only so often (``GPLX_LOOKUPS``).
``writes_on_get=True`` only for what a protocol forces to come by GET (the return from sign-in).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest

PUBLIC, CITIZEN, STAFF, SYSTEM = "public", "citizen", "staff", "system"

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Who may enter: the kind of visitor, for officers the roles (none named: any), whether a GET may write, whether visits are counted."""

    who: str
    roles: tuple[str, ...] = ()
    writes_on_get: bool = False
    counted: bool = False


def entry(
    who: str, *, roles: tuple[str, ...] = (), writes_on_get: bool = False, counted: bool = False
) -> Callable[[View], View]:
    """State on a view who may enter."""

    def state(view: View) -> View:
        stated = Entry(who=who, roles=roles, writes_on_get=writes_on_get, counted=counted)
        view.entry = stated  # type: ignore[attr-defined]  # a mark on the view
        return view

    return state


def note_read(request: HttpRequest, *, subject: str, why: str, reader: str) -> None:
    """Have the ledger record, once the answer is made, that personal data of ``subject`` (``dossier:<uuid>``) was shown to ``reader``
    (``officer:12``), and why.
    """
    request.__dict__.setdefault("reads", []).append((subject, why, reader))


def reads_of(request: HttpRequest) -> list[tuple[str, str, str]]:
    """What was noted while the answer was made: subject, why, reader."""
    return list(request.__dict__.get("reads", []))


def entry_of(view: Any) -> Entry | None:
    """What a view states, or nothing."""
    return getattr(view, "entry", None)
