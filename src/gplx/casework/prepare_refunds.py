"""Prepare the order of a day (*lập lệnh hoàn trả*): every refund that is ready goes into one file for the treasury."""

from django.conf import settings
from django.db import transaction

from gplx.casework.release_refunds import release
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotPossibleNow
from gplx.fees.refunds.changes import hold_dossiers, record
from gplx.fees.refunds.models import CANCELLED, ORDERED, READY, Order, Refund
from gplx.fees.refunds.order_file import Head, Line, written
from gplx.ground.clock import now, today
from gplx.offices.models import ACCOUNTANT, Department, Officer
from gplx.offices.questions import has_role

# What one file holds; the others go with the next day's.
MOST = 500


@transaction.atomic
def prepare_refunds(*, by: Officer) -> Order:
    """Prepare the order of today for the officer's department (NĐ 11/2020/NĐ-CP Điều 5). Where it does not exceed the sum of the
    setting, it is released at once; above it, another person has to release it.

    Raises ``NotAllowed`` for another role, ``NotPossibleNow`` where nothing is ready, ``ActRefused`` where today has its order.
    """
    if not has_role(by, ACCOUNTANT):
        raise NotAllowed
    # No key is changed: payments that refer to the department are not kept waiting.
    department = Department.objects.select_for_update(no_key=True).get(id=by.department_id)
    day = today()
    if Order.objects.filter(department=department, day=day).exclude(state=CANCELLED).exists():
        raise ActRefused("Hôm nay đã lập lệnh hoàn trả. Các khoản còn lại vào lệnh của ngày làm việc sau.")
    refunds = _take(department)
    if not refunds:
        raise NotPossibleNow
    order = _order(department, refunds, by)
    for refund in refunds:
        refund.order = order
        refund.save()
        record(refund, act="refund_in_order", actor=f"officer:{by.pk}", at=now(), order=order.code)
    if order.total <= settings.REFUND_TWO_ABOVE:
        release(order, by=by)
    return order


def _take(department: Department) -> list[Refund]:
    hold_dossiers(Refund.objects.filter(department=department, state=READY))
    ready = Refund.objects.select_for_update(of=("self",)).filter(department=department, state=READY)
    refunds = list(ready.select_related("dossier", "payment").order_by("id")[:MOST])
    for refund in refunds:
        refund.state, refund.turn = ORDERED, refund.turn + 1
    return refunds


def _order(department: Department, refunds: list[Refund], by: Officer) -> Order:
    number = Order.objects.filter(department=department, day=today()).count() + 1
    code = f"HT-{department.id}-{today():%Y%m%d}-{number}"
    head = Head(code=code, agency=department.agency_code, account=department.account, day=today())
    file, digest = written(head, [_line(refund) for refund in refunds])
    return Order.objects.create(
        department=department,
        day=today(),
        code=code,
        count=len(refunds),
        total=sum(refund.amount for refund in refunds),
        file=file,
        file_digest=digest,
        prepared_by=by,
        prepared_at=now(),
    )


def _line(refund: Refund) -> Line:
    return Line(
        reference=refund.reference,
        holder=refund.holder,
        account=refund.account,
        bank=refund.bank,
        amount=refund.amount,
        what_for=f"Hoàn trả lệ phí hồ sơ {refund.dossier.code}",
    )
