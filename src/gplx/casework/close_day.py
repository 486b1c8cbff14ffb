"""Close a day (*khóa sổ ngày*): a person says that the day's money is in order, and what was taken goes to the treasury's account."""

from datetime import date

from django.db import transaction

from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow
from gplx.fees.books.questions import balances_until, moved
from gplx.fees.reconciliation.changes import move_takings
from gplx.fees.reconciliation.models import Closing, Difference, Statement
from gplx.fees.reconciliation.questions import needed_sides
from gplx.ground.clock import now, today
from gplx.ledger.changes import append
from gplx.offices.models import ACCOUNTANT, Department, Officer
from gplx.offices.questions import has_role


@transaction.atomic
def close_day(*, day: date, by: Officer) -> Closing:
    """Close a day that is over, for the officer's department. Closed twice it is closed once.

    What the treasury credited for the day is moved there in the books. Raises ``NotAllowed`` for another role, ``NotPossibleNow`` for a
    day that is not over, ``NotComplete`` before all statements have come, ``ActRefused`` while a difference of the day has no explanation.
    """
    if not has_role(by, ACCOUNTANT):
        raise NotAllowed
    Department.objects.select_for_update(no_key=True).get(id=by.department_id)
    closed = Closing.objects.filter(department_id=by.department_id, day=day).first()
    if closed:
        return closed
    if day >= today():
        raise NotPossibleNow("Ngày chưa kết thúc nên chưa khóa sổ được.")
    came = set(Statement.objects.select_for_update().filter(day=day).values_list("side", flat=True))
    took = moved(department_id=by.department_id, first=day, last=day, kind="paid").get(day, {})
    if not came.issuperset(needed_sides(department_id=by.department_id, took=took)):
        raise NotComplete("Chưa có đủ sao kê của các cổng thanh toán và của Kho bạc cho ngày này.")
    if Difference.objects.filter(department_id=by.department_id, day=day, settled_at=None, note="").exists():
        raise ActRefused("Còn chênh lệch chưa giải trình. Vui lòng ghi giải trình cho từng khoản rồi khóa sổ.")
    takings = move_takings(department_id=by.department_id, day=day, at=now(), closes=True)
    open_ones = Difference.objects.filter(department_id=by.department_id, day=day, settled_at=None).count()
    totals = {"moved": takings, "open": open_ones, "balances": balances_until(department_id=by.department_id, day=day)}
    made = Closing.objects.create(department_id=by.department_id, day=day, by=by, at=now(), totals=totals)
    append(
        subject=f"reconciliation:{by.department_id}",
        kind="money",
        act="day_closed",
        actor=f"officer:{by.pk}",
        at=now(),
        details={"day": day.isoformat(), **totals},
    )
    return made
