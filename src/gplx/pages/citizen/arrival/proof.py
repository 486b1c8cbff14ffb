"""Prove that an old number is mine: the QR code of the chip card, or the paper that confirms the number."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.casework.prove_number import UnableToProve, prove_number
from gplx.documents.changes import LARGEST, keep
from gplx.documents.checks import UnableToKeepFile
from gplx.documents.models import NUMBER_PAPER
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details
from gplx.ground.clock import now
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.preparing.step import open_step, save
from gplx.pages.citizen.visitor import visitor
from gplx.pages.kit.fields import upload
from gplx.pages.kit.fields import words as text
from gplx.pages.kit.page import render
from gplx.rules.identity import UnableToReadQR


class ChipCode(forms.Form):
    """What the camera reads from the card."""

    code = text(
        label=_("Dòng chữ trong mã QR trên thẻ căn cước công dân"),
        longest=500,
        help_text=_("Mở máy ảnh hoặc Zalo, quét mã ở góc trên thẻ, chép cả dòng chữ rồi dán vào đây."),
    )


class NumberPaper(forms.Form):
    """The paper that came with a new card."""

    file = upload(label=_("Giấy xác nhận số chứng minh nhân dân"))


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def link_number(request: HttpRequest) -> HttpResponse:
    """Link an old number to the account before any dossier: the register is asked anew with it."""
    form = ChipCode(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_proven(request, form):
        return redirect("my_page")
    return render(request, "citizen/arrival/link_number.html", form=form)


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The same for a dossier, where the paper serves too."""
    dossier, elsewhere = open_step(request, dossier_id, "identity")
    if elsewhere:
        return elsewhere
    by_paper = "file" in request.FILES or request.POST.get("way") == "paper"
    code = ChipCode(request.POST if request.method == "POST" and not by_paper else None)
    paper = NumberPaper(request.POST, request.FILES) if by_paper else NumberPaper()
    if code.is_valid() and _is_proven(request, code):
        return redirect(words.next_page(dossier))
    if paper.is_valid():
        data = paper.cleaned_data["file"].read()
        try:
            return save(request, dossier, "identity", lambda locked: _keep(locked, data))
        except UnableToKeepFile as refusal:
            paper.add_error("file", str(refusal))
    return render(
        request,
        "citizen/arrival/proof.html",
        dossier=dossier,
        code=code,
        paper=paper,
        largest=LARGEST,
        on=words.next_page(dossier),
    )


def _is_proven(request: HttpRequest, form: ChipCode) -> bool:
    try:
        prove_number(applicant=visitor(request), qr_text=form.cleaned_data["code"])
    except (UnableToProve, UnableToReadQR) as refusal:
        form.add_error("code", str(refusal))
        return False
    return True


def _keep(dossier: Dossier, data: bytes) -> Details:
    document = keep(dossier=dossier, kind=NUMBER_PAPER, data=data, at=now())
    return {"document": str(document.id)}
