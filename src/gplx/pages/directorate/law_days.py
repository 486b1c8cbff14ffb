"""What another day's law would change in the decisions that were made: for those who prepare a new circular."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gplx.offices.entry import STAFF, entry
from gplx.offices.models import DIRECTORATE
from gplx.pages.kit.fields import DayField
from gplx.pages.kit.page import render
from gplx.programme.law_days import AT_MOST, decisions_that_would_differ

FIELDS = {
    "outcome": _("Kết luận"),
    "tests": _("Sát hạch lại"),
    "redirect": _("Thủ tục khác"),
    "health": _("Khám sức khỏe"),
    "fee": _("Lệ phí"),
    "new_class": _("Hạng mới"),
    "valid_until": _("Có giá trị đến"),
}


class Day(forms.Form):
    """The day whose law is tried."""

    on = DayField(label=_("Theo quy định của ngày"), help_text=_("Ví dụ: 1/1/2025"))


@entry(STAFF, roles=(DIRECTORATE,))
@require_safe
def law_days(request: HttpRequest) -> HttpResponse:
    """The question, and once a day is named the decisions that would differ. Codes only, no person."""
    form = Day(request.GET if "on" in request.GET else None)
    compared, changed = (0, None)
    if form.is_valid():
        compared, changed = decisions_that_would_differ(on=form.cleaned_data["on"])
    return render(
        request,
        "directorate/law_days.html",
        form=form,
        compared=compared,
        changed=changed,
        fields=FIELDS,
        at_most=AT_MOST,
    )
