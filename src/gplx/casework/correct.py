"""Correct (*bổ sung hồ sơ*): the applicant gives what was asked for; the clock restarts from zero."""

from uuid import UUID

from django.db import transaction

from gplx.applicants.models import Applicant
from gplx.casework.checks import checks_of, stops_filing
from gplx.casework.send_again import ITEMS
from gplx.casework.send_again import still_owed as sent_again
from gplx.casework.settle import settle
from gplx.documents.models import Document
from gplx.documents.portrait.keeping import awaits_its_owner
from gplx.dossiers.actor import Actor, acting
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform


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
    """The items that were asked for and for which nothing new was brought since, and those whose file was refused since.

    A doubtful portrait is brought only once its owner wants it used.
    """
    asked = Act.objects.filter(dossier=dossier, act="ask_correction").order_by("-id").first()
    if asked is None:
        return ()
    since = Document.objects.filter(dossier=dossier, at__gt=asked.at).order_by("at")
    newest = {document.kind: document for document in since}
    again = sent_again(dossier)
    brought = {
        ITEMS[kind] for kind, one in newest.items() if kind in ITEMS and not awaits_its_owner(one)
    } - again.keys()
    items = dict.fromkeys([*dossier.correction.get("items", []), *again])
    return tuple(item for item in items if item in ITEMS.values() and item not in brought)


def _correct(dossier: Dossier) -> Details:
    if still_owed(dossier) or stops_filing(checks_of(dossier)):
        raise NotComplete("Còn mục cần bổ sung chưa được gửi. Vui lòng gửi đủ các mục trong yêu cầu.")
    dossier.correction_open = False
    return {"items": dossier.correction.get("items", [])}
