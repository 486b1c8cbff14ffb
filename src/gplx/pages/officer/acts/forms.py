"""What an officer has to say with an act; most acts need no word at all."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gplx.casework.ask_correction import ITEMS
from gplx.casework.change_delivery import Wish
from gplx.casework.progress import LONGEST
from gplx.casework.record_answer import PaperAnswer
from gplx.casework.send_again import OTHER_NUMBER, OTHER_PERSON, UNREADABLE
from gplx.dossiers.models import DESK, POST, Dossier
from gplx.offices.questions import departments_online
from gplx.pages.kit.fields import DayField, choice, words
from gplx.pages.officer.acts.grounds import grounds_for, in_words
from gplx.violations.models import INSPECTORATE, POLICE, SOURCES


class ActForm(forms.Form):
    """An act without words."""

    def __init__(self, *, act: str, dossier: Dossier, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{act}-%s")
        self.act, self.dossier = act, dossier


def _text(**told: Any) -> forms.CharField:
    field = words(longest=500, **told)
    field.widget = forms.Textarea()
    return field


class WithReason(ActForm):
    """An act with its reason."""

    reason = _text(label=_("Lý do"))


class Progress(ActForm):
    """What was done so far."""

    note = words(label=_("Nội dung đã xử lý"), longest=LONGEST)


class Refuse(ActForm):
    """A ground of the law, or words of one's own with their article."""

    ground = forms.ChoiceField(
        label=_("Căn cứ theo quy định"),
        required=False,
        error_messages={"invalid_choice": _("Vui lòng chọn một căn cứ trong danh sách.")},
    )
    reason = _text(label=_("Lý do khác hoặc nói rõ thêm"), required=False)
    article = words(
        label=_("Điều khoản làm căn cứ"),
        longest=120,
        help_text=_("Để trống nếu đã chọn căn cứ ở trên."),
        required=False,
    )

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.grounds = grounds_for(self.dossier)
        choices = [("", _("Không có trong danh sách")), *((code, in_words(one)) for code, one in self.grounds.items())]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField, made above

    def clean(self) -> dict[str, Any]:
        """The chosen ground speaks where the officer does not."""
        said = super().clean() or {}
        ground = self.grounds.get(said.get("ground", ""))
        if ground:
            said["reason"] = " ".join(filter(None, (ground.text, said.get("reason", ""))))
            said["article"] = said.get("article") or ground.article
        for name in ("reason", "article"):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("Vui lòng chọn một căn cứ, hoặc ghi cả lý do và điều khoản."))
        return said


