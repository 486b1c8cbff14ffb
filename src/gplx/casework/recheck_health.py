"""Ask the health database once more before an approval: what was found when the dossier was filed may have been edited since."""

from gplx.applicants.questions import numbers_of
from gplx.dossiers.models import Dossier
from gplx.registers import exchanges
from gplx.registers.health.port import FindCertificates
from gplx.registers.models import ANSWERED, Exchange

FRESH, ASKING, SILENT = "fresh", "asking", "silent"


def ask_health_again(dossier: Dossier) -> None:
    """Want a fresh answer for the proposal that is being made (TTLT 24/2015: what counts is the certificate as it now stands)."""
    numbers = tuple(dict.fromkeys(known.number for known in numbers_of(dossier.applicant)))
    exchanges.want(
        register="health",
        operation="find",
        ask=FindCertificates(numbers=numbers),
        about=f"dossier:{dossier.id}",
        key=f"health:{dossier.id}:approval-{dossier.version}",
    )


def health_asked_again(dossier: Dossier) -> str:
    """How far the question for a proposal stands: *fresh* (answered, and learnt), *asking*, or *silent* (a try has failed)."""
    asked = Exchange.objects.filter(about=f"dossier:{dossier.id}", register="health").order_by("-id").first()
    if asked is None or dossier.proposed_at is None or asked.wanted_at < dossier.proposed_at:
        return SILENT
    if asked.state == ANSWERED:
        return FRESH if asked.learnt_at else ASKING
    return ASKING if asked.is_open and not asked.error_kind else SILENT
