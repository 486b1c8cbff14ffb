"""Receive at the counter (*tiếp nhận trực tiếp*): a person shows a card and agrees; the licence register is asked as for anybody."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gplx.applicants.changes import link, meet
from gplx.applicants.models import CHIP_QR, OFFICER, Applicant
from gplx.casework.ask_registers import ask_licences
from gplx.dossiers.models import Visit
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.offices.models import Officer

WORDS = (
    "Tôi đồng ý để {office} nhập hồ sơ đổi giấy phép lái xe thay tôi và tra cứu dữ liệu của tôi về giấy phép lái xe, "
    "giấy khám sức khỏe và vi phạm giao thông để giải quyết hồ sơ này."
)


@dataclass(frozen=True, kw_only=True)
class ShownCard:
    """What the card says that the person shows: read from its QR code (``scanned``), or typed by the clerk who has it in hand.

    ``old_number`` is the earlier CMND, from the QR or from the paper that confirms it; empty where there is none.
    """

    number: str
    old_number: str
    name: str
    born: date
    sex: str
    address: str
    scanned: bool


@transaction.atomic
def receive_at_counter(*, by: Officer, card: ShownCard, request_id: str) -> Visit:
    """Keep that the person agreed (when, before whom, in which words), and ask the licence register for their numbers.

    The person is the one with this number, name and birth date who is known already, from the portal or from another visit.
    A second click of the same form is the same visit. Legal source: NĐ 61/2018 Art 17; TT 12/2017/TT-BGTVT Art 38.
    """
    # One after another for a clerk, so that a double click finds the first one's visit.
    Officer.objects.select_for_update(no_key=True).get(pk=by.pk)
    found = Visit.objects.filter(request_id=request_id, officer=by).first()
    if found:
        return found
    at, words = now(), WORDS.format(office=by.department.name)
    person = meet(
        number=card.number, name=card.name, born=card.born, sex=card.sex, address=card.address, officer=by.pk, at=at
    )
    _learn_old_number(person, card, by)
    visit = Visit.objects.create(
        applicant=person, department=by.department, officer=by, words=words, request_id=request_id, at=at
    )
    said = {"visit": str(visit.id), "words": words, "department": by.department_id}
    append(
        subject=f"applicant:{person.id}", kind="consent", act="counter", actor=f"officer:{by.pk}", at=at, details=said
    )
    ask_licences(applicant=person, occasion=f"visit:{visit.id}")
    return visit


def _learn_old_number(person: Applicant, card: ShownCard, by: Officer) -> None:
    if not card.old_number:
        return
    source = CHIP_QR if card.scanned else OFFICER
    evidence = {"card": card.number, "officer": by.pk}
    link(applicant=person, number=card.old_number, source=source, evidence=evidence, at=now())
