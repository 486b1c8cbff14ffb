"""The portrait: the register's own where it is recent, else one that is sent."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gplx.documents.changes import LARGEST, keep
from gplx.documents.checks import JPEG, UnableToKeepFile
from gplx.documents.models import PHOTO
from gplx.documents.questions import content_of, newest
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details
from gplx.ground.clock import now
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen.preparing.step import open_step, save
from gplx.pages.citizen.visitor import onward, own_dossier
from gplx.pages.kit.fields import upload
from gplx.pages.kit.page import render


class Portrait(forms.Form):
    """A picture."""

    file = upload(label=_("Ảnh chân dung"), help_text=_("Ảnh 3×4, nhìn thẳng, rõ mặt, nền trơn, mới chụp."))


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The picture that there is, and the way to send another."""
    dossier, elsewhere = open_step(request, dossier_id, "photo")
    if elsewhere:
        return elsewhere
    form = Portrait(request.POST, request.FILES) if request.method == "POST" else Portrait()
    if form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            return save(request, dossier, "photo", lambda locked: _keep(locked, data))
        except UnableToKeepFile as refusal:
            form.add_error("file", gettext(str(refusal)))
    return render(
        request,
        "citizen/preparing/photo.html",
        dossier=dossier,
        form=form,
        current=newest(dossier=dossier, kind=PHOTO),
        largest=LARGEST,
        on=onward(request, dossier),
    )


@entry(CITIZEN)
@require_safe
def photo_file(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The picture itself, for its owner alone."""
    current = newest(dossier=own_dossier(request, dossier_id), kind=PHOTO)
    if current is None:
        raise Http404
    return HttpResponse(content_of(current), content_type=JPEG, headers={"Cache-Control": "no-store"})


def _keep(dossier: Dossier, data: bytes) -> Details:
    document = keep(dossier=dossier, kind=PHOTO, data=data, at=now())
    return {"document": str(document.id)}
