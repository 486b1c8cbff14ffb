"""What is decided about a dossier, from its receipt to its approval or refusal."""

from django.http import HttpRequest
from ninja import Router

from gplx.api.acts.answers import Done
from gplx.api.acts.doing import ANSWERS, by_actor, do
from gplx.api.acts.orders import (
    AnswerOrder,
    CorrectionOrder,
    Order,
    PostponeOrder,
    ProgressOrder,
    Reasoned,
    Refusal,
    RequestKey,
    TransferOrder,
)
from gplx.casework.accept import accept
from gplx.casework.approve import approve
from gplx.casework.ask_correction import ask_correction
from gplx.casework.ask_payment import ask_payment
from gplx.casework.postpone import postpone
from gplx.casework.progress import progress
from gplx.casework.propose import propose
from gplx.casework.record_answer import PaperAnswer, record_answer
from gplx.casework.refuse import refuse
from gplx.casework.reopen import reopen
from gplx.casework.send_back import send_back
from gplx.casework.transfer import transfer

router = Router(tags=["act"])


@router.post(
    "/{code}/accept",
    response=ANSWERS,
    summary="Tiếp nhận hồ sơ",
    description="Hồ sơ đã nộp lệ phí; thời hạn giải quyết bắt đầu tính. Vai trò: cán bộ tiếp nhận.",
)
def accept_dossier(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Accept a paid dossier."""
    return do(request, code, order, key, "accept", accept)


@router.post(
    "/{code}/refuse",
    response=ANSWERS,
    summary="Từ chối hồ sơ",
    description="Ghi lý do và điều khoản. Vai trò: cán bộ tiếp nhận khi chưa tiếp nhận, lãnh đạo khi đã tiếp nhận.",
)
def refuse_dossier(request: HttpRequest, code: str, order: Refusal, key: RequestKey) -> Done:
    """Refuse with reason and article."""
    return do(request, code, order, key, "refuse", refuse, reason=order.reason, article=order.article)


@router.post(
    "/{code}/ask-correction",
    response=ANSWERS,
    summary="Yêu cầu bổ sung",
    description="Chỉ một lần, nêu đủ các mục; thời hạn tạm dừng. Vai trò: cán bộ tiếp nhận, sau tiếp nhận là cán bộ thẩm định.",
)
def ask_for_correction(request: HttpRequest, code: str, order: CorrectionOrder, key: RequestKey) -> Done:
    """Ask the applicant to correct something, once."""
    return do(request, code, order, key, "ask_correction", ask_correction, items=order.items, reason=order.reason)


@router.post(
    "/{code}/ask-payment",
    response=ANSWERS,
    summary="Yêu cầu nộp lệ phí",
    description="GPLX tự yêu cầu khi mọi mục kiểm tra đã đạt; chỉ gọi khi việc đó chưa xảy ra. Vai trò: cán bộ tiếp nhận.",
)
def ask_for_payment(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Ask for the fee."""
    return do(request, code, order, key, "ask_payment", by_actor(ask_payment))


@router.post(
    "/{code}/record-answer",
    response=ANSWERS,
    summary="Ghi nhận văn bản trả lời",
    description="Cơ quan chưa trả lời qua mạng nhưng Sở có văn bản. Vai trò: cán bộ tiếp nhận, cán bộ thẩm định.",
)
def record_paper_answer(request: HttpRequest, code: str, order: AnswerOrder, key: RequestKey) -> Done:
    """Record what a paper says where a register gave no answer."""
    answer = PaperAnswer(
        subject=order.subject,
        good=order.good,
        note=order.note,
        concluded=order.concluded,
        classes=order.classes,
        number=order.number,
    )
    return do(request, code, order, key, "record_answer", record_answer, answer=answer)


@router.post(
    "/{code}/progress",
    response=ANSWERS,
    summary="Ghi tiến độ xử lý",
    description="Trạng thái không đổi; nội dung được báo lên Cổng Dịch vụ công. Không ghi thông tin cá nhân. Vai trò: cán bộ thẩm định.",
)
def tell_progress(request: HttpRequest, code: str, order: ProgressOrder, key: RequestKey) -> Done:
    """Tell how far the examination has come."""
    return do(request, code, order, key, "progress", progress, note=order.note)


@router.post(
    "/{code}/postpone",
    response=ANSWERS,
    summary="Xin lỗi và hẹn lại ngày trả",
    description="Chỉ một lần, trước ngày hẹn trả ít nhất một ngày. Vai trò: cán bộ thẩm định, lãnh đạo.",
)
def postpone_result(request: HttpRequest, code: str, order: PostponeOrder, key: RequestKey) -> Done:
    """Name another day for the result, with an apology."""
    return do(request, code, order, key, "postpone", postpone, due_on=order.due_on, reason=order.reason)


@router.post(
    "/{code}/propose",
    response=ANSWERS,
    summary="Trình duyệt",
    description="Mọi mục kiểm tra đã đạt. Vai trò: cán bộ thẩm định.",
)
def propose_approval(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Propose to approve."""
    return do(request, code, order, key, "propose", propose)


@router.post(
    "/{code}/send-back",
    response=ANSWERS,
    summary="Trả lại thẩm định",
    description="Lãnh đạo không đồng ý với đề xuất và ghi lý do. Vai trò: lãnh đạo.",
)
def send_proposal_back(request: HttpRequest, code: str, order: Reasoned, key: RequestKey) -> Done:
    """Send a proposal back with the reason."""
    return do(request, code, order, key, "send_back", send_back, reason=order.reason)


@router.post(
    "/{code}/approve",
    response=ANSWERS,
    summary="Phê duyệt",
    description="Người phê duyệt phải khác người trình. Vai trò: lãnh đạo.",
)
def approve_proposal(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Approve what another officer proposed."""
    return do(request, code, order, key, "approve", approve)


@router.post(
    "/{code}/transfer",
    response=ANSWERS,
    summary="Chuyển Sở khác",
    description="Khi chưa yêu cầu nộp lệ phí; sau đó hồ sơ thuộc Sở kia. Vai trò: cán bộ tiếp nhận, lãnh đạo.",
)
def transfer_dossier(request: HttpRequest, code: str, order: TransferOrder, key: RequestKey) -> Done:
    """Hand the dossier to the department that should have it."""
    return do(request, code, order, key, "transfer", transfer, department_id=order.department, reason=order.reason)


@router.post(
    "/{code}/reopen",
    response=ANSWERS,
    summary="Xử lý lại hồ sơ",
    description="Hồ sơ đã từ chối nhầm. Vai trò: lãnh đạo.",
)
def reopen_dossier(request: HttpRequest, code: str, order: Reasoned, key: RequestKey) -> Done:
    """Take up again what was refused in error."""
    return do(request, code, order, key, "reopen", reopen, reason=order.reason)
