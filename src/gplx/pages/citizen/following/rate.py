"""Rate the service, in the three levels of the law, once the result is there."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.visitor import own_dossier
from gplx.pages.kit.fields import choice
from gplx.pages.kit.fields import words as text
from gplx.pages.kit.page import render
from gplx.pages.kit.satisfaction import LEVELS
from gplx.ratings import changes
from gplx.ratings.models import ITEMS
from gplx.ratings.questions import may_rate, rating_of


class Rating(forms.Form):
    """The four things that the law asks about, and what one would like to add."""

    overall = choice(
        label=_("Nhìn chung, ông/bà có hài lòng không?"), choices=LEVELS, missing=_("Vui lòng chọn mức hài lòng chung.")
    )
    ease = choice(label=_("Mức độ thuận tiện"), choices=LEVELS)
    timeliness = choice(label=_("Thời gian giải quyết"), choices=LEVELS)
    attitude = choice(label=_("Thái độ phục vụ của cán bộ"), choices=LEVELS)
    comment = text(
        label=_("Góp ý thêm (không bắt buộc)"),
        longest=1000,
        required=False,
        help_text=_("Vui lòng đừng ghi tên, số giấy tờ hay mã hồ sơ."),
    )


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page, as it was filled in the last time."""
    dossier = own_dossier(request, dossier_id)
    if not may_rate(dossier, at=now()):
        return redirect(words.next_page(dossier))
    form = Rating(request.POST if request.method == "POST" else None, initial=_said(dossier))
    if form.is_valid():
        said = form.cleaned_data
        changes.rate(dossier=dossier, levels=said, comment=said["comment"], at=now())
        return redirect("progress", dossier.id)
    return render(request, "citizen/following/rate.html", dossier=dossier, form=form)


def _said(dossier: Dossier) -> dict[str, Any]:
    known = rating_of(dossier)
    return {name: getattr(known, name) for name in (*ITEMS, "comment")} if known else {}
