"""What agencies answered grows old while a proposal waits: before the day's work begins it is asked for anew."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from gplx.casework.ask_registers import ask_registers
from gplx.dossiers.models import EXAMINING, Dossier
from gplx.dossiers.questions import dossier_by_id
from gplx.ground.clock import now, today


def ask_old_answers_again() -> None:
    """Ask about each proposal that has waited for ``GPLX_ANSWER_DAYS`` days or is about to, once a day however often it is called."""
    before = now() - timedelta(days=settings.ANSWER_DAYS - 1)
    waiting = Dossier.objects.filter(state=EXAMINING, proposed_at__lt=before).order_by("proposed_at")
    for dossier_id in waiting.values_list("id", flat=True):
        with transaction.atomic():
            ask_registers(dossier_by_id(dossier_id), occasion=f"approval-{today()}")
