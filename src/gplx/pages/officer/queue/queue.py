"""The queue of an office: what is due first stands first. It shows no personal data; a dossier is opened for that."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gplx.dossiers import questions
from gplx.dossiers.models import Dossier
from gplx.dossiers.waiting import next_step, waiting_for
from gplx.dossiers.working import works_on_pages
from gplx.ground.clock import today
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import OFFICE_ROLES, Officer
from gplx.pages.kit.page import render
from gplx.pages.officer import words
from gplx.pages.officer.desk import told, visitor

A_PAGE = 25
MINE, ALL, ENDED = "cho-toi", "tat-ca", "da-xong"
LISTS = {MINE: _("Chờ tôi"), ALL: _("Đang xử lý"), ENDED: _("Đã kết thúc")}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A dossier in the queue."""

    dossier: Dossier
    state: words.Word
    due: words.Word
    step: str
    step_text: str | Promise


@entry(STAFF, roles=OFFICE_ROLES)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """A page of 25; ``ds`` names the list, ``ma`` looks for a code among all dossiers of the office."""
    officer, code = visitor(request), request.GET.get("ma", "").strip()[:40]
    chosen = request.GET.get("ds", MINE)
    chosen = chosen if chosen in LISTS else MINE
    found = _search(officer, code) if code else _list(officer, chosen)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("trang"))
    kept = {"ma": code} if code else {"ds": chosen}
    rows = [_row(dossier, officer, today()) for dossier in page]
    return render(
        request,
        "officer/queue/queue.html",
        told=told(request),
        rows=rows,
        page=page,
        chosen=chosen,
        code=code,
        lists=LISTS,
        counts={MINE: waiting_for(officer).count(), ALL: questions.queue(officer).count()},
        may_approve=works_on_pages(officer.department)
        and not code
        and chosen == MINE
        and any(row.step == "approve" for row in rows),
        previous=_address(page, kept, -1),
        next=_address(page, kept, 1),
    )


def _list(officer: Officer, chosen: str) -> QuerySet[Dossier]:
    if chosen == ENDED:
        ended = questions.visible_to(officer).exclude(state__in=questions.AT_WORK)
        return ended.order_by(F("ended_at").desc(nulls_last=True), "code")
    return waiting_for(officer) if chosen == MINE else questions.queue(officer)


def _search(officer: Officer, code: str) -> QuerySet[Dossier]:
    return questions.visible_to(officer).filter(code__icontains=code).order_by("-submitted_at")


def _row(dossier: Dossier, officer: Officer, day: date) -> Row:
    step = next_step(dossier, officer=officer)
    return Row(
        dossier=dossier,
        state=words.state_of(dossier),
        due=words.due(dossier, today=day),
        step=step,
        step_text=words.STEPS.get(step, ""),
    )


def _address(page: Page[Dossier], kept: dict[str, str], by: int) -> str:
    there = page.has_previous() if by < 0 else page.has_next()
    return f"?{urlencode(kept | {'trang': page.number + by})}" if there else ""
