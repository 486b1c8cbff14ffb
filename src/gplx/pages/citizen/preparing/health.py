"""The health certificate: found, brought as a certified copy or on paper, or issued by a clinic."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.casework.bring_health import bring_health
from gplx.casework.checks import checks_of
from gplx.documents.changes import LARGEST
from gplx.documents.checks import UnableToKeepFile
from gplx.documents.models import HEALTH_COPY, HEALTH_PAPER
from gplx.dossiers.models import Dossier
from gplx.health.copies.faults import UnableToTrust
from gplx.health.models import DATABASE, INVALID, NOT_FOUND, UNVERIFIED, VALID, Evidence
from gplx.health.questions import evidence_of
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen.preparing.step import open_step, save
from gplx.pages.citizen.visitor import onward
from gplx.pages.kit.fields import Text, choice, upload
from gplx.pages.kit.page import render

WAYS = {
    HEALTH_COPY: _("Bản sao chứng thực điện tử (tệp PDF có chữ ký số)"),
    HEALTH_PAPER: _("Ảnh chụp hoặc bản quét giấy khám sức khỏe"),
}


class Paper(forms.Form):
    """Which paper, and its file."""

    way = choice(
        label=_("Ông/bà có giấy khám dạng nào?"), choices=WAYS, missing=_("Vui lòng chọn dạng giấy khám ông/bà có.")
    )
    file = upload(label=_("Tệp giấy khám sức khỏe"))


# What the health database said, in words; nothing yet: it is being asked.
FOUND = {
    VALID: (_("Đã tìm thấy"), "green"),
    INVALID: (_("Tìm thấy, nhưng chưa dùng được"), "orange"),
    UNVERIFIED: (_("Tìm thấy, cán bộ sẽ xem"), "yellow"),
    NOT_FOUND: (_("Chưa tìm thấy"), "grey"),
}
NOT_ANSWERED = (_("Chưa có trả lời"), "grey")


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def health(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What was found; where nothing was, the other ways."""
    dossier, elsewhere = open_step(request, dossier_id, "health")
    if elsewhere:
        return elsewhere
    form = Paper(request.POST, request.FILES) if request.method == "POST" else Paper()
    if form.is_valid():
        try:
            kept = bring_health(kind=form.cleaned_data["way"], data=form.cleaned_data["file"].read())
            return save(request, dossier, "health", kept)
        except (UnableToKeepFile, UnableToTrust) as refusal:
            form.add_error("file", gettext(str(refusal)))
    check = next(check for check in checks_of(dossier) if check.name == "health")
    return render(
        request,
        "citizen/preparing/health.html",
        dossier=dossier,
        form=form,
        check=check,
        evidence=evidence_of(dossier),
        found=_found(dossier),
        finder=_finder(dossier),
        largest=LARGEST,
        on=onward(request, dossier),
    )


def _found(dossier: Dossier) -> tuple[Text, str]:
    """What the health database last said."""
    newest = Evidence.objects.filter(dossier=dossier, channel=DATABASE).order_by("-id").first()
    return FOUND[newest.verdict] if newest else NOT_ANSWERED


def _finder(dossier: Dossier) -> str:
    """Where connected clinics are found for the class of the dossier, near where it is filed."""
    wanted = {"hang": dossier.wanted_class or dossier.licence.licence_class}
    if dossier.department:
        wanted["tinh"] = dossier.department.province
    return f"{reverse('find_facility')}?{urlencode(wanted)}"
