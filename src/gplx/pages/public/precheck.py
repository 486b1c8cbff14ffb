"""The check before signing in: can I, what do I need, how much, how long, what next."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gplx.ground.clock import today
from gplx.offices.entry import PUBLIC, entry
from gplx.pages.kit.classes import NOT_THEN, classes
from gplx.pages.kit.fields import DayField, choice
from gplx.pages.kit.page import render
from gplx.rules import deadlines
from gplx.rules.case import Case, UnableToReadCase
from gplx.rules.documents import required
from gplx.rules.eligibility import assess
from gplx.rules.law import UnableToApplyLaw

# The answers stay in the visitor's session alone.
KEPT = "precheck"
# What a person can say of the card in hand, and what that means to the law: card, issuer, lost.
HELD = {
    "pet": (_("Thẻ nhựa do ngành giao thông vận tải cấp"), "pet", "transport", False),
    "paper": (_("Giấy phép bằng giấy do ngành giao thông vận tải cấp"), "paper", "transport", False),
    "lost": (_("Đã mất giấy phép"), "pet", "transport", True),
    "police": (_("Giấy phép do ngành công an cấp"), "pet", "police", False),
    "military": (_("Giấy phép do quân đội cấp"), "pet", "military", False),
    "foreign": (_("Giấy phép do nước ngoài cấp"), "pet", "foreign", False),
}
HOLDS = {
    "none": _("Không"),
    "seized": _("Đang bị tạm giữ"),
    "stripped": _("Đang bị tước quyền sử dụng"),
    "unresolved": _("Không bị giữ, nhưng có vi phạm chưa giải quyết xong"),
}
ANSWERS = {
    "exchange": _("Ông/bà đổi được giấy phép lái xe"),
    "retest": _("Ông/bà phải sát hạch lại trước"),
    "redirect": _("Trường hợp của ông/bà làm theo thủ tục khác"),
    "refuse": _("Trường hợp này chưa đổi được"),
    "hold": _("Phải giải quyết xong việc đang vướng rồi mới đổi được"),
}
SILENT = _("Quy định của ngày này chưa được biết đầy đủ nên chưa trả lời được")
# The papers of the law that nobody has to bring: the register or the portal knows what they say.
KNOWN = ("form", "licence_copy", "identity_copy", "passport_copy")
NEXT = {
    "exchange": _("Đăng nhập và nộp hồ sơ. Hệ thống tự điền những gì các cơ quan đã có."),
    "retest": _("Liên hệ Sở Giao thông vận tải nơi gần nhất để đăng ký sát hạch lại."),
    "redirect": _("Mang giấy tờ đến bộ phận một cửa của Sở Giao thông vận tải để được hướng dẫn thủ tục đúng."),
    "refuse": _("Nếu thấy lý do không đúng, ông/bà hỏi bộ phận một cửa của Sở Giao thông vận tải."),
    "hold": _("Làm việc với cơ quan đang giữ giấy phép. Xong việc, ông/bà nộp hồ sơ đổi ở đây."),
}


class Questions(forms.Form):
    """What must be known, and no more."""

    issued_too_late = _("Ngày cấp không thể sau hôm nay.")
    held = choice(label=_("Giấy phép đang có"), choices={key: row[0] for key, row in HELD.items()})
    licence_class = choice(label=_("Hạng"), choices=classes)
    issued = DayField(label=_("Ngày cấp"), help_text=_("Ghi trên giấy phép. Ví dụ: 15/3/2012"))
    expires = DayField(label=_("Có giá trị đến"), help_text=_("Để trống nếu ghi “không thời hạn”."), required=False)
    born = DayField(label=_("Ngày sinh"), help_text=_("Ví dụ: 20/11/1985"))
    sex = choice(label=_("Giới tính"), choices={"male": _("Nam"), "female": _("Nữ")})
    hold = choice(
        label=_("Giấy phép có đang bị giữ hay tước không?"),
        choices=HOLDS,
        missing=_("Vui lòng chọn giấy phép có đang bị giữ hay tước không."),
    )

    def clean(self) -> dict[str, Any]:
        """What each field cannot see alone: the days must follow one another."""
        said = super().clean() or {}
        if said.get("issued") and said["issued"] > said.get("on", today()):
            self.add_error("issued", self.issued_too_late)
        if not self.errors:
            self._read_case(said)
        return said

    def _read_case(self, said: dict[str, Any]) -> None:
        try:
            said["case"] = case_of(said)
        except UnableToReadCase as refusal:
            if "licence.class" in str(refusal):
                self.add_error("licence_class", NOT_THEN)
            else:
                self.add_error(
                    "issued", _("Các ngày không khớp nhau: ngày cấp phải sau ngày sinh và trước ngày hết hạn.")
                )


def case_of(said: dict[str, Any]) -> Case:
    """The answers as the law reads them; that the licence stands in the register is only known after signing in."""
    _label, card, issuer, lost = HELD[said["held"]]
    licence = {
        "class": said["licence_class"],
        "issued": said["issued"].isoformat(),
        "expires": said["expires"].isoformat() if said["expires"] else None,
        "card": card,
        "issuer": issuer,
        "in_register": True,
        "lost": lost,
    }
    return Case.from_json(
        {
            "holder": {"born": said["born"].isoformat(), "sex": said["sex"]},
            "licence": licence,
            "reason": "paper_to_pet" if card == "paper" else "expiring",
            "channel": "online",
            "holds": [] if said["hold"] == "none" else [{"kind": said["hold"]}],
        }
    )


@entry(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def precheck(request: HttpRequest) -> HttpResponse:
    """The questions; answered, they lead to the answer's page."""
    form = Questions(request.POST if request.method == "POST" else None, initial=request.session.get(KEPT))
    if form.is_valid():
        request.session[KEPT] = {name: request.POST[name] for name in Questions.base_fields if name in request.POST}
        return redirect("precheck_answer")
    return render(request, "public/precheck.html", form=form)


@entry(PUBLIC)
@require_safe
def precheck_answer(request: HttpRequest) -> HttpResponse:
    """The answer on one page: reasons with their articles, papers, fee, time, what to do next."""
    form = Questions(request.session.get(KEPT))
    if not form.is_valid():
        return redirect("precheck")
    return render(request, "public/precheck_answer.html", **answer_to(form.cleaned_data, on=today()))


def answer_to(said: dict[str, Any], *, on: date) -> dict[str, Any]:
    """What the answer's page shows: what the law of the day ``on`` says to the answers, or that it is silent."""
    try:
        assessment = assess(case=said["case"], on=on)
        days = deadlines.processing_days(on=on).value
    except UnableToApplyLaw:
        return {"assessment": None, "answer": SILENT, "next_step": NEXT["refuse"]}
    return {
        "assessment": assessment,
        "answer": ANSWERS[assessment.outcome],
        "next_step": NEXT[assessment.outcome],
        "papers": required(licence_class=assessment.new_class or said["licence_class"], on=on),
        "known": KNOWN,
        "is_paper": said["held"] == "paper",
        "licence_class": said["licence_class"],
        "days": days,
    }
