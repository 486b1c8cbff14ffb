"""Keep the platform's own receipt (*GET_BILL*) with the dossier, beside the office's."""

import hashlib
from uuid import UUID

import structlog
from django.db import transaction

from gplx.documents.changes import keep
from gplx.documents.checks import UnableToKeepFile
from gplx.documents.models import FEE_BILL, Document
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now

log = structlog.get_logger()


@transaction.atomic
def keep_bill(*, dossier_id: UUID | str, pdf: bytes) -> Document | None:
    """Keep a PDF once, however often it is told; none where it is no PDF that may be kept."""
    dossier = Dossier.objects.select_for_update().get(id=dossier_id)
    digest = hashlib.sha256(pdf).hexdigest()
    kept = Document.objects.filter(dossier=dossier, kind=FEE_BILL, digest=digest).first()
    if kept:
        return kept
    try:
        return keep(dossier=dossier, kind=FEE_BILL, data=pdf, at=now(), source="gateway")
    except UnableToKeepFile:
        log.warning("the platform's receipt cannot be kept", dossier=str(dossier_id))
        return None
