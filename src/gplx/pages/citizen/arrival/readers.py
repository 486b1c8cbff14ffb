"""Who has read my data, when, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.dossiers.questions import of_applicant
from gplx.ledger.questions import history
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen.visitor import visitor
from gplx.pages.kit.page import render


@dataclass(frozen=True)
class Reading:
    """One look at a dossier by an officer."""

    at: datetime
    code: str
    office: str
    why: str


@entry(CITIZEN)
@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """Each time that an officer opened one of my dossiers, the newest first."""
    readings = [
        Reading(entry.at, dossier.code or "", dossier.department.name, entry.act)
        for dossier in of_applicant(visitor(request))
        for entry in history(subject=f"dossier:{dossier.id}", kind="read")
    ]
    readings.sort(key=lambda reading: reading.at, reverse=True)
    return render(request, "citizen/arrival/readers.html", readings=readings)
