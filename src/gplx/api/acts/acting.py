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


@router.post(
    "/{code}/accept",
    response=ANSWERS,
    summary="Tiếp nhận hồ sơ",
    description="Hồ sơ đã nộp lệ phí; thời hạn giải quyết bắt đầu tính. Vai trò: cán bộ tiếp nhận.",
)
def accept_dossier(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Accept a paid dossier."""
    return _act(request, code, order, key, "accept", accept)


@router.post(
    "/{code}/refuse",
    response=ANSWERS,
    summary="Từ chối hồ sơ",
    description="Ghi lý do và điều khoản. Vai trò: cán bộ tiếp nhận khi chưa tiếp nhận, lãnh đạo khi đã tiếp nhận.",
)
def refuse_dossier(request: HttpRequest, code: str, order: Refusal, key: RequestKey) -> Done:
    """Refuse with reason and article."""
    return _act(request, code, order, key, "refuse", refuse, reason=order.reason, article=order.article)


@router.post(
    "/{code}/ask-correction",
    response=ANSWERS,
    summary="Yêu cầu bổ sung",
    description="Chỉ một lần, nêu đủ các mục; thời hạn tạm dừng. Vai trò: cán bộ tiếp nhận, sau tiếp nhận là cán bộ thẩm định.",
)
def ask_for_correction(request: HttpRequest, code: str, order: CorrectionOrder, key: RequestKey) -> Done:
    """Ask the applicant to correct something, once."""
    return _act(request, code, order, key, "ask_correction", ask_correction, items=order.items, reason=order.reason)


@router.post(
    "/{code}/propose",
    response=ANSWERS,
    summary="Trình duyệt",
    description="Mọi mục kiểm tra đã đạt. Vai trò: cán bộ thẩm định.",
)
def propose_approval(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Propose to approve."""
    return _act(request, code, order, key, "propose", propose)


@router.post(
    "/{code}/send-back",
    response=ANSWERS,
    summary="Trả lại thẩm định",
    description="Lãnh đạo không đồng ý với đề xuất và ghi lý do. Vai trò: lãnh đạo.",
)
def send_proposal_back(request: HttpRequest, code: str, order: Reasoned, key: RequestKey) -> Done:
    """Send a proposal back with the reason."""
    return _act(request, code, order, key, "send_back", send_back, reason=order.reason)


@router.post(
    "/{code}/approve",
    response=ANSWERS,
    summary="Phê duyệt",
    description="Người phê duyệt phải khác người trình. Vai trò: lãnh đạo.",
)
def approve_proposal(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Approve what another officer proposed."""
    return _act(request, code, order, key, "approve", approve)


@router.post(
    "/{code}/print",
    response=ANSWERS,
    summary="Đã in thẻ",
    description="Ghi số phôi đã in. Vai trò: cán bộ in và trả kết quả.",
)
def card_printed(request: HttpRequest, code: str, order: PrintOrder, key: RequestKey) -> Done:
    """Record that the card was printed on a blank."""
    return _act(request, code, order, key, "print_card", print_card, serial=order.serial)


@router.post(
    "/{code}/hand-over",
    response=ANSWERS,
    summary="Chuyển trả kết quả",
    description="Giao thẻ cho bưu điện (GPLX tự đặt bưu gửi) hoặc để tại quầy. Vai trò: cán bộ in và trả kết quả.",
)
def card_handed_over(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Hand the card to the post, or to the desk."""
    return _act(request, code, order, key, "hand_over", hand_over)


@router.post(
    "/{code}/deliver",
    response=ANSWERS,
    summary="Đã trả thẻ tại quầy",
    description="Ghi họ tên người ký nhận; bưu gửi chỉ tính theo tin của bưu điện. Vai trò: cán bộ in và trả kết quả.",
)
def card_delivered(request: HttpRequest, code: str, order: DeliveryOrder, key: RequestKey) -> Done:
    """Record who signed at the desk."""

    def at_the_desk(*, by: Officer, **rest: Any) -> None:
        deliver(by=actor.officer(by), **rest)

    return _act(
        request, code, order, key, "deliver", at_the_desk, signed_by=order.signed_by, old_licence=order.old_licence
    )


def _act(
    request: HttpRequest, code: str, order: Order, key: str, name: str, act: Callable[..., Any], **details: Any
) -> Done:
    """Do an act on the caller's dossier by the caller's officer; the answer is read off the act as it was recorded."""
    dossier, officer = own_dossier(request, code), own_officer(request, order.officer)
    request_id = f"api-{key}"
    act(dossier_id=dossier.id, by=officer, request_id=request_id, seen=order.seen, **details)
    return done(dossier, Act.objects.get(dossier=dossier, request_id=request_id, act=name))
