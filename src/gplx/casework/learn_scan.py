"""Learn from the virus scanner what is in a file: it leaves quarantine, or it is refused."""

from uuid import UUID

from django.db import transaction

from gplx.casework.refuse_file import refuse_file
from gplx.casework.settle import settle
from gplx.documents.changes import record_scan
from gplx.documents.models import CLEAN, INFECTED, PENDING, UNSCANNABLE, UNSCANNED, Document
from gplx.dossiers.actor import system
from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import dossier_by_id
from gplx.dossiers.refusals import NotPossibleNow
from gplx.registers.scanner.port import ScannedFile

SCANNER = "scanner"


@transaction.atomic
def learn_scan(*, document_id: UUID | str, found: ScannedFile | None) -> None:
    """Keep the scanner's word on a file in quarantine (``None``: it cannot look through it at all). Safe to repeat.

    A clean file may have been the last that a submitted dossier waited for; a refused one has to be sent again.
    """
    about = Document.objects.filter(id=document_id).values_list("dossier_id", flat=True).first()
    if about is None:
        return
    Dossier.objects.select_for_update().get(id=about)  # as every act does, the dossier before what hangs on it
    document = Document.objects.select_for_update().get(id=document_id)
    if document.scan != PENDING:
        return
    if found is not None and found.verdict == "clean":
        record_scan(document, scan=CLEAN)
        settle(dossier_by_id(about))
    else:
        _refuse(document, UNSCANNABLE if found is None else INFECTED)


@transaction.atomic
def release_unscanned(*, document_id: UUID | str) -> None:
    """Let a file out of quarantine that no scanner will look through any more: none is set now, and that is what officers see."""
    document = Document.objects.select_for_update().get(id=document_id)
    if document.scan == PENDING:
        record_scan(document, scan=UNSCANNED)
        settle(dossier_by_id(document.dossier_id))


def _refuse(document: Document, why: str) -> None:
    try:
        refuse_file(
            dossier_id=document.dossier_id,
            by=system(SCANNER),
            request_id=f"scan-{document.id}",
            seen=None,
            document_id=document.id,
            why=why,
        )
    except NotPossibleNow:
        # Nobody has to send anything again for a dossier that has been decided.
        record_scan(document, scan=why)
