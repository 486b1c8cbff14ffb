"""How the outside systems stand: last answers, failures, what waits and since when. Numbers and faults only, no person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gplx.fees.doubtful import doubtful_by_department
from gplx.fees.refused import refused_words
from gplx.ground.backlog import backlog, overdue
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import DIRECTORATE
from gplx.pages.kit.fields import Text
from gplx.pages.kit.names import system_name
from gplx.pages.kit.page import render
from gplx.pages.officer import words
from gplx.pages.officer.desk import Line, tell, told
from gplx.pages.officer.receipts.doubtful import refused_rows
from gplx.portals.models import FEWER_STEPS, GIVEN_UP, KINDS, MISSING, OTHER_STATE, REFUSED, UNSENT
from gplx.portals.questions import last_comparisons
from gplx.programme.operations import SHAKY, SILENT, UNASKED, WELL, operations
from gplx.registers import directory, exchanges

STANDINGS: dict[str, words.Word] = {
    UNASKED: (_("Chưa hỏi lần nào"), "grey"),
    WELL: (_("Tốt"), "green"),
    SHAKY: (_("Lúc được lúc không"), "orange"),
    SILENT: (_("Không trả lời"), "red"),
}
# What differed between a portal and us, in words.
DIFFERENCES = {
    MISSING: _("Cổng chưa có hồ sơ"),
    FEWER_STEPS: _("Cổng thiếu bước xử lý"),
    OTHER_STATE: _("Cổng ghi trạng thái khác"),
    UNSENT: _("Bước chưa được gửi đi"),
    GIVEN_UP: _("Đã ngừng gửi, nay gửi lại"),
    REFUSED: _("Cổng từ chối nhận, cần xem"),
}
# A job of the calendar that is later than this has lost its clock.
LATE = 300.0


@entry(STAFF, roles=(DIRECTORATE,))
@require_safe
def operations_page(request: HttpRequest) -> HttpResponse:
    """The page; a system that is in trouble stands first. Below, what gateways told of payments and could not be taken."""
    order = (SILENT, SHAKY, WELL, UNASKED)
    found = sorted(operations(), key=lambda row: order.index(row.standing))
    return render(
        request,
        "directorate/operations.html",
        rows=[(system_name(row.name), STANDINGS[row.standing], row) for row in found],
        queue=backlog(),
        told=told(request),
        doubtful=doubtful_by_department(),
        refused=refused_rows(refused_words()),
        compared=[
            (system_name(one.comparison.portal), one.comparison, _in_words(one.kinds)) for one in last_comparisons()
        ],
        late=[name for name, seconds in overdue().items() if seconds > LATE],
    )


def _in_words(kinds: dict[str, int]) -> list[tuple[Text, int]]:
    """What was found, the gravest first."""
    return [(DIFFERENCES[kind], kinds[kind]) for kind in KINDS if kind in kinds]


@entry(STAFF, roles=(DIRECTORATE,))
@require_POST
def ask_register_again(request: HttpRequest, register: str) -> HttpResponse:
    """Make the calls anew that this register was given up on."""
    if register not in directory.registers():
        raise Http404
    count = exchanges.ask_all_again(register)
    whom = system_name(register)
    if count:
        said = ngettext("Đã hỏi lại %(n)d lần: %(whom)s.", "Đã hỏi lại %(n)d lần: %(whom)s.", count)
        tell(request, Line(text=said % {"n": count, "whom": whom}))
    else:
        tell(request, Line(text=say("Không còn lần hỏi nào đã ngừng: %(whom)s.") % {"whom": whom}))
    return redirect("operations")
