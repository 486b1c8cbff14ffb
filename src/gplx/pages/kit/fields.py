"""Fields whose errors are one clear sentence each."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gplx.rules.case import EARLIEST, LATEST

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# A text of the page: as it is, or translated when it is shown.
Text: TypeAlias = "str | _StrPromise"
Choices: TypeAlias = Mapping[str, Text]
# No dossier is changed so often that its version has more digits.
LONGEST_VERSION = 9


def _required(label: Text) -> Text:
    return format_lazy(_("Vui lòng điền: {label}."), label=label)


def choice(
    *, label: Text, choices: Choices | Callable[[], Choices], help_text: Text = "", missing: Text = ""
) -> forms.ChoiceField:
    """One of several, named by what is kept of them; ``missing`` is the sentence where none was chosen and the label is a question."""
    asks = missing or format_lazy(_("Vui lòng chọn: {label}."), label=label)
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        error_messages={"required": asks, "invalid_choice": asks},
        widget=forms.RadioSelect,
    )


def words(*, label: Text, longest: int, help_text: Text = "", required: bool = True) -> forms.CharField:
    """A text of at most ``longest`` letters."""
    too_long = format_lazy(_("{label}: tối đa {longest} ký tự."), label=label, longest=longest)
    return forms.CharField(
        label=label,
        max_length=longest,
        help_text=help_text,
        required=required,
        error_messages={"required": _required(label), "max_length": too_long},
    )


def upload(*, label: Text, help_text: Text = "", required: bool = True) -> forms.FileField:
    """A file; what it truly is, is checked when it is kept."""
    asks = format_lazy(_("Vui lòng chọn tệp: {label}."), label=label)
    empty = _("Tệp đang trống. Vui lòng chọn lại tệp.")
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"required": asks, "missing": asks, "invalid": asks, "empty": empty},
    )


def phone_number(text: str) -> str:
    """A number of Việt Nam without what people write between its digits; a sentence (``ValidationError``) where it is none."""
    number = re.sub(r"[\s.()-]", "", text)
    if not re.fullmatch(r"\+?[0-9]{10,12}", number):
        raise forms.ValidationError(_("Số điện thoại cần có 10 chữ số, ví dụ 0912345678."))
    return number


def email(*, label: Text, help_text: Text = "", required: bool = True) -> forms.EmailField:
    """An address of mail."""
    wrong = dict.fromkeys(("invalid", "max_length"), _("Thư điện tử chưa đúng, ví dụ đúng: ten@example.vn."))
    messages = wrong | {"required": _required(label)}
    return forms.EmailField(
        label=label, help_text=help_text, required=required, max_length=120, error_messages=messages
    )


def several(
    *, label: Text, choices: Choices | Callable[[], Choices], help_text: Text = ""
) -> forms.MultipleChoiceField:
    """At least one of several."""
    asks = format_lazy(_("Vui lòng chọn: {label}."), label=label)
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        error_messages={"required": asks, "invalid_choice": asks},
        widget=forms.CheckboxSelectMultiple,
    )


class DayField(forms.DateField):
    """A day as people write it in Việt Nam: 15/3/2012."""

    def __init__(self, *, label: Text, help_text: Text = "", required: bool = True) -> None:
        wrong = format_lazy(_("{label} cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."), label=label)
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
            error_messages={"required": _required(label), "invalid": wrong},
        )

    def to_python(self, value: Any) -> date | None:
        """The day; blanks are as good as nothing."""
        return super().to_python(value.strip() if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        """A day on which somebody now living may have been born, or will hold a licence."""
        super().validate(value)
        if value and not EARLIEST <= value < LATEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        """As it was typed, or a day as it would be."""
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value
