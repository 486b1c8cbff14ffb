"""Issue an exam in the browser (*phát hành giấy khám sức khỏe*): numbered, signed by the clinic's key, received like any other."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_noop as _

from gplx.casework.receive_exam import UnableToReceive, receive_exam
from gplx.ground.clock import now, today
from gplx.health.exams.browser.message import fields_of, next_number, signed
from gplx.health.exams.browser.models import ExamSheet
from gplx.health.exams.browser.sheet import Sheet
from gplx.health.exams.models import ADD, BROWSER, Exam
from gplx.offices.clinics.held_keys import key_of
from gplx.offices.models import APPROVED, Clinic, Officer
from gplx.rules.exams import may_conclude_fit

UNFIT = "A0-2"


class UnableToIssue(Exception):
    """Why the exam was not issued, in one sentence for the doctor; nothing was kept."""


@transaction.atomic
def issue_exam(*, sheet: Sheet, by: Officer, request: UUID) -> Exam:
    """Issue a doctor's sheet under the clinic's next number of the year, concluded today. The same ``request`` twice is one exam.

    Raises ``UnableToIssue``, and ``UnableToSign`` where the clinic's key cannot be used; then no number is used up.
    Legal source: TTLT 24/2015/TTLT-BYT-BGTVT; TT 36/2024/TT-BYT.
    """
    clinic = connected_clinic(by=by, sheet=sheet)
    known = issued_before(request=request, clinic=clinic)
    if known:
        return known
    number = next_number(clinic_id=clinic.id, on=today())
    return send_in(sheet=sheet, number=number, state=ADD, on=today(), by=by, request=request)


def connected_clinic(*, by: Officer, sheet: Sheet) -> Clinic:
    """The doctor's clinic, locked, where it may issue now and the conclusion is one that the law allows; else ``UnableToIssue``."""
    clinic = Clinic.objects.select_for_update(no_key=True).filter(id=by.clinic_id, state=APPROVED).first()
    if clinic is None:
        raise UnableToIssue(_("Cơ sở đang tạm dừng kết nối nên chưa phát hành được."))
    if sheet.conclusion != UNFIT and not may_conclude_fit(drugs=bool(sheet.drugs), alcohol=sheet.alcohol or Decimal(0)):
        raise UnableToIssue(_("Có ma túy hoặc nồng độ cồn: chỉ kết luận được là không đủ sức khỏe."))
    return clinic


def issued_before(*, request: UUID, clinic: Clinic) -> Exam | None:
    """What the clinic issued with this form already; a form of another clinic's is refused (``UnableToIssue``)."""
    known = ExamSheet.objects.filter(request=request).select_related("exam").first()
    if known and known.exam.clinic_id != clinic.id:
        raise UnableToIssue(_("Biểu mẫu này không dùng được nữa. Vui lòng mở lại trang và làm lại."))
    return known.exam if known else None


def send_in(*, sheet: Sheet, number: str, state: str, on: date, by: Officer, request: UUID, why: str = "") -> Exam:
    """Sign the sheet as the message of the gateway, have it received as any clinic's, and keep the sheet beside it."""
    clinic, at = Clinic.objects.get(id=by.clinic_id), now()
    fields = fields_of(sheet, number=number, clinic=clinic, doctor=by.name, state=state, on=on)
    message = signed(fields, uuid=uuid4(), key=key_of(clinic, at=at), by=by.username, at=at)
    try:
        received = receive_exam(clinic=clinic, message=message, channel=BROWSER, by=by)
    except UnableToReceive as refusal:
        raise UnableToIssue(str(refusal)) from refusal
    exam = Exam.objects.get(uuid=received.uuid, current=True)
    ExamSheet.objects.create(exam=exam, said=sheet.to_json(), why=why, request=request)
    return exam
