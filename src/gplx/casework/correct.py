"""Correct (*bổ sung hồ sơ*): the applicant gives what was asked for; the clock restarts from zero."""

from uuid import UUID

from django.db import transaction

from gplx.applicants.models import Applicant
from gplx.casework.checks import checks_of, stops_filing
from gplx.casework.settle import settle
from gplx.documents.models import HEALTH_COPY, HEALTH_PAPER, NUMBER_PAPER, PHOTO, Document
from gplx.documents.portrait.keeping import awaits_its_owner
from gplx.dossiers.actor import Actor, acting
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform

_KINDS = {"photo": (PHOTO,), "health": (HEALTH_PAPER, HEALTH_COPY), "identity": (NUMBER_PAPER,)}


@transaction.atomic
def correct(*, dossier_id: UUID | str, by: Applicant | Actor, request_id: str, seen: int | None) -> Dossier:
    """Give back a corrected dossier (NĐ 61/2018 Art 17, 19.4). Raises ``NotComplete`` while an item that was asked for is not new."""
    dossier = perform(
        act="correct", dossier_id=dossier_id, by=acting(by), request_id=request_id, seen=seen, change=_correct
    )
    settle(dossier)
    dossier.refresh_from_db()
    return dossier


def still_owed(dossier: Dossier) -> tuple[str, ...]:
    """The items that were asked for and for which nothing new was brought since; a doubtful portrait only once its owner wants it."""
    asked = Act.objects.filter(dossier=dossier, act="ask_correction").order_by("-id").first()
    if asked is None:
        return ()
    since = Document.objects.filter(dossier=dossier, at__gt=asked.at).order_by("at")
    newest = {document.kind: document for document in since}
    brought = {kind for kind, document in newest.items() if not awaits_its_owner(document)}
    items = dossier.correction.get("items", [])
    return tuple(item for item in items if item in _KINDS and not brought.intersection(_KINDS[item]))


def _correct(dossier: Dossier) -> Details:
    if still_owed(dossier) or stops_filing(checks_of(dossier)):
        raise NotComplete("Còn mục cần bổ sung chưa được gửi. Vui lòng gửi đủ các mục trong yêu cầu.")
    dossier.correction_open = False
    return {"items": dossier.correction.get("items", [])}
