"""Tell a department's software of acts (*báo tin cho phần mềm của Sở*): each once, in order, and again where it asks for that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gplx.dossiers.models import DRAFT, Act, Dossier
from gplx.offices.models import Webhook
from gplx.registers import exchanges
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, Exchange
from gplx.registers.webhooks.port import TellSoftware

# Acts that are told again at once; the rest takes another call.
MOST = 2000


@dataclass(frozen=True, kw_only=True)
class Told:
    """An act, the version right after it, and the departments whose software is told: after a transfer both."""

    act: Act
    version: int
    departments: tuple[str, ...]


@transaction.atomic
def tell_software(act: Act) -> None:
    """Have the department's software be told of an act, and before it of every earlier one since it listens that is not on its way yet.

    What follows from acts is done side by side, so a later act may come here first; calls of one lane go out in the order in which
    they were wanted. Safe to repeat.
    """
    listening = {hook.department_id: hook for hook in Webhook.objects.filter(is_on=True)}
    if not listening:
        return
    for told in _story(act.dossier, until=act.id):
        for department_id in told.departments:
            hook = listening.get(department_id)
            if hook is not None and told.act.at >= hook.since:
                _want(told, department_id)


@transaction.atomic
def tell_again(*, department_id: str, exchange_id: int, request_id: str) -> int:
    """Tell one act again; how many calls that makes: none for one that is still on its way, or is none of the department's."""
    known = Exchange.objects.filter(id=exchange_id, about=_about(department_id), operation="tell").first()
    return _again(known, request_id) if known else 0


@transaction.atomic
def tell_all_again(*, department_id: str, since: datetime, request_id: str) -> int:
    """Tell every act since a moment again, at most ``MOST``, in their order; how many calls that makes. The same request makes no more."""
    own = Q(dossier__department=department_id) | Q(details__from_department=department_id)
    acts = Act.objects.filter(own, at__gte=since).select_related("dossier").order_by("id")[:MOST]
    wanted = {act.id for act in acts}
    dossiers = {act.dossier_id: act.dossier for act in acts}
    told = [one for dossier in dossiers.values() for one in _story(dossier) if one.act.id in wanted]
    count = 0
    for one in sorted(told, key=lambda one: one.act.id):
        if department_id in one.departments:
            exchange, created = _want(one, department_id)
            count += 1 if created else _again(exchange, request_id)
    return count


def _story(dossier: Dossier, *, until: int | None = None) -> Iterator[Told]:
    """The acts of a dossier from its submission on, each with whom it concerned when it was done."""
    acts = list(Act.objects.filter(dossier=dossier).order_by("id"))
    moves = [act for act in acts if act.act == "transfer"]
    at = str(moves[0].details["from_department"]) if moves else dossier.department_id
    for place, act in enumerate(acts):
        departments: tuple[str, ...] = (at,)
        if act.act == "transfer":
            departments = (at, str(act.details["to_department"]))
            at = departments[1]
        if (act.state_before != DRAFT or act.act == "submit") and (until is None or act.id <= until):
            yield Told(act=act, version=place + 2, departments=departments)


def _want(told: Told, department_id: str) -> tuple[Exchange, bool]:
    act, key = told.act, f"webhook:{department_id}:{told.act.id}"
    known = Exchange.objects.filter(key=key).first()
    if known is not None:
        return known, False
    ask = TellSoftware(
        department=department_id,
        id=f"act-{act.id}",
        code=act.dossier.code or "",
        act=act.act,
        before=act.state_before,
        after=act.state_after,
        version=told.version,
        at=act.at,
    )
    lane = f"webhook:{department_id}:{act.dossier_id}"
    about = _about(department_id)
    return exchanges.want(register="webhooks", operation="tell", ask=ask, about=about, key=key, lane=lane), True


def _again(known: Exchange, request_id: str) -> int:
    """What was given up goes on where it stands in its lane; what was answered is told anew, as the same message."""
    if known.state in (GIVEN_UP, REFUSED):
        exchanges.ask_again(known.id)
        return 1
    if known.state != ANSWERED:
        return 0
    key = f"{known.key.partition(':again:')[0]}:again:{request_id}"
    if Exchange.objects.filter(key=key).exists():
        return 0
    ask = TellSoftware(**known.ask | {"at": datetime.fromisoformat(known.ask["at"])})
    exchanges.want(register="webhooks", operation="tell", ask=ask, about=known.about, key=key, lane=known.lane)
    return 1


def _about(department_id: str) -> str:
    return f"webhook:{department_id}"
