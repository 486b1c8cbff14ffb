"""Files at night, and those that wait for a scanner that was down."""

from datetime import timedelta

from django.conf import settings

from gplx.casework.learn_scan import release_unscanned
from gplx.documents.changes import SCAN_KEY
from gplx.documents.models import PENDING, Document
from gplx.documents.sweep import sweep
from gplx.ground.clock import real_now
from gplx.registers import exchanges
from gplx.registers.models import GIVEN_UP, Exchange

# A row follows its content within seconds; a day is for whoever stops in between.
YOUNG = timedelta(hours=24)
AT_ONCE = 500


def sweep_files() -> None:
    """Delete content that no file points at, once it is a day old."""
    sweep(before=real_now() - YOUNG)


def scan_waiting_files() -> None:
    """Have the files scanned whose scanner was given up; where there is none any more, they are what they were checked to be."""
    waiting = Document.objects.filter(scan=PENDING).order_by("at")[:AT_ONCE]
    if not settings.OUTSIDE.scanner.url:
        for document in waiting:
            release_unscanned(document_id=document.id)
        return
    keys = [f"{SCAN_KEY}{document.id}" for document in waiting]
    for exchange_id in Exchange.objects.filter(key__in=keys, state=GIVEN_UP).values_list("id", flat=True):
        exchanges.ask_again(exchange_id)
