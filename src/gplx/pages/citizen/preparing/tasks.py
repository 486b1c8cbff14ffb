"""The task list of a draft: what is there, what is missing, who is still silent."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gplx.casework.assessment import assess
from gplx.casework.checks import BAD, HELD, MISSING, NEAR, OFFICER, OK, SCANNER, WAITING, Check, checks_of, stops_filing
from gplx.dossiers.drafts import kept_until, worked_on
from gplx.dossiers.models import DRAFT, Dossier
from gplx.ground.clock import HANOI
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import waiting
from gplx.pages.citizen.visitor import onward, own_dossier
from gplx.pages.kit.fields import Text
from gplx.pages.kit.page import render
from gplx.pages.kit.sides import address
from gplx.pages.public.precheck import ANSWERS, NEXT

TITLES = {
    "licence": _("Giấy phép lái xe của ông/bà"),
    "eligibility": _("Điều kiện đổi"),
    "health": _("Giấy khám sức khỏe"),
    "police": _("Vi phạm giao thông (cảnh sát giao thông)"),
    "inspectorate": _("Vi phạm giao thông (thanh tra giao thông)"),
    "photo": _("Ảnh chân dung"),
    "delivery": _("Cách nhận kết quả"),
}
VERDICTS = {
    OK: (_("Xong"), ""),
    NEAR: (_("Xong"), ""),
    WAITING: (_("Đang chờ trả lời"), "grey"),
    OFFICER: (_("Cán bộ sẽ xem"), "yellow"),
    HELD: (_("Đang vướng"), "orange"),
    MISSING: (_("Cần làm"), "blue"),
    BAD: (_("Chưa đạt"), "red"),
}
# What nobody should be asked to prepare for a dossier that cannot be submitted.
IN_VAIN = ("photo", "delivery")
PAGES = {"health": "health", "photo": "photo", "delivery": "delivery", "licence": "proof"}


@dataclass(frozen=True, kw_only=True)
class Task:
    """A line of the list."""

    title: Text
    status: Text
    colour: str
    hint: Text
    href: str


@entry(CITIZEN)
@require_safe
def tasks(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The list, and the way on when nothing is missing."""
    dossier = own_dossier(request, dossier_id)
    if dossier.state != DRAFT:
        return redirect(onward(request, dossier))
    # Who still answers is looked at first: an answer that comes between the two is in the checks, or the page looks again.
    lines = waiting.awaited(waiting.latest(f"dossier:{dossier.id}"))
    checks = checks_of(dossier)
    is_barred = any(check.verdict == BAD for check in checks)
    return render(
        request,
        "citizen/preparing/tasks.html",
        refresh_after=waiting.refresh_after(lines),
        dossier=dossier,
        tasks=[task(request, dossier, check) for check in checks if not (is_barred and check.name in IN_VAIN)],
        answer=answer_to(dossier, checks),
        lines=lines,
        searching=any(line.soon for line in lines),
        lacking=stops_filing(checks),
        is_barred=is_barred,
        is_held=any(check.verdict == HELD for check in checks),
        kept_until=kept_until(worked_on(dossier).astimezone(HANOI)),
    )


def page_for(check: Check) -> str:
    """The name of the page on which the owner can do something about a check; empty where there is none."""
    if check.name == "licence" and check.verdict not in (MISSING, OFFICER):
        return ""
    return PAGES.get(check.name, "")


def answer_to(dossier: Dossier, checks: tuple[Check, ...]) -> tuple[Text, Text, Text] | None:
    """What the law says where the licence cannot be exchanged now, why, and what to do; None where it does not stand in the way."""
    stands = next(check for check in checks if check.name == "eligibility")
    if stands.verdict == OK:
        return None
    outcome = assess(dossier).outcome
    return ANSWERS[outcome], hint(dossier, stands), NEXT[outcome]


def hint(dossier: Dossier, check: Check) -> Text:
    """What a check says, in the language of the page; the law's own reasons are written in both."""
    if check.verdict == WAITING and check.source != SCANNER:
        return _("Chưa có trả lời. Ông/bà vẫn nộp được hồ sơ.")
    if check.name == "eligibility" and get_language() != settings.LANGUAGE_CODE:
        return assess(dossier).reasons[0].text_en
    return gettext(check.says)


def task(request: HttpRequest, dossier: Dossier, check: Check) -> Task:
    """A check as a line: it has a link where its owner can do something about it."""
    status, colour = VERDICTS[check.verdict]
    page = page_for(check)
    href = address(request, page, dossier.id) if page else ""
    return Task(title=TITLES[check.name], status=status, colour=colour, hint=hint(dossier, check), href=href)
