"""Who has read my data, when, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gplx.dossiers.questions import of_applicant
from gplx.ground.clock import HANOI
from gplx.ledger.models import Entry
from gplx.ledger.questions import reads
from gplx.offices.entry import CITIZEN, entry
from gplx.offices.questions import departments_by_signature, officers_by_signature
from gplx.pages.citizen.visitor import visitor
from gplx.pages.kit.fields import Text
from gplx.pages.kit.names import system_name
from gplx.pages.kit.page import render
from gplx.registers.sync.portals import NATIONAL

NO_CODE = "–"
PORTAL = "system:portal"
# What was shown, in words; what is not named here says its purpose itself.
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
    "DanhSachHoSo": _("Phần mềm của Sở lấy danh sách hồ sơ"),
    "Phần mềm của Sở tra cứu hồ sơ": _("Phần mềm của Sở tra cứu hồ sơ"),
    "Phần mềm của Sở lấy tài liệu hồ sơ": _("Phần mềm của Sở lấy tài liệu hồ sơ"),
    "Phần mềm của Sở xem hồ sơ": _("Phần mềm của Sở xem hồ sơ"),
    "Cổng dịch vụ công lấy tài liệu hồ sơ": _("Cổng dịch vụ công lấy tài liệu hồ sơ"),
    "Cổng Dịch vụ công hỏi khoản phải nộp": _("Cổng Dịch vụ công hỏi khoản phải nộp"),
}


@dataclass(frozen=True)
class Look:
    """One look at one dossier."""

    at: datetime
    code: str
    actor: str
    act: str

    @property
    def same(self) -> tuple[date, str, str, str]:
        """What is told as one: the same reader, purpose, dossier and day."""
        return self.at.astimezone(HANOI).date(), self.code, self.actor, self.act


@dataclass(frozen=True)
class Reading:
    """All looks of a day at one dossier by the same reader for the same purpose, or what they did for its owner; the last at ``at``."""

    at: datetime
    times: int
    code: str
    who: Text
    why: Text


@entry(CITIZEN)
@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """Each day on which somebody was shown one of my dossiers, or did something there for me; the newest first."""
    person = visitor(request)
    codes = {f"dossier:{dossier.id}": dossier.code or NO_CODE for dossier in of_applicant(person)}
    named = [code for code in codes.values() if code != NO_CODE]
    codes[f"applicant:{person.id}"] = NO_CODE
    looks = [look for entry in reads(subjects=codes, named=named) for look in _looks(entry, codes)]
    return render(request, "citizen/arrival/readers.html", readings=_grouped(looks))


def _looks(entry: Entry, codes: dict[str, str]) -> Iterator[Look]:
    """An entry about one dossier, or about a list in which some of mine stand."""
    mine = [codes[entry.subject]] if entry.subject in codes else entry.details.get("dossiers", [])
    for code in mine:
        if code in codes.values():
            yield Look(entry.at, code, entry.actor, entry.act)


def _grouped(looks: Sequence[Look]) -> list[Reading]:
    groups: dict[tuple[date, str, str, str], list[Look]] = {}
    for look in looks:
        groups.setdefault(look.same, []).append(look)
    names = _names({look.actor for look in looks})
    return [
        Reading(
            same[0].at,
            len(same),
            same[0].code,
            names.get(same[0].actor, same[0].actor),
            WHY.get(same[0].act, same[0].act),
        )
        for same in groups.values()
    ]


def _names(actors: set[str]) -> dict[str, Text]:
    """An officer by name and office, a department's software by its department."""
    people = {actor: f"{one.name}, {one.department.name}" for actor, one in officers_by_signature(actors).items()}
    software = {
        actor: format_lazy(_("Phần mềm của {office}"), office=department.name)
        for actor, department in departments_by_signature(actors).items()
    }
    return people | software | {actor: _portal(actor) for actor in actors if actor.startswith(PORTAL)}


def _portal(actor: str) -> Text:
    """A portal by its name; the national one where nothing says which."""
    return system_name(actor.removeprefix(PORTAL).removeprefix(":") or NATIONAL)
