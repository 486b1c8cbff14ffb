"""Reconciliation: the last days at a glance, one day in full, and what a person does about it."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST, require_safe

from gplx.casework.ask_statements import ask_statements
from gplx.casework.close_day import close_day
from gplx.casework.explain_difference import explain_difference
from gplx.casework.refund_difference import may_be_refunded, refund_difference
from gplx.dossiers.refusals import ActRefused
from gplx.fees.reconciliation.questions import closing_of, days, difference_of, differences_of, sides_come
from gplx.ground.clock import now, today
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import ACCOUNTANT, LEADER
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import Line, tell, told, visitor
from gplx.pages.officer.money import words
from gplx.pages.officer.money.chart import bars
from gplx.pages.officer.money.sheet import balances_on, workbook
from gplx.rules.law import COVERED_FROM as EARLIEST

SHOWN = 14
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@entry(STAFF, roles=(ACCOUNTANT, LEADER))
@require_safe
def reconciliation(request: HttpRequest) -> HttpResponse:
    """The last fourteen days: what came in, where the two sides do not agree, what is still to be closed."""
    rows = days(department_id=visitor(request).department_id, last=today(), count=SHOWN)
    return render(
        request,
        "officer/money/days.html",
        told=told(request),
        rows=rows,
        bars=bars(rows),
        today=today(),
        to_close=sum(not row.closed for row in rows[1:]),
        differences=sum(row.differences for row in rows),
        taken=sum(row.online + row.cash for row in rows),
    )


@entry(STAFF, roles=(ACCOUNTANT, LEADER))
@require_safe
def reconciled_day(request: HttpRequest) -> HttpResponse:
    """One day (``?ngay=2021-09-26``): sums, all statements, every difference with what to do."""
    officer, day = visitor(request), day_of(request.GET.get("ngay", ""))
    differences = differences_of(officer, day)
    row = days(department_id=officer.department_id, last=day, count=1)[0]
    return render(
        request,
        "officer/money/day.html",
        told=told(request),
        day=day,
        row=row,
        is_over=day < today(),
        sides=words.SIDES,
        come=sides_come(day),
        balances=balances_on(officer, day),
        differences=differences,
        carried=sum(one.day < day for one in differences),
        may_be_refunded=may_be_refunded,
        kinds=words.KINDS,
        to_do=words.TO_DO,
        closing=closing_of(department_id=officer.department_id, day=day),
        before=day - timedelta(days=1),
        after=day + timedelta(days=1) if day < today() else None,
    )


@entry(STAFF, roles=(ACCOUNTANT, LEADER))
@require_safe
def day_sheet(request: HttpRequest) -> HttpResponse:
    """The report of a day as a workbook."""
    officer, day = visitor(request), day_of(request.GET.get("ngay", ""))
    made = HttpResponse(workbook(officer, day), content_type=XLSX)
    made["Content-Disposition"] = f'attachment; filename="doi-soat-{officer.department_id}-{day:%Y%m%d}.xlsx"'
    return made


@entry(STAFF, roles=(ACCOUNTANT,))
@require_POST
def reconcile_again(request: HttpRequest) -> HttpResponse:
    """Ask every side for the day's statement anew."""
    day = day_of(request.POST.get("ngay", ""))
    ask_statements(day=day, occasion=f"{now():%Y%m%d%H%M%S}")
    tell(request, Line(text=say("Đã hỏi sao kê của các bên. Kết quả hiện ở đây khi có trả lời.")))
    return _back(day)


@entry(STAFF, roles=(ACCOUNTANT,))
@require_POST
def explain(request: HttpRequest, difference_id: int) -> HttpResponse:
    """Say what is the matter with a difference, or have its money go back."""
    officer = visitor(request)
    difference = difference_of(officer, difference_id)
    if difference is None:
        raise Http404
    try:
        if request.POST.get("do") == "refund":
            refund_difference(difference_id=difference.pk, by=officer)
            done = say("Khoản này được hoàn trả cho người nộp.")
        else:
            explain_difference(difference_id=difference.pk, by=officer, note=request.POST.get("note", "")[:300])
            done = say("Đã ghi giải trình.")
    except ActRefused as refusal:
        tell(request, Line(text=say(str(refusal)), good=False))
    else:
        tell(request, Line(text=done))
    return _back(difference.day)


@entry(STAFF, roles=(ACCOUNTANT,))
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the day."""
    day = day_of(request.POST.get("ngay", ""))
    try:
        close_day(day=day, by=visitor(request))
    except ActRefused as refusal:
        tell(request, Line(text=say(str(refusal)), good=False))
    else:
        tell(request, Line(text=say("Đã khóa sổ ngày.")))
    return _back(day)


def day_of(text: str) -> date:
    """The day of an address or a form; one that is none, or is yet to come, is not there. None named: yesterday."""
    try:
        day = date.fromisoformat(text) if text else today() - timedelta(days=1)
    except ValueError:
        raise Http404 from None
    if not EARLIEST <= day <= today():
        raise Http404
    return day


def _back(day: date) -> HttpResponse:
    return redirect(f"{reverse('reconciled_day')}?{urlencode({'ngay': day.isoformat()})}")
