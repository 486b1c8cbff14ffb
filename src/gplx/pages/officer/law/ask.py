"""The pre-check for staff: the same questions, answered by the law of any day."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gplx.ground.clock import today
from gplx.offices.entry import STAFF, entry
from gplx.pages.kit.fields import DayField
from gplx.pages.kit.page import render
from gplx.pages.public.precheck import Questions, answer_to
from gplx.rules.law import COVERED_FROM


class QuestionsOfADay(Questions):
    """The questions, and the day whose law answers."""

    issued_too_late = _("Ngày cấp không thể sau ngày được hỏi.")
    on = DayField(label=_("Theo quy định của ngày"), help_text=_("Từ ngày 1/6/2017. Ví dụ: 27/9/2021"))

    field_order = ("on",)

    def clean_on(self) -> object:
        """The law is known from a day on."""
        on = self.cleaned_data["on"]
        if on < COVERED_FROM:
            raise forms.ValidationError(_("Chỉ trả lời được cho các ngày từ 1/6/2017."))
        return on


@entry(STAFF)
@require_safe
def ask_law(request: HttpRequest) -> HttpResponse:
    """The questions, and under them the answer once they are answered; the address can be sent to a colleague."""
    form = QuestionsOfADay(request.GET if "on" in request.GET else None, initial={"on": f"{today():%d/%m/%Y}"})
    said = form.cleaned_data if form.is_valid() else None
    answered = answer_to(said, on=said["on"]) if said else {}
    return render(request, "officer/law/ask.html", form=form, **answered)
