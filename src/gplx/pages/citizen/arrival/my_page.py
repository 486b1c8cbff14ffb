"""Who the register says I am, which licences were found, my dossiers."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from gplx.applicants.models import CHIP_QR
from gplx.applicants.questions import numbers_of
from gplx.casework.ask_registers import ask_licences
from gplx.casework.start_draft import start_draft
from gplx.dossiers.models import CLOSED, REFUSED, WITHDRAWN, Dossier
from gplx.dossiers.questions import of_applicant
from gplx.licences.models import Licence
from gplx.licences.questions import licences_of
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import waiting, words
from gplx.pages.citizen.arrival.typed_licence import TypedLicence
from gplx.pages.citizen.visitor import visitor
from gplx.pages.kit.fields import Text
from gplx.pages.kit.licence import issued_by
from gplx.pages.kit.page import render

ENDED = (CLOSED, REFUSED, WITHDRAWN)


@dataclass(frozen=True)
class Row:
    """A dossier in the list."""

    dossier: Dossier
    status: Text
    colour: str
    href: str


@entry(CITIZEN)
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """Everything that is mine, and one button a licence."""
    return show(request, TypedLicence(born=visitor(request).born))


def show(request: HttpRequest, form: TypedLicence) -> HttpResponse:
    """The page, with the form for a licence that the register did not give."""
    applicant = visitor(request)
    lines = waiting.awaited(waiting.latest(f"applicant:{applicant.id}"))
    dossiers = [Row(dossier, *words.status(dossier), words.next_page(dossier)) for dossier in of_applicant(applicant)]
    taken = {row.dossier.licence_id for row in dossiers if row.dossier.state not in ENDED}
    licences = [licence for licence in licences_of(applicant.id) if licence.id not in taken]
    return render(
        request,
        "citizen/arrival/my_page.html",
        refresh_after=waiting.refresh_after(lines),
        applicant=applicant,
        lines=lines,
        licences=licences,
        dossiers=dossiers,
        form=form,
        issued_by=issued_by,
        is_proven=any(known.source == CHIP_QR for known in numbers_of(applicant)),
        searching=any(line.soon for line in lines),
    )


@entry(CITIZEN)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """The draft for a licence: the one that there is, or a new one."""
    applicant = visitor(request)
    try:
        licence = licences_of(applicant.id).get(id=request.POST.get("licence", ""))
    except (Licence.DoesNotExist, ValidationError) as unknown:
        raise Http404 from unknown
    dossier = start_draft(applicant=applicant, licence=licence, language=get_language() or "vi")
    return redirect(words.next_page(dossier))


@entry(CITIZEN)
@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    """Ask the licence register once more; the form's request id makes a second click the same question."""
    ask_licences(applicant=visitor(request), occasion=request.POST.get("request_id", "")[:64])
    return redirect("my_page")
