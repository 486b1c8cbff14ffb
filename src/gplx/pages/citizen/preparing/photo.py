"""The portrait: the register's own where it is recent, else one that is sent, with advice on what to change and no refusal."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gplx.casework.bring_photo import bring_photo, use_photo
from gplx.casework.checks import checks_of, stops_filing
from gplx.documents.changes import LARGEST
from gplx.documents.checks import JPEG, UnableToKeepFile
from gplx.documents.models import PHOTO, Document
from gplx.documents.portrait.keeping import awaits_its_owner, doubts_of
from gplx.documents.questions import content_of, newest
from gplx.dossiers.models import DRAFT, Dossier
from gplx.ground.clock import today
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen.preparing.step import open_step, save
from gplx.pages.citizen.visitor import onward, own_dossier
from gplx.pages.kit.fields import upload
from gplx.pages.kit.page import render
from gplx.pages.kit.permissions import CAMERA
from gplx.pages.kit.sides import address
from gplx.rules.photo import photo_rules


class Portrait(forms.Form):
    """A picture."""

    file = upload(label=_("Ảnh chân dung"), help_text=_("Ảnh được tự cắt về cỡ 3×4, có cả đầu và vai."))


# How to stand, by the background that the rule of the day asks for.
WALLS = {
    "blue": _("Nhìn thẳng, rõ mặt, nền trơn màu xanh, mới chụp."),
    "white": _("Nhìn thẳng, rõ mặt, nền trơn màu trắng, mới chụp."),
    "plain": _("Nhìn thẳng, rõ mặt, nền trơn, mới chụp."),
}


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The picture that there is, what is doubtful of it, and the way to send another."""
    dossier, elsewhere = open_step(request, dossier_id, "photo")
    if elsewhere:
        return elsewhere
    if request.method == "POST" and request.POST.get("use"):
        save(request, dossier, "photo", use_photo)
        return redirect(_onward(request, own_dossier(request, dossier_id)))
    form = Portrait(request.POST, request.FILES) if request.method == "POST" else Portrait()
    if form.is_valid():
        try:
            change = bring_photo(form.cleaned_data["file"].read())
            return save(request, dossier, "photo", change, then="photo")
        except UnableToKeepFile as refusal:
            form.add_error("file", gettext(str(refusal)))
    return _page(request, dossier, form)


def _page(request: HttpRequest, dossier: Dossier, form: Portrait) -> HttpResponse:
    current = newest(dossier=dossier, kind=PHOTO)
    return render(
        request,
        "citizen/preparing/photo.html",
        permissions=CAMERA,
        dossier=dossier,
        form=form,
        current=current,
        doubts=[gettext(doubt.says) for doubt in doubts_of(current)] if current else [],
        is_asked=current is not None and awaits_its_owner(current),
        says=_says(current) if current else "",
        wall=WALLS[photo_rules(on=today()).background],
        largest=LARGEST,
        back=onward(request, dossier),
        on=_onward(request, dossier),
    )


def _says(current: Document) -> str:
    if current.source == "register":
        return gettext("Ảnh này do Cơ sở dữ liệu giấy phép lái xe lưu; ông/bà dùng lại hoặc gửi ảnh mới.")
    return gettext("Ảnh này sẽ in trên giấy phép mới.")


def _onward(request: HttpRequest, dossier: Dossier) -> str:
    """Where the portrait was the last thing missing, straight on to the review."""
    if dossier.state == DRAFT and not stops_filing(checks_of(dossier)):
        return address(request, "review", dossier.id)
    return onward(request, dossier)


@entry(CITIZEN)
@require_safe
def photo_file(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The picture itself, for its owner alone."""
    current = newest(dossier=own_dossier(request, dossier_id), kind=PHOTO)
    if current is None:
        raise Http404
    return HttpResponse(content_of(current), content_type=JPEG, headers={"Cache-Control": "no-store"})
