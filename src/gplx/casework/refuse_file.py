"""Refuse a file (*loại tệp đã gửi*): a virus was found in it, it cannot be scanned, or the paper in it proves nothing."""

from uuid import UUID

from gplx.casework.send_again import IDENTITY_ITEM, ITEMS, OTHER_NUMBER, OTHER_PERSON, UNREADABLE, UNUSABLE, sentence
from gplx.documents.changes import record_scan
from gplx.documents.models import INFECTED, UNSCANNABLE, Document
from gplx.documents.questions import newest_of_each_kind
from gplx.dossiers.actor import Actor, system
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.health.changes import void_brought

BY_SCANNER = (INFECTED, UNSCANNABLE)
BY_OFFICER = (UNREADABLE, OTHER_NUMBER, OTHER_PERSON)


def refuse_file(
    *, dossier_id: UUID | str, by: Actor, request_id: str, seen: int | None, document_id: UUID | str, why: str
) -> Dossier:
    """Refuse a file for ``why``; the applicant is told which one to send again (NĐ 61/2018 Art 17.1.a, 19.4).

    *infected* (Luật An toàn thông tin mạng Art 11: the content is destroyed) and *unscannable* on the scanner's word; *unreadable*,
    *other_number*, *other_person* on an officer's, of a paper that should prove a number. Raises ``NotComplete`` for another file.
    """

    def change(dossier: Dossier) -> Details:
        document = Document.objects.select_for_update().filter(dossier=dossier, id=document_id).first()
        if document is None or not _may_be_refused(document, why):
            raise NotComplete("Không có giấy nào đang chờ đối chiếu.")
        return _refuse(dossier, document, why)

    return perform(act="refuse_file", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=change)


def refuse_what_never_came(*, dossier_id: UUID | str, item: str, request_id: str) -> Dossier:
    """Have the applicant send again what they filed at a portal and what never came from there, or cannot be taken.

    What came otherwise meanwhile is asked for by nobody.
    """

    def change(dossier: Dossier) -> Details:
        if any(ITEMS.get(kind) == item for kind in newest_of_each_kind(dossier)):
            return {"item": item, "why": UNUSABLE}
        dossier.again = dossier.again | {item: UNUSABLE}
        return {"item": item, "why": UNUSABLE, "reason": sentence(item=item, why=UNUSABLE)}

    by = system("portal")
    return perform(act="refuse_file", dossier_id=dossier_id, by=by, request_id=request_id, seen=None, change=change)


def _may_be_refused(document: Document, why: str) -> bool:
    if why in BY_SCANNER:
        return True
    return why in BY_OFFICER and ITEMS.get(document.kind) == IDENTITY_ITEM and document.is_shown


def _refuse(dossier: Dossier, document: Document, why: str) -> Details:
    if why in BY_SCANNER:
        record_scan(document, scan=why)
    details = {"document": str(document.id), "kind": document.kind, "why": why}
    item = ITEMS.get(document.kind)
    if item is None or not _counts(dossier, document):
        return details
    says = sentence(item=item, why=why)
    void_brought(dossier=dossier, document=document.id, says=says)
    dossier.again = dossier.again | {item: why}
    return details | {"reason": says}


def _counts(dossier: Dossier, document: Document) -> bool:
    """Whether it is the newest of what fills its part: one that was replaced already is asked for by nobody."""
    found = newest_of_each_kind(dossier).values()
    same = [one for one in found if ITEMS.get(one.kind) == ITEMS[document.kind]]
    return max(same, key=lambda one: one.at).id == document.id
