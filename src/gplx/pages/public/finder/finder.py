"""Find a connected facility: without signing in, without script; where somebody is stays in their own browser."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gplx.ground.clock import today
from gplx.offices.entry import PUBLIC, entry
from gplx.offices.provinces import provinces
from gplx.pages.kit.classes import classes
from gplx.pages.kit.fields import choice
from gplx.pages.kit.page import render
from gplx.pages.kit.permissions import PLACE
from gplx.pages.public.finder.country import shapes
from gplx.pages.public.finder.nearest import counted, examining, nearest

# The others are folded away.
SHOWN_AT_ONCE = 10


def province_names() -> dict[str, str]:
    """The provinces to choose from."""
    return {province.code: province.name for province in provinces()}


class Wanted(forms.Form):
    """Where, and for which class."""

    tinh = choice(label=_("Tỉnh, thành phố"), choices=province_names)
    hang = choice(label=_("Hạng giấy phép lái xe"), choices=classes)


@entry(PUBLIC)
@require_safe
def find_facility(request: HttpRequest) -> HttpResponse:
    """The list and the map; ``tinh`` (GSO code) and ``hang`` narrow it, and what makes no sense is passed over."""
    form = Wanted(request.GET)
    form.is_valid()
    province, licence_class = form.cleaned_data.get("tinh", ""), form.cleaned_data.get("hang", "")
    clinics = examining(licence_class=licence_class, on=today())
    found = nearest(clinics, province=province, on=today())
    return render(
        request,
        "public/finder/finder.html",
        permissions=PLACE,
        form=Wanted(initial={"tinh": province, "hang": licence_class}),
        province=province,
        province_name=province_names().get(province, ""),
        licence_class=licence_class,
        near=found[:SHOWN_AT_ONCE],
        further=found[SHOWN_AT_ONCE:],
        here=sum(one.clinic.province == province for one in found),
        shapes=shapes(counted(clinics)),
    )
