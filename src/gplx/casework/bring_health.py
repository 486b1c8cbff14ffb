"""Bring a health certificate: a certified copy, whose signature is verified first, or a picture of the paper."""

import logging

from asn1crypto.x509 import Certificate
from django.conf import settings

from gplx.documents.changes import LARGEST, keep
from gplx.documents.checks import JPEG, PDF, PNG, true_type
from gplx.documents.models import HEALTH_COPY
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Change, Details
from gplx.ground.clock import now
from gplx.health.changes import bring_copy, bring_paper
from gplx.health.copies.signature import Signature
from gplx.health.copies.trust import UnableToReadTrustList, trust_list
from gplx.health.copies.verify import verify

log = logging.getLogger(__name__)


def bring_health(*, kind: str, data: bytes) -> Change:
    """What keeps this certificate with a dossier. A copy's signature is verified here and now, before any row is locked.

    A copy whose signature is good is still read by an officer: what it says of the driver, no signature says to a machine
    (NĐ 45/2020/NĐ-CP Art 10). Raises ``UnableToKeepFile`` or ``UnableToTrust`` with the sentence for the person; then nothing is kept.
    """
    signature = _signature(data) if kind == HEALTH_COPY else None

    def keep_it(dossier: Dossier) -> Details:
        document = keep(dossier=dossier, kind=kind, data=data, at=now())
        if signature:
            bring_copy(dossier=dossier, document=document.id, signature=signature, at=now())
        else:
            bring_paper(dossier=dossier, document=document.id, at=now())
        return {"document": str(document.id), "kind": kind}

    return keep_it


def _signature(data: bytes) -> Signature:
    true_type(data=data, allowed=(PDF, JPEG, PNG), largest=LARGEST)
    return verify(data=data, trust=_trusted(), at=now())


def _trusted() -> tuple[Certificate, ...]:
    """The trust list; a broken one trusts nobody, so that the copy goes to an officer and its sender is not told of our mistake."""
    try:
        return trust_list(settings.TRUST_LIST)
    except UnableToReadTrustList:
        log.exception("The trust list is broken: signatures of certified copies are not known until it is mended.")
        return ()
