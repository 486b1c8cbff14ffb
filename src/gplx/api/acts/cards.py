"""What becomes of the card: printed, handed over, delivered, come back, lost."""

from django.http import HttpRequest
from ninja import Router

from gplx.api.acts.answers import Done
from gplx.api.acts.doing import ANSWERS, by_actor, do
from gplx.api.acts.orders import (
    DeliveryOrder,
    HandOverOrder,
    Order,
    PrintOrder,
    Reasoned,
    RequestKey,
    ResultOrder,
)
from gplx.casework.deliver import deliver
from gplx.casework.fail_pick_up import fail_pick_up
from gplx.casework.hand_over import hand_over
from gplx.casework.lose_card import lose_card
from gplx.casework.print_card import print_card
from gplx.casework.take_back import take_back

router = Router(tags=["card"])


@router.post(
    "/{code}/print",
    response=ANSWERS,
    summary="Đã in thẻ",
    description="Ghi số phôi đã in. Vai trò: cán bộ in và trả kết quả.",
)
def card_printed(request: HttpRequest, code: str, order: PrintOrder, key: RequestKey) -> Done:
    """Record that the card was printed on a blank."""
    return do(request, code, order, key, "print_card", print_card, serial=order.serial)


@router.post(
    "/{code}/result",
    response=ANSWERS,
    summary="Kết quả: số giấy phép và số phôi",
    description=(
        "Như «Đã in thẻ», kèm số giấy phép in trên thẻ để GPLX đối chiếu: số giấy phép giữ nguyên khi đổi. "
        "GPLX báo kết quả vào CSDL giấy phép lái xe. Vai trò: cán bộ in và trả kết quả."
    ),
)
def result_made(request: HttpRequest, code: str, order: ResultOrder, key: RequestKey) -> Done:
    """Record the result: the number on the card, and the serial of its blank."""
    return do(request, code, order, key, "print_card", print_card, serial=order.serial, number=order.number)


@router.post(
    "/{code}/hand-over",
    response=ANSWERS,
    summary="Chuyển trả kết quả",
    description=(
        "Giao thẻ cho bưu điện hoặc để tại quầy, theo cách người dân đã chọn. GPLX đặt bưu gửi và theo dõi; Sở có số hiệu "
        "bưu gửi riêng thì ghi vào waybill. Vai trò: cán bộ in và trả kết quả."
    ),
)
def card_handed_over(request: HttpRequest, code: str, order: HandOverOrder, key: RequestKey) -> Done:
    """Hand the card to the post, or to the desk."""
    return do(request, code, order, key, "hand_over", hand_over, waybill=order.waybill)


@router.post(
    "/{code}/deliver",
    response=ANSWERS,
    summary="Đã trả thẻ tại quầy",
    description="Ghi họ tên người ký nhận; bưu gửi chỉ tính theo tin của bưu điện. Vai trò: cán bộ in và trả kết quả.",
)
def card_delivered(request: HttpRequest, code: str, order: DeliveryOrder, key: RequestKey) -> Done:
    """Record who signed at the desk."""
    told = {"signed_by": order.signed_by, "old_licence": order.old_licence}
    return do(request, code, order, key, "deliver", by_actor(deliver), **told)


@router.post(
    "/{code}/fail-pick-up",
    response=ANSWERS,
    summary="Chưa trả được thẻ tại quầy",
    description="Thẻ vẫn ở quầy, người dân được báo lý do. Vai trò: cán bộ in và trả kết quả.",
)
def pick_up_failed(request: HttpRequest, code: str, order: Reasoned, key: RequestKey) -> Done:
    """Record why the card could not be handed out at the desk."""
    return do(request, code, order, key, "fail_pick_up", fail_pick_up, reason=order.reason)


@router.post(
    "/{code}/take-back",
    response=ANSWERS,
    summary="Nhận lại thẻ do bưu điện chuyển hoàn",
    description="Thẻ đã về Sở, giao lại bằng «Chuyển trả kết quả». Vai trò: cán bộ in và trả kết quả.",
)
def card_came_back(request: HttpRequest, code: str, order: Order, key: RequestKey) -> Done:
    """Record that the post returned the card."""
    return do(request, code, order, key, "take_back", by_actor(take_back))


@router.post(
    "/{code}/lose-card",
    response=ANSWERS,
    summary="Bưu điện làm thất lạc thẻ",
    description="Ghi căn cứ; thẻ được in lại trên phôi khác, không thu thêm tiền. Vai trò: lãnh đạo.",
)
def card_lost(request: HttpRequest, code: str, order: Reasoned, key: RequestKey) -> Done:
    """Record that the post lost the card."""
    return do(request, code, order, key, "lose_card", by_actor(lose_card), reason=order.reason)
