"""A clinic registers itself: one page, and a code to keep."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gplx.ground.clock import now
from gplx.ground.names import composed
from gplx.offices.clinics.applying import Application, UnableToApply, apply_to_connect
from gplx.offices.entry import PUBLIC, entry
from gplx.pages.clinic.words import check_letters, groups, provinces_by_name
from gplx.pages.kit.fields import choice, email, phone_number, several, words
from gplx.pages.kit.page import render

# Shown on the next page, and no longer than that.
_SHOWN_ONCE = "registered"
# Việt Nam with its seas, in degrees.
_NORTH, _EAST = (6.0, 24.0), (102.0, 118.0)


class Registration(forms.Form):
    """Who the clinic is, where, and for which classes it examines."""

    code = words(
        label=_("Mã cơ sở khám chữa bệnh"), longest=5, help_text=_("5 chữ số, theo mã bảo hiểm y tế. Ví dụ: 01901")
    )
    name = words(label=_("Tên cơ sở"), longest=120)
    province = choice(label=_("Tỉnh, thành phố"), choices=provinces_by_name)
    address = words(label=_("Địa chỉ"), longest=200, help_text=_("Số nhà, đường, phường, quận."))
    place = words(
        label=_("Vị trí trên bản đồ (không bắt buộc)"),
        longest=60,
        required=False,
        help_text=_("Vĩ độ, kinh độ chép từ ứng dụng bản đồ. Ví dụ: 21.0285, 105.8542"),
    )
    phone = words(label=_("Điện thoại để người dân gọi"), longest=20)
    email = email(label=_("Thư điện tử"))
    groups = several(
        label=_("Cơ sở đủ điều kiện khám cho các hạng nào?"),
        choices=groups,
        help_text=_("Theo công bố của Sở Y tế."),
    )
    doctor = words(
        label=_("Bác sĩ chịu trách nhiệm kết luận"),
        longest=80,
        help_text=_("Họ và tên. Tài khoản của cơ sở đứng tên bác sĩ này."),
    )

    def clean_code(self) -> str:
        """Five digits."""
        code = str(self.cleaned_data["code"]).strip()
        if not re.fullmatch(r"[0-9]{5}", code):
            raise forms.ValidationError(_("Mã cơ sở gồm 5 chữ số, ví dụ 01901."))
        return code

    def clean_phone(self) -> str:
        """As it is dialled."""
        return phone_number(self.cleaned_data["phone"])

    def clean_place(self) -> tuple[float, float] | None:
        """Degrees north and east, inside the country."""
        said = re.split(r"[,;\s]+", self.cleaned_data["place"].strip().strip(",;"))
        if said == [""]:
            return None
        try:
            north, east = map(float, said)
        except ValueError:
            north = east = 0.0
        if not (_NORTH[0] <= north <= _NORTH[1] and _EAST[0] <= east <= _EAST[1]):
            raise forms.ValidationError(_("Vị trí cần ghi vĩ độ rồi kinh độ, ví dụ 21.0285, 105.8542; hoặc để trống."))
        return north, east

    def clean(self) -> dict[str, Any]:
        """Nothing that cannot be read: the doctor's name stands in every signed exam."""
        said = super().clean() or {}
        check_letters(self, dict(said))
        return said

    def application(self) -> Application:
        """What was said, as the house takes it."""
        said = self.cleaned_data
        north, east = said["place"] or (None, None)
        written = {name: composed(said[name]) for name in ("name", "address", "email", "doctor")}
        plain = {name: said[name] for name in ("code", "province", "phone")}
        groups_ = tuple(int(group) for group in said["groups"])
        return Application(**written, **plain, groups=groups_, latitude=north, longitude=east)


@entry(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def register_facility(request: HttpRequest) -> HttpResponse:
    """The form; sent, it lands with the health office of the province."""
    form = Registration(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.application()
        try:
            code = apply_to_connect(said, at=now())
        except UnableToApply as refusal:
            form.add_error("code", gettext(str(refusal)))
        else:
            office = provinces_by_name()[said.province]
            request.session[_SHOWN_ONCE] = {"clinic": said.code, "name": said.name, "code": code, "province": office}
            return redirect("registered")
    return render(request, "clinic/joining/register.html", form=form)


@entry(PUBLIC)
@require_safe
def registered(request: HttpRequest) -> HttpResponse:
    """It has arrived; the code is shown this once."""
    told: dict[str, Any] | None = request.session.pop(_SHOWN_ONCE, None)
    if told is None:
        return redirect("activate")
    return render(request, "clinic/joining/registered.html", **told)
