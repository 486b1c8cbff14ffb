"""Ask the agencies once more before an approval: what they said when the dossier was filed may have changed since."""

from datetime import timedelta

from django.conf import settings

from gplx.casework.want_answers import want_answers
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.registers.models import ANSWERED, Exchange

FRESH, ASKING, SILENT, OLD = "fresh", "asking", "silent", "old"


def ask_before_approval(dossier: Dossier) -> None:
    """Want fresh answers of health database, police and inspectorate for the proposal that is being made.

    What counts is the certificate as it now stands (TTLT 24/2015), and a measure that came after the filing holds as well
    (TT 12/2017 Art 37; Luật 36/2024 Art 62.4).
    """
    want_answers(dossier, occasion=f"approval-{dossier.version}")


def asked_again(dossier: Dossier, *, register: str) -> str:
    """How far the question of a proposal stands: *fresh* (answered, and learnt), *asking*, *silent* (a try has failed), *old*.

    Old is an answer of more than ``GPLX_ANSWER_DAYS`` days, as of a proposal that has waited for that long.
    """
    asked = Exchange.objects.filter(about=f"dossier:{dossier.id}", register=register).order_by("-id").first()
    if asked is None or dossier.proposed_at is None or asked.wanted_at < dossier.proposed_at:
        return SILENT
    if asked.state == ANSWERED:
        return _learnt(asked)
    return ASKING if asked.is_open and not asked.error_kind else SILENT


def _learnt(asked: Exchange) -> str:
    if not asked.learnt_at:
        return ASKING
    return OLD if asked.ended_at and asked.ended_at < now() - timedelta(days=settings.ANSWER_DAYS) else FRESH
