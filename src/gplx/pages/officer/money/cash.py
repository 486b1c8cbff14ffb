"""The cash desk: what a department took in cash on a day, receipt by receipt, and the sum that must lie in the drawer."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.fees.books.models import CASH
from gplx.fees.books.questions import balances_until
from gplx.fees.reconciliation.questions import cash_of
from gplx.ground.clock import today
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import ACCOUNTANT, CLERK, LEADER
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import visitor
from gplx.pages.officer.money.days import day_of


@entry(STAFF, roles=(CLERK, ACCOUNTANT, LEADER))
@require_safe
def cash_desk(request: HttpRequest) -> HttpResponse:
    """The day sheet (``?ngay=``; none named: today's). It names no person."""
    officer, asked = visitor(request), request.GET.get("ngay", "")
    day = day_of(asked) if asked else today()
    taken = list(cash_of(department_id=officer.department_id, day=day))
    drawer = balances_until(department_id=officer.department_id, day=day).get(CASH, 0)
    rows = [(one.dossier.code, one.reference, one.ended_at, one.amount) for one in taken]
    return render(
        request, "officer/money/cash.html", day=day, rows=rows, taken=sum(one.amount for one in taken), drawer=drawer
    )
