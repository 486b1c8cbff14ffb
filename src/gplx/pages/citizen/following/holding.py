"""Who holds a dossier up, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gplx.casework.checks import WAITING, checks_of
from gplx.dossiers.models import APPROVED, CLOSED, POST, REFUSED, SUBMITTED, WITH_APPLICANT, WITHDRAWN, Dossier
from gplx.dossiers.questions import history
from gplx.fees.questions import waits_for_fee
from gplx.pages.citizen import waiting, words
from gplx.pages.kit.fields import Text

# By which register a check is answered.
ASKED = {"licence": "licences", "police": "police", "inspectorate": "inspectorate"}


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody who must act next, and since when it waits for them."""

    who: Text
    since: datetime | None


def who_holds_it_up(dossier: Dossier) -> list[Holder]:
    """The agencies that have yet to answer, else the applicant, the carrier or the department; nobody at the end."""
    if dossier.state in (CLOSED, REFUSED, WITHDRAWN):
        return []
    if dossier.state == WITH_APPLICANT:
        return [Holder(who=_("Ông/bà"), since=_moment_of(dossier, "ask_correction"))]
    if words.sends_again(dossier):
        return [Holder(who=_("Ông/bà"), since=_moment_of(dossier, "refuse_file"))]
    if waits_for_fee(dossier):
        return [Holder(who=_("Ông/bà"), since=dossier.payment_asked_at)]
    if dossier.state == APPROVED and dossier.delivery == POST and dossier.handed_over_at:
        return [Holder(who=_("Bưu điện"), since=dossier.handed_over_at)]
    silent = list(_silent(dossier)) if dossier.state == SUBMITTED and not dossier.paid_at else []
    return silent or [Holder(who=dossier.department.name, since=_department_since(dossier))]


def _silent(dossier: Dossier) -> Iterator[Holder]:
    asked = {
        exchange.register: exchange.wanted_at
        for about in (f"dossier:{dossier.id}", f"applicant:{dossier.applicant_id}")
        for exchange in waiting.latest(about)
    }
    for check in checks_of(dossier):
        if check.verdict == WAITING:
            yield Holder(who=gettext(check.source), since=asked.get(ASKED.get(check.name, ""), dossier.submitted_at))


def _department_since(dossier: Dossier) -> datetime | None:
    """The last step after which the next one was the department's."""
    steps = ("submitted_at", "paid_at", "accepted_at", "proposed_at", "approved_at", "printed_at", "handed_over_at")
    known = [at for name in steps if (at := getattr(dossier, name))]
    known += [at for act in ("correct", "reopen") if (at := _moment_of(dossier, act))]
    return max(known, default=None)


def _moment_of(dossier: Dossier, act: str) -> datetime | None:
    done = history(dossier).filter(act=act).last()
    return done.at if done else None
