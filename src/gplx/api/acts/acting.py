"""Do acts. Rights, order and completeness are the main table's and the acts' own; here is only the way in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from gplx.api.acts.answers import Done, done
from gplx.api.acts.orders import CorrectionOrder, DeliveryOrder, Order, PrintOrder, Reasoned, Refusal, RequestKey
from gplx.api.acts.own import own_dossier, own_officer
from gplx.api.acts.problems import Problem
from gplx.casework.accept import accept
from gplx.casework.approve import approve
from gplx.casework.ask_correction import ask_correction
from gplx.casework.deliver import deliver
from gplx.casework.hand_over import hand_over
from gplx.casework.print_card import print_card
from gplx.casework.propose import propose
from gplx.casework.refuse import refuse
from gplx.casework.send_back import send_back
from gplx.dossiers import actor
from gplx.dossiers.models import Act
from gplx.offices.models import Officer

ANSWERS = {200: Done, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}

router = Router(tags=["act"])


@router.post("/{code}/accept", response=ANSWERS, summary="Accept (tiếp nhận)")
def accept_dossier(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Accept a paid dossier; the time for processing runs. Role: clerk."""
    return _act(request, code, order, key, accept)


@router.post("/{code}/refuse", response=ANSWERS, summary="Refuse (từ chối)")
def refuse_dossier(request: HttpRequest, code: str, order: Refusal, key: RequestKey) -> Done:
    """Refuse with reason and article. Role: clerk before acceptance, leader after it."""
    return _act(request, code, order, key, refuse, reason=order.reason, article=order.article)


@router.post("/{code}/ask-correction", response=ANSWERS, summary="Ask for a correction (yêu cầu bổ sung)")
def ask_for_correction(request: HttpRequest, code: str, order: CorrectionOrder, key: RequestKey) -> Done:
    """Ask the applicant once, fully; the clock stops. Role: clerk before acceptance, examiner after it."""
    return _act(request, code, order, key, ask_correction, items=order.items, reason=order.reason)


@router.post("/{code}/propose", response=ANSWERS, summary="Propose (trình duyệt)")
def propose_approval(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Propose to approve, with every check good. Role: examiner."""
    return _act(request, code, order, key, propose)


@router.post("/{code}/send-back", response=ANSWERS, summary="Send back (trả lại thẩm định)")
def send_proposal_back(request: HttpRequest, code: str, order: Reasoned, key: RequestKey) -> Done:
    """Send a proposal back with the reason. Role: leader."""
    return _act(request, code, order, key, send_back, reason=order.reason)


@router.post("/{code}/approve", response=ANSWERS, summary="Approve (phê duyệt)")
def approve_proposal(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Approve what another officer proposed. Role: leader."""
    return _act(request, code, order, key, approve)


@router.post("/{code}/print", response=ANSWERS, summary="Card printed (in thẻ)")
def card_printed(request: HttpRequest, code: str, order: PrintOrder, key: RequestKey) -> Done:
    """Record that the card was printed on a blank. Role: printer."""
    return _act(request, code, order, key, print_card, serial=order.serial)


@router.post("/{code}/hand-over", response=ANSWERS, summary="Card handed over (chuyển trả kết quả)")
def card_handed_over(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Hand the card to the post, which is ordered by GPLX, or to the desk. Role: printer."""
    return _act(request, code, order, key, hand_over)


@router.post("/{code}/deliver", response=ANSWERS, summary="Card delivered at the desk (trả kết quả)")
def card_delivered(request: HttpRequest, code: str, order: DeliveryOrder, key: RequestKey) -> Done:
    """Record who signed at the desk; a parcel is delivered on the carrier's word alone. Role: printer."""

    def at_the_desk(*, by: Officer, **rest: Any) -> None:
        deliver(by=actor.officer(by), **rest)

    return _act(request, code, order, key, at_the_desk, signed_by=order.signed_by)


def _act(request: HttpRequest, code: str, order: Order, key: str, act: Callable[..., Any], **details: Any) -> Done:
    """Do an act on the caller's dossier by the caller's officer; the answer is read off the act as it was recorded."""
    dossier, officer = own_dossier(request, code), own_officer(request, order.officer)
    request_id = f"api-{key}"
    act(dossier_id=dossier.id, by=officer, request_id=request_id, seen=order.seen, **details)
    return done(dossier, Act.objects.filter(dossier=dossier, request_id=request_id).latest("id"))
