"""What an administrator says about the department's software."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from gplx.ground.clock import HANOI
from gplx.offices.software.webhooks import LONGEST
from gplx.pages.kit.fields import choice, words
from gplx.pages.officer.software.words import MODES


class AddressForm(forms.Form):
    """Where the software listens."""

    address = words(
        label=_("Địa chỉ nhận tin"), longest=LONGEST, help_text=_("Ví dụ: https://gplx.so-thu.example.vn/webhook")
    )


class ModeForm(forms.Form):
    """How the department works, and why that is changed."""

    mode = choice(label=_("Nơi xử lý hồ sơ"), choices=MODES)
    reason = words(label=_("Lý do đổi"), longest=500)


class SinceForm(forms.Form):
    """From when everything is told again."""

    since = forms.DateTimeField(
        label=_("Gửi lại mọi tin từ"),
        help_text=_("Ví dụ: 27/9/2021 08:30"),
        input_formats=["%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
        error_messages=dict.fromkeys(("required", "invalid"), _("Vui lòng ghi ngày và giờ, ví dụ 27/9/2021 08:30.")),
    )

    def moment(self) -> datetime:
        """The moment, in Hà Nội's time."""
        said: datetime = self.cleaned_data["since"]
        return said if said.tzinfo else said.replace(tzinfo=HANOI)
