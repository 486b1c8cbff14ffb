"""Where the dossier stands, step by step, and who holds it up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gplx.dossiers.actor import CITIZEN as APPLICANT
from gplx.dossiers.models import DRAFT, REFUSED, WITHDRAWN, Dossier
from gplx.dossiers.questions import history
from gplx.dossiers.states import acts_open, facts_of
from gplx.fees.questions import waits_for_fee
from gplx.fees.refunds.questions import refunds_of
from gplx.ground.clock import now
from gplx.letters.models import EMAIL, SMS
from gplx.letters.questions import ways_that_failed
from gplx.licences.questions import electronic_licence
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.following.change_delivery import may_change
from gplx.pages.citizen.following.correct import ITEMS
from gplx.pages.citizen.following.holding import Holder, who_holds_it_up
from gplx.pages.citizen.following.parcel import parcel_told
from gplx.pages.citizen.following.refund import STANDS, why
from gplx.pages.citizen.visitor import own_dossier
from gplx.pages.kit.fields import Text
from gplx.pages.kit.jinja import moment
from gplx.pages.kit.page import render
from gplx.ratings.questions import may_rate, rating_of

# What is said where the last message by a way could not be delivered at all.
NOT_REACHED = {
    SMS: _("Không gửi được tin nhắn đến số điện thoại ông/bà đã ghi. Vui lòng xem tiến độ tại trang này."),
    EMAIL: _("Không gửi được thư đến địa chỉ thư điện tử ông/bà đã ghi. Vui lòng xem tiến độ tại trang này."),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the way: done, now or later."""

    title: Text
    state: str
    when: str
    text: Text


@entry(CITIZEN)
@require_safe
def progress(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page."""
    dossier = own_dossier(request, dossier_id)
    if dossier.state == DRAFT:
        return redirect("tasks", dossier.id)
    if words.has_expired(dossier):
        return render(request, "citizen/following/expired.html", dossier=dossier)
    stands, colour = words.status(dossier)
    again = words.sends_again(dossier)
    return render(
        request,
        "citizen/following/progress.html",
        dossier=dossier,
        stands=stands,
        colour=colour,
        steps=steps(dossier),
        holds_up=[_held(one) for one in who_holds_it_up(dossier)],
        may_rate=may_rate(dossier, at=now()),
        is_rated=rating_of(dossier) is not None,
        refusal=history(dossier).filter(act="refuse").last() if dossier.state == REFUSED else None,
        refunds=[(refund, STANDS[refund.state], why(refund)) for refund in refunds_of(dossier)],
        licence=electronic_licence(dossier.code or ""),
        may_withdraw="withdraw" in acts_open(state=dossier.state, facts=facts_of(dossier), roles=[APPLICANT]),
        next_page=words.next_page(dossier),
        again=[
            (ITEMS[item][0], gettext(says), reverse(ITEMS[item][1], args=[dossier.id])) for item, says in again.items()
        ],
        to_pay=waits_for_fee(dossier),
        parcel=parcel_told(dossier),
        not_reached=[NOT_REACHED[way] for way in ways_that_failed(dossier)],
        may_change=may_change(dossier),
    )


def _held(holder: Holder) -> Text:
    if holder.since is None:
        return holder.who
    return _("%(who)s, từ %(when)s") % {"who": holder.who, "when": moment(holder.since)}


def steps(dossier: Dossier) -> list[Step]:
    """The way of a dossier; the first step without its moment is the one that is being done."""
    way: list[tuple[Text, datetime | None, Text]] = [
        (_("Nộp hồ sơ"), dossier.submitted_at, ""),
        (_("Kiểm tra và lệ phí"), dossier.paid_at, _("Lệ phí chỉ được yêu cầu khi mọi kiểm tra đã đạt.")),
        (_("Sở nhận hồ sơ"), dossier.accepted_at, ""),
        (_("Thẩm định và phê duyệt"), dossier.approved_at, ""),
        (_("In thẻ"), dossier.printed_at, ""),
        (_("Trả kết quả"), dossier.delivered_at, ""),
    ]
    now_at = next((place for place, (_title, at, _text) in enumerate(way) if at is None), len(way))
    if dossier.state in (REFUSED, WITHDRAWN):
        way, now_at = way[:now_at], now_at
        way.append((words.STATES[dossier.state][0], dossier.ended_at, ""))
        now_at = len(way)
    return [_step(place, now_at, *row) for place, row in enumerate(way)]


def _step(place: int, now_at: int, title: Text, at: datetime | None, text: Text) -> Step:
    state = "done" if place < now_at else "now" if place == now_at else "later"
    return Step(title=title, state=state, when=moment(at) if at else "", text=text if state == "now" else "")
