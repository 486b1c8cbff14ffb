"""Who the register says I am, which licences were found, my dossiers."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from gplx.applicants.models import CHIP_QR
from gplx.applicants.questions import has_other_account, numbers_of
from gplx.casework.ask_registers import ask_licences
from gplx.casework.checks import checks_of, stops_filing
from gplx.casework.start_draft import start_draft
from gplx.dossiers.drafts import kept_until, worked_on
from gplx.dossiers.models import CLOSED, DRAFT, REFUSED, WITHDRAWN, Dossier
from gplx.dossiers.questions import of_applicant
from gplx.ground.clock import HANOI
from gplx.licences.models import Licence
from gplx.licences.questions import licences_of
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import waiting, words
from gplx.pages.citizen.arrival.typed_licence import TypedLicence
from gplx.pages.citizen.preparing.tasks import TITLES, page_for
from gplx.pages.citizen.visitor import visitor
from gplx.pages.kit.fields import Text
from gplx.pages.kit.names import issued_by
from gplx.pages.kit.page import render

ENDED = (CLOSED, REFUSED, WITHDRAWN)


@dataclass(frozen=True)
class Row:
    """A dossier in the list."""

    dossier: Dossier
    status: Text
    colour: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A draft to go on with: the next open step, its page, and until when the draft is kept."""

    dossier: Dossier
    step: Text
    href: str
    kept_until: date


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
    taken = {_card(row.dossier.licence) for row in dossiers if row.dossier.state not in ENDED}
    licences = [licence for licence in licences_of(applicant.id) if _card(licence) not in taken]
    return render(
        request,
        "citizen/arrival/my_page.html",
        refresh_after=waiting.refresh_after(lines),
        applicant=applicant,
        lines=lines,
        licences=licences,
        dossiers=dossiers,
        unfinished=resume(dossiers),
        form=form,
        issued_by=issued_by,
        is_proven=any(known.source == CHIP_QR for known in numbers_of(applicant)),
        searching=any(line.soon for line in lines),
        has_other_account=has_other_account(applicant),
    )


def _card(licence: Licence) -> tuple[str, str]:
    """The same licence may have been looked up at a counter, too."""
    return licence.number, licence.licence_class


def resume(rows: list[Row]) -> Unfinished | None:
    """The newest draft, with its next open step; none where there is no draft."""
    draft = next((row.dossier for row in rows if row.dossier.state == DRAFT), None)
    if draft is None:
        return None
    lacking = stops_filing(checks_of(draft))
    step = next((check.name for check in lacking if page_for(check)), "")
    name = (
        page_for(next(check for check in lacking if check.name == step)) if step else "tasks" if lacking else "review"
    )
    href = reverse(name, args=[draft.id])
    kept = kept_until(worked_on(draft).astimezone(HANOI))
    return Unfinished(dossier=draft, step=TITLES.get(step, ""), href=href, kept_until=kept)


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
