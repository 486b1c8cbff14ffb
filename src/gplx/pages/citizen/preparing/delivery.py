"""How the new card reaches its owner."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.dossiers.models import DESK, POST, Dossier
from gplx.dossiers.transition import Details
from gplx.ground.names import composed
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen.preparing.step import open_step, save
from gplx.pages.citizen.visitor import onward
from gplx.pages.kit.fields import choice, email, phone_number
from gplx.pages.kit.fields import words as text
from gplx.pages.kit.page import render

WAYS = {POST: _("Bưu điện giao tận nơi và nhận lại giấy phép cũ"), DESK: _("Tôi đến Sở nhận")}


class Way(forms.Form):
    """The way, the address, and the number that the courier calls."""

    delivery = choice(
        label=_("Nhận giấy phép mới bằng cách nào?"), choices=WAYS, missing=_("Vui lòng chọn cách nhận giấy phép mới.")
    )
    delivery_address = text(
        label=_("Địa chỉ nhận"), longest=200, help_text=_("Số nhà, đường, xã, huyện, tỉnh."), required=False
    )
    phone = text(label=_("Số điện thoại"), longest=20, help_text=_("Bưu tá và Sở gọi số này."))

    def clean_phone(self) -> str:
        """A number of Việt Nam, without what people write between its digits."""
        return phone_number(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """By post it needs an address."""
        said = super().clean() or {}
        if said.get("delivery") == POST and not said.get("delivery_address") and "delivery_address" not in self.errors:
            self.add_error("delivery_address", _("Vui lòng điền địa chỉ để bưu điện giao giấy phép."))
        return said


class Delivery(Way):
    """The same, and how else to reach me."""

    email = email(label=_("Thư điện tử (không bắt buộc)"), required=False)


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page, prefilled."""
    dossier, elsewhere = open_step(request, dossier_id, "delivery")
    if elsewhere:
        return elsewhere
    known = {name: getattr(dossier, name) for name in Delivery.base_fields}
    form = Delivery(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        return save(request, dossier, "delivery", lambda locked: _choose(locked, form.cleaned_data))
    on = onward(request, dossier)
    return render(request, "citizen/preparing/delivery.html", dossier=dossier, form=form, on=on)


def _choose(dossier: Dossier, said: dict[str, Any]) -> Details:
    for name, value in said.items():
        setattr(dossier, name, composed(value))
    return {"way": dossier.delivery}
