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
from gplx.offices.questions import offices_of
from gplx.pages.citizen.visitor import visitor
from gplx.pages.kit.fields import Text
from gplx.pages.kit.page import render

# What officers open, in words; another system's reading says its purpose itself.
WHY = {
    "counter": _("Nhập hồ sơ tại quầy, có sự đồng ý của ông/bà"),
    "help": _("Giúp điền bản nháp, theo mã ông/bà đã đọc"),
    "fill_in": _("Điền thay ông/bà tại quầy"),
    "submit": _("Nộp hồ sơ thay ông/bà tại quầy"),
    "correct": _("Gửi bổ sung thay ông/bà tại quầy"),
    "withdraw": _("Rút hồ sơ thay ông/bà tại quầy"),
    "view": _("Mở hồ sơ để xử lý"),
    "document": _("Mở một giấy tờ để kiểm tra"),
    "refund": _("Hoàn trả lệ phí"),
}


@dataclass(frozen=True)
class Reading:
    """One look at a dossier by an officer, or one thing that an officer did there for its owner."""

    at: datetime
    code: str
    office: str
    why: Text


@entry(CITIZEN)
@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """Each time that an officer opened one of my dossiers, the newest first."""
    person = visitor(request)
    dossiers = {f"dossier:{dossier.id}": dossier for dossier in of_applicant(person)}
    found = list(reads(subjects=[*dossiers, f"applicant:{person.id}"]))
    offices = offices_of({entry.actor.partition(":")[2] for entry in found if entry.actor.startswith("officer:")})
    readings = [_reading(dossiers.get(entry.subject), offices.get(entry.actor, ""), entry) for entry in found]
    return render(request, "citizen/arrival/readers.html", readings=readings)


def _reading(dossier: Dossier | None, office: str, entry: Entry) -> Reading:
    """Of another system's reading, the office is the one that has the dossier."""
    code, at = (dossier.code, dossier.department.name) if dossier else ("", "")
    return Reading(entry.at, code or "–", office or at, WHY.get(entry.act, entry.act))