class AskCorrection(WithReason):
    """What is to be corrected, and why."""

    items = forms.MultipleChoiceField(
        label=_("Mục cần bổ sung"),
        choices=dict(
            zip(
                ITEMS,
                (_("Giấy khám sức khỏe"), _("Ảnh chân dung"), _("Giấy xác nhận số CMND cũ"), _("Cách nhận kết quả")),
                strict=True,
            )
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vui lòng chọn ít nhất một mục cần bổ sung.")},
        help_text=_("Chỉ được yêu cầu một lần: vui lòng chọn đủ và ghi thật rõ."),
    )
    field_order = ("items", "reason")


class RecordAnswer(ActForm):
    """What a paper says that the officer has in hand."""

    subject = choice(
        label=_("Văn bản về"),
        choices={
            POLICE: SOURCES[POLICE],
            INSPECTORATE: SOURCES[INSPECTORATE],
            "health": _("Giấy khám sức khỏe"),
            "identity": _("Số CMND cũ trên giấy phép"),
        },
    )
    good = choice(label=_("Kết quả"), choices={"yes": _("Đạt, không vướng mắc"), "no": _("Không đạt")})
    note = words(label=_("Số, ngày của văn bản"), longest=200)
    concluded = DayField(label=_("Ngày kết luận"), help_text=_("Chỉ với giấy khám sức khỏe."), required=False)
    classes = words(
        label=_("Hạng ghi trên giấy"), longest=20, help_text=_("Chỉ với giấy khám sức khỏe."), required=False
    )
    number = words(label=_("Số CMND/CCCD cũ"), longest=14, help_text=_("Chỉ với số CMND cũ."), required=False)

    def answer(self) -> PaperAnswer:
        """As the act takes it."""
        said = self.cleaned_data
        return PaperAnswer(
            subject=said["subject"],
            good=said["good"] == "yes",
            note=said["note"],
            concluded=said["concluded"],
            classes=said["classes"].upper(),
            number=said["number"],
        )


class RefuseFile(ActForm):
    """The paper that should prove a number, and why it does not."""

    document = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.ChoiceField(
        choices={
            UNREADABLE: _("Không đọc được"),
            OTHER_NUMBER: _("Giấy ghi số khác"),
            OTHER_PERSON: _("Giấy của người khác"),
        },
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Vui lòng chọn vì sao không nhận giấy này.")),
    )


class Postpone(WithReason):
    """Another day, with an apology."""

    due_on = DayField(label=_("Ngày hẹn mới"), help_text=_("Ngày làm việc sau ngày hẹn cũ. Chỉ được hẹn lại một lần."))
    field_order = ("due_on", "reason")


class Dong(forms.IntegerField):
    """An amount as people write it: 135000, 135.000, 135.000 ₫."""

    def to_python(self, value: Any) -> int | None:
        """The amount in đồng."""
        return super().to_python(re.sub(r"[.\s₫đ]", "", value) if isinstance(value, str) else value)


class PayAtCounter(ActForm):
    """How much was taken."""

    received = Dong(
        label=_("Số tiền đã nhận (đồng)"),
        min_value=1,
        max_value=100_000_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Vui lòng ghi số tiền đã nhận, chỉ bằng chữ số.")
        ),
        help_text=_("Đúng bằng lệ phí. Giao dịch qua mạng đang mở được đóng lại; tiền vẫn đến thì được hoàn trả."),
    )


class PrintCard(ActForm):
    """The blank."""

    serial = words(label=_("Số phôi"), longest=10, help_text=_("2 chữ cái và 6 chữ số, ví dụ AB123456."))


class Deliver(ActForm):
    """Who signed at the desk, and whether the old licence was given."""

    signed_by = words(label=_("Họ tên người ký nhận"), longest=80)
    old_licence = choice(
        label=_("Giấy phép cũ"), choices={"cut": _("Đã thu lại và cắt góc"), "none": _("Chưa thu được")}
    )

    def said(self) -> dict[str, Any]:
        """As the act takes it."""
        return {"signed_by": self.cleaned_data["signed_by"], "old_licence": self.cleaned_data["old_licence"] == "cut"}


class ChangeDelivery(ActForm):
    """How the applicant wants to have the card, as they said at the counter or on the phone."""

    way = choice(label=_("Cách nhận"), choices={POST: _("Qua bưu điện"), DESK: _("Tại Sở")})
    address = words(
        label=_("Địa chỉ nhận"), longest=200, help_text=_("Số nhà, đường, xã, huyện, tỉnh."), required=False
    )

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.initial = {"way": self.dossier.delivery, "address": self.dossier.delivery_address}

    def wish(self) -> Wish:
        """As the act takes it."""
        return Wish(way=self.cleaned_data["way"], address=self.cleaned_data["address"])


class Transfer(WithReason):
    """Where to."""

    department_id = forms.ChoiceField(
        label=_("Sở nhận hồ sơ"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Vui lòng chọn Sở nhận hồ sơ.")),
    )
    field_order = ("department_id", "reason")

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        others = departments_online().exclude(id=self.dossier.department_id)
        choices = [("", _("Chọn Sở")), *others.values_list("id", "name")]
        self.fields["department_id"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField, made above
