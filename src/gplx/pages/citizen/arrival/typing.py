"""The act of typing a licence: it is kept, the register is asked for its number, and the draft begins."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from gplx.casework.ask_registers import ask_licences
from gplx.casework.start_draft import start_draft
from gplx.ground.clock import now
from gplx.licences.changes import keep_typed
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.arrival.my_page import show
from gplx.pages.citizen.arrival.typed_licence import TypedLicence
from gplx.pages.citizen.visitor import visitor


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def type_licence(request: HttpRequest) -> HttpResponse:
    """Keep what was typed and go on to its draft."""
    applicant = visitor(request)
    form = TypedLicence(born=applicant.born, data=request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, form)
    said = form.cleaned_data
    with transaction.atomic():
        licence = keep_typed(
            holder=applicant.id,
            number=said["number"],
            licence_class=said["licence_class"],
            issued=said["issued"],
            expires=said["expires"],
            at=now(),
        )
        ask_licences(applicant=applicant, occasion=f"typed-{said['number']}", also=(said["number"],))
        dossier = start_draft(applicant=applicant, licence=licence, language=get_language() or "vi")
    return redirect(words.next_page(dossier))
