"""Who has read my data, when, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import of_applicant
from gplx.ledger.models import Entry
from gplx.ledger.questions import reads
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen.visitor import visitor
from gplx.pages.kit.fields import Text
from gplx.pages.kit.page import render

# What officers open, in words; another system's reading says its purpose itself.
WHY = {"view": _("Mở hồ sơ để xử lý"), "document": _("Mở một giấy tờ để kiểm tra")}


@dataclass(frozen=True)
class Reading:
    """One look at a dossier by an officer."""

    at: datetime
    code: str
    office: str
    why: Text


@entry(CITIZEN)
@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """Each time that an officer opened one of my dossiers, the newest first."""
    dossiers = {f"dossier:{dossier.id}": dossier for dossier in of_applicant(visitor(request))}
    readings = [_reading(dossiers[entry.subject], entry) for entry in reads(subjects=dossiers)]
    return render(request, "citizen/arrival/readers.html", readings=readings)


def _reading(dossier: Dossier, entry: Entry) -> Reading:
    return Reading(entry.at, dossier.code or "", dossier.department.name, WHY.get(entry.act, entry.act))
