"""Prove that an old number is mine: the QR code of the chip card, or the paper that confirms the number."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.applicants.models import Applicant
from gplx.casework.prove_number import UnableToProve, prove_number
from gplx.documents.changes import LARGEST, keep
from gplx.documents.checks import UnableToKeepFile
from gplx.documents.models import NUMBER_PAPER
from gplx.documents.qr import read_qr
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details
from gplx.ground.clock import now
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen.preparing.step import open_step, save
from gplx.pages.citizen.visitor import onward, visitor
from gplx.pages.kit.fields import upload
from gplx.pages.kit.fields import words as text
from gplx.pages.kit.page import render
from gplx.pages.kit.permissions import CAMERA
from gplx.rules.identity import UnableToReadQR


class ChipCode(forms.Form):
    """What the QR code of the card says: as a photo of the card, or as the text that another scanner read."""

    picture = upload(label=_("Ảnh chụp mã QR trên thẻ căn cước công dân"), required=False)
    code = text(
        label=_("Hoặc dòng chữ trong mã QR"),
        longest=500,
        required=False,
        help_text=_("Nếu đã quét bằng ứng dụng khác: chép cả dòng chữ rồi dán vào đây."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or {}
        if said.get("picture"):
            try:
                said["code"] = read_qr(data=said["picture"].read(), largest=LARGEST)
            except UnableToKeepFile as refusal:
                self.add_error("picture", gettext(str(refusal)))
        elif not said.get("code") and not self.errors:
            self.add_error("picture", _("Vui lòng chụp mã QR trên thẻ, hoặc dán dòng chữ trong mã."))
        return said


class NumberPaper(forms.Form):
    """The paper that came with a new card."""

    file = upload(label=_("Giấy xác nhận số chứng minh nhân dân"))


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def link_number(request: HttpRequest) -> HttpResponse:
    """Link an old number to the account before any dossier: the register is asked anew with it."""
    form = ChipCode(request.POST, request.FILES) if request.method == "POST" else ChipCode()
    if form.is_valid() and _is_proven(visitor(request), form):
        return redirect("my_page")
    return render(request, "citizen/arrival/link_number.html", permissions=CAMERA, form=form, largest=LARGEST)


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The same for a dossier, where the paper serves too."""
    dossier, elsewhere = open_step(request, dossier_id, "identity")
    if elsewhere:
        return elsewhere
    by_paper = "file" in request.FILES or request.POST.get("way") == "paper"
    code = ChipCode(request.POST, request.FILES) if request.method == "POST" and not by_paper else ChipCode()
    paper = NumberPaper(request.POST, request.FILES) if by_paper else NumberPaper()
    if code.is_valid() and _is_proven(dossier.applicant, code):
        return redirect(onward(request, dossier))
    if paper.is_valid():
        data = paper.cleaned_data["file"].read()
        try:
            return save(request, dossier, "identity", lambda locked: _keep(locked, data))
        except UnableToKeepFile as refusal:
            paper.add_error("file", gettext(str(refusal)))
    return render(
        request,
        "citizen/arrival/proof.html",
        permissions=CAMERA,
        dossier=dossier,
        code=code,
        paper=paper,
        largest=LARGEST,
        on=onward(request, dossier),
    )


def _is_proven(applicant: Applicant, form: ChipCode) -> bool:
    try:
        prove_number(applicant=applicant, qr_text=form.cleaned_data["code"])
    except (UnableToProve, UnableToReadQR) as refusal:
        form.add_error("code" if not form.cleaned_data.get("picture") else "picture", gettext(str(refusal)))
        return False
    return True


def _keep(dossier: Dossier, data: bytes) -> Details:
    document = keep(dossier=dossier, kind=NUMBER_PAPER, data=data, at=now())
    return {"document": str(document.id)}
