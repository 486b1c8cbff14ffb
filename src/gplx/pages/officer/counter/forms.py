"""What the clerk asks of a person at the counter: their consent, and their card."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gplx.casework.receive_at_counter import ShownCard
from gplx.ground.clock import today
from gplx.pages.kit.fields import DayField, choice
from gplx.pages.kit.fields import words as text
from gplx.rules.identity import UnableToReadQR, check_number, parse_qr, tidy

SEXES = {"male": _("Nam"), "female": _("Nữ")}
TYPED = ("number", "name", "born", "sex")


class Person(forms.Form):
    """Who stands there: by the QR code of the card, which a scanner types, or as the clerk reads the card. ``card`` once it is valid."""

    consent = forms.BooleanField(
        label=_("Người dân đã nghe và đồng ý"),
        error_messages={"required": _("Vui lòng đọc nội dung đồng ý cho người dân và đánh dấu khi họ đồng ý.")},
    )
    qr = text(
        label=_("Mã QR trên thẻ căn cước"),
        longest=500,
        required=False,
        help_text=_("Đặt con trỏ vào đây rồi quét thẻ; máy quét tự điền."),
    )
    number = text(label=_("Số căn cước công dân"), longest=20, required=False, help_text=_("12 chữ số."))
    name = text(label=_("Họ và tên"), longest=80, required=False)
    born = DayField(label=_("Ngày sinh"), help_text=_("Ví dụ: 15/3/1985"), required=False)
    sex = choice(label=_("Giới tính"), choices=SEXES)
    address = text(label=_("Địa chỉ"), longest=200, required=False)
    old_number = text(
        label=_("Số chứng minh nhân dân cũ"),
        longest=20,
        required=False,
        help_text=_("Chỉ ghi khi đã xem thẻ cũ hoặc giấy xác nhận số."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["sex"].required = False
        self.card: ShownCard | None = None

    def clean(self) -> dict[str, Any]:
        """The card's own words where it was scanned, else what was typed."""
        said = super().clean() or {}
        if said.get("qr"):
            self._scan(said["qr"])
        elif "qr" not in self.errors:
            self._type(said)
        return said

    def _scan(self, qr: str) -> None:
        try:
            card = parse_qr(qr)
        except UnableToReadQR as refusal:
            self.add_error("qr", gettext(str(refusal)))
            return
        self.card = ShownCard(
            number=card.number,
            old_number=card.old_number or "",
            name=card.name,
            born=card.born,
            sex=card.sex,
            address=card.address,
            scanned=True,
        )

    def _type(self, said: dict[str, Any]) -> None:
        for name in TYPED:
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("Vui lòng quét mã QR, hoặc ghi mục này theo thẻ."))
        self._check_numbers(said)
        if said.get("born") and said["born"] > today():
            self.add_error("born", _("Ngày sinh không thể sau hôm nay."))
        if not set(self.errors) - {"consent"}:
            told = {name: said[name] for name in (*TYPED, "address")}
            told["number"] = tidy(told["number"])
            self.card = ShownCard(**told, old_number=tidy(said["old_number"]), scanned=False)

    def _check_numbers(self, said: dict[str, Any]) -> None:
        if said.get("number") and check_number(said["number"]).kind != "cccd":
            self.add_error("number", _("Số căn cước công dân có 12 chữ số. Vui lòng xem lại thẻ."))
        if said.get("old_number") and check_number(said["old_number"]).kind not in ("cmnd", "cccd"):
            self.add_error("old_number", _("Số chứng minh nhân dân cũ có 9 hoặc 12 chữ số."))


class HelpCode(forms.Form):
    """The code that somebody reads out who asked for help."""

    code = text(label=_("Mã người dân đọc"), longest=20, help_text=_("8 chữ số trên trang “Nhờ cán bộ giúp”."))

    def clean_code(self) -> str:
        """Its digits."""
        return "".join(letter for letter in self.cleaned_data["code"] if letter.isdigit())
