"""A licence typed by its holder, because the register is silent: filing goes on, the check stays open."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gplx.ground.clock import today
from gplx.pages.kit.classes import NOT_THEN, classes, given_on
from gplx.pages.kit.fields import DayField, choice, words
from gplx.rules.identity import check_licence_number


class TypedLicence(forms.Form):
    """What stands on the card of somebody who was ``born`` on a day."""

    def __init__(self, *, born: date, data: Any = None) -> None:
        super().__init__(data)
        self.born = born

    number = words(
        label=_("Số giấy phép lái xe"), longest=20, help_text=_("Ở mặt trước giấy phép; thẻ nhựa có 12 chữ số.")
    )
    licence_class = choice(label=_("Hạng"), choices=classes)
    issued = DayField(label=_("Ngày cấp"), help_text=_("Ví dụ: 15/3/2012"))
    expires = DayField(label=_("Có giá trị đến"), help_text=_("Để trống nếu ghi “không thời hạn”."), required=False)

    def clean_number(self) -> str:
        """Plastic cards have twelve digits, old paper anything; how they are made up inside is held against nobody."""
        number = self.cleaned_data["number"].replace(" ", "")
        if check_licence_number(number).hard_errors:
            raise forms.ValidationError(
                _("Số giấy phép lái xe chỉ có chữ và số. Vui lòng xem lại mặt trước giấy phép.")
            )
        return str(number)

    def clean(self) -> dict[str, Any]:
        """The days must follow one another."""
        said = super().clean() or {}
        issued, expires = said.get("issued"), said.get("expires")
        if issued and issued > today():
            self.add_error("issued", _("Ngày cấp không thể sau hôm nay."))
        if issued and issued <= self.born:
            self.add_error("issued", _("Ngày cấp phải sau ngày sinh của ông/bà."))
        elif issued and said.get("licence_class") and said["licence_class"] not in given_on(issued):
            self.add_error("licence_class", NOT_THEN)
        if issued and expires and expires < issued:
            self.add_error("expires", _("Ngày hết hạn phải sau ngày cấp."))
        return said
