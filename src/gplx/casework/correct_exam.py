"""Correct an exam that was issued in the browser (*đính chính giấy khám sức khỏe*): a new version, the ones before stay."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from gplx.casework.issue_exam import UnableToIssue, connected_clinic, issued_before, send_in
from gplx.health.exams.browser.models import ExamSheet
from gplx.health.exams.browser.sheet import Sheet
from gplx.health.exams.models import EDIT, Exam
from gplx.offices.models import Officer


@transaction.atomic
def correct_exam(
    *, exam_uuid: UUID, sheet: Sheet, why: str, by: Officer, request: UUID, seen: int | None = None
) -> Exam:
    """Add a version to an exam of the doctor's clinic. Number, classes and the day of the conclusion stay as they were issued.

    The same ``request`` twice is one version. Raises ``UnableToIssue`` without a reason, where the clinic did not issue the exam here,
    or where another version came after the one that the doctor had ``seen``.
    Legal source: TTLT 24/2015/TTLT-BYT-BGTVT (a facility answers for what it concluded).
    """
    clinic = connected_clinic(by=by, sheet=sheet)
    known = issued_before(request=request, clinic=clinic)
    if known:
        return known
    issued = ExamSheet.objects.filter(exam__uuid=exam_uuid, exam__clinic=clinic, exam__current=True).first()
    if issued is None:
        raise UnableToIssue(_("Phiếu này không lập ở đây. Vui lòng sửa bằng phần mềm đã gửi phiếu."))
    if not why.strip():
        raise UnableToIssue(_("Vui lòng ghi lý do sửa."))
    exam = issued.exam
    if seen is not None and exam.version != seen:
        raise UnableToIssue(_("Phiếu vừa được sửa ở nơi khác. Vui lòng xem bản mới rồi sửa lại."))
    if tuple(exam.classes.split(",")) != sheet.classes:
        raise UnableToIssue(_("Hạng của phiếu đã phát hành không sửa được. Vui lòng lập phiếu mới."))
    return send_in(
        sheet=sheet,
        number=exam.number,
        state=EDIT,
        on=exam.concluded,
        by=by,
        request=request,
        why=why.strip(),
    )
