"""The refunds of a department: what waits for whom, the orders to the treasury, and its answers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST, require_safe

from gplx.casework.check_refund_holder import check_refund_holder
from gplx.casework.learn_refunds import Learnt, learn_refunds
from gplx.casework.prepare_refunds import prepare_refunds
from gplx.casework.release_refunds import release_refunds
from gplx.dossiers.refusals import ActRefused, NotAllowed
from gplx.fees.refunds.models import CHECK, PREPARED, RELEASED, Order, Refund
from gplx.fees.refunds.order_file import UnableToReadAnswer, read
from gplx.fees.refunds.questions import at_work, orders_visible_to, ready, refunds_visible_to
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import ACCOUNTANT, LEADER
from gplx.pages.kit.doors import note_read
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import Line, tell, told, visitor
from gplx.pages.officer.money import words

MOST, LAST_ORDERS = 100, 20


@entry(STAFF, roles=(ACCOUNTANT, LEADER))
@require_safe
def refunds(request: HttpRequest) -> HttpResponse:
    """The page. It names no person: a refund is opened for that."""
    officer = visitor(request)
    waiting = at_work(officer)
    to_order = ready(officer).values_list("amount", flat=True)
    return render(
        request,
        "officer/money/refunds.html",
        told=told(request),
        refunds=list(waiting[:MOST]),
        count=waiting.count(),
        ready=len(to_order),
        ready_sum=sum(to_order),
        orders=list(orders_visible_to(officer)[:LAST_ORDERS]),
        states=words.REFUNDS,
        order_states=words.ORDERS,
        why=words.WHY,
        prepared=PREPARED,
        released=RELEASED,
    )


@entry(STAFF, roles=(ACCOUNTANT, LEADER))
@require_safe
def refund(request: HttpRequest, refund_id: int) -> HttpResponse:
    """One refund, with whose money it is and where it goes."""
    found = _refund(request, refund_id)
    note_read(request, subject=f"dossier:{found.dossier_id}", why="refund")
    return render(
        request,
        "officer/money/refund.html",
        told=told(request),
        refund=found,
        state=words.REFUNDS[found.state],
        why=words.WHY[found.why],
        names=words.NAMES,
        to_check=found.state == CHECK,
    )


@entry(STAFF, roles=(ACCOUNTANT, LEADER))
@require_POST
def check_holder(request: HttpRequest, refund_id: int) -> HttpResponse:
    """An account of another name is taken, or not."""
    found = _refund(request, refund_id)
    good, reason = request.POST.get("good") == "yes", request.POST.get("reason", "")[:200]
    try:
        seen = request.POST.get("seen", "")
        check_refund_holder(refund_id=found.pk, by=visitor(request), good=good, reason=reason, seen=seen)
    except ActRefused as refusal:
        tell(request, Line(text=say(str(refusal)), good=False))
        return redirect("refund", found.pk)
    tell(request, Line(text=say("Đã ghi kết quả kiểm tra chủ tài khoản.")))
    return redirect("refunds")


@entry(STAFF, roles=(ACCOUNTANT,))
@require_POST
def prepare_order(request: HttpRequest) -> HttpResponse:
    """The order of today."""
    try:
        order = prepare_refunds(by=visitor(request))
    except ActRefused as refusal:
        tell(request, Line(text=say(str(refusal)), good=False))
    else:
        sent = (
            say("Lệnh %(code)s đã gửi Kho bạc.")
            if order.state == RELEASED
            else say("Lệnh %(code)s chờ người thứ hai duyệt.")
        )
        tell(request, Line(text=sent % {"code": order.code}))
    return redirect("refunds")


@entry(STAFF, roles=(ACCOUNTANT, LEADER))
@require_POST
def release_order(request: HttpRequest, order_id: int) -> HttpResponse:
    """Another person releases an order, or takes it back."""
    order, good = _order(request, order_id), request.POST.get("good") == "yes"
    try:
        release_refunds(order_id=order.pk, by=visitor(request), good=good)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except ActRefused as refusal:
        tell(request, Line(text=say(str(refusal)), good=False))
    else:
        tell(request, Line(text=say("Lệnh đã gửi Kho bạc.") if good else say("Lệnh đã rút lại.")))
    return redirect("refunds")


@entry(STAFF, roles=(ACCOUNTANT, LEADER))
@require_safe
def order_file(request: HttpRequest, order_id: int) -> HttpResponse:
    """The file of a released order, for the treasury. Whose money it names, is recorded."""
    order = _order(request, order_id)
    if order.state != RELEASED:
        raise Http404
    for dossier_id in Refund.objects.filter(order=order).values_list("dossier_id", flat=True).distinct():
        note_read(request, subject=f"dossier:{dossier_id}", why="refund")
    made = HttpResponse(order.file.encode(), content_type="text/csv; charset=utf-8")
    made["Content-Disposition"] = f'attachment; filename="{order.code}.csv"'
    return made


@entry(STAFF, roles=(ACCOUNTANT,))
@require_POST
def bring_answer(request: HttpRequest) -> HttpResponse:
    """The treasury's answer as a file that somebody brings."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise UnableToReadAnswer(say("Vui lòng chọn tệp trả lời của Kho bạc."))
        answer = read(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        tell(request, Line(text=say("Tệp không phải tệp văn bản UTF-8."), good=False))
    except UnableToReadAnswer as trouble:
        tell(request, Line(text=say(str(trouble)), good=False))
    else:
        tell(request, *_lines(learn_refunds(answer=answer, department_id=visitor(request).department_id)))
    return redirect("refunds")


def _lines(learnt: Learnt) -> list[Line]:
    sums = say("Đã hoàn %(paid)s khoản, trả lại %(returned)s khoản, %(known)s khoản đã biết từ trước.")
    told_all = {"paid": learnt.paid, "returned": learnt.returned, "known": learnt.known}
    lines = [Line(text=sums % told_all)]
    if learnt.strange:
        wrong = say("Không khớp với lệnh của Sở: %(which)s. Vui lòng hỏi lại Kho bạc.")
        lines.append(Line(text=wrong % {"which": ", ".join(learnt.strange[:10])}, good=False))
    return lines


def _refund(request: HttpRequest, refund_id: int) -> Refund:
    found = refunds_visible_to(visitor(request)).select_related("order", "checked_by").filter(id=refund_id).first()
    if found is None:
        raise Http404
    return found


def _order(request: HttpRequest, order_id: int) -> Order:
    found = orders_visible_to(visitor(request)).filter(id=order_id).first()
    if found is None:
        raise Http404
    return found
