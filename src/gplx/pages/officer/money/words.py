"""The words of money: why it goes back, where it stands, what a difference is and what to do about it."""

from django.utils.translation import gettext_lazy as _

from gplx.fees.books import models as books
from gplx.fees.reconciliation.models import (
    AMOUNT,
    DOUBLE,
    MISSING_HERE,
    MISSING_THERE,
    PLATFORM,
    STATE,
    TREASURY,
    VNPAY,
)
from gplx.fees.refunds.models import ACCOUNT, CANCELLED, CHECK, ORDERED, PAID, PREPARED, READY, RELEASED
from gplx.pages.kit.fields import Text

WHY: dict[str, Text] = {
    "refused": _("Hồ sơ bị từ chối"),
    "withdrawn": _("Người dân rút hồ sơ"),
    "ended": _("Hồ sơ kết thúc, không cấp giấy phép"),
    "paid_twice": _("Nộp hai lần"),
    "paid_late": _("Tiền đến sau khi hồ sơ kết thúc"),
    "surplus": _("Nộp cao hơn lệ phí"),
    "unknown_money": _("Tiền không ứng với lệ phí"),
}
REFUNDS: dict[str, tuple[Text, str]] = {
    ACCOUNT: (_("Chờ người dân xác nhận tài khoản"), "orange"),
    CHECK: (_("Cần kiểm tra chủ tài khoản"), "yellow"),
    READY: (_("Sẵn sàng lập lệnh"), "blue"),
    ORDERED: (_("Trong lệnh hoàn trả"), "blue"),
    PAID: (_("Kho bạc đã hoàn"), "green"),
}
ORDERS: dict[str, tuple[Text, str]] = {
    PREPARED: (_("Chờ người thứ hai duyệt"), "orange"),
    RELEASED: (_("Đã gửi Kho bạc"), "green"),
    CANCELLED: (_("Đã rút lại"), "grey"),
}
NAMES: dict[str, Text] = {
    "same": _("trùng với họ tên người đề nghị"),
    "near": _("gần trùng với họ tên người đề nghị (khác dấu hoặc cách viết)"),
    "different": _("khác họ tên người đề nghị"),
}
# Each account with its sign: what belongs or is owed to others stands in the books as a credit.
BALANCES: dict[str, tuple[Text, int]] = {
    books.DUE: (_("Còn phải thu"), 1),
    books.PLATFORM: (_("Ở nền tảng thanh toán"), 1),
    books.GATEWAY: (_("Ở cổng thanh toán khác"), 1),
    books.CASH: (_("Tiền mặt tại quầy"), 1),
    books.TREASURY: (_("Đã về Kho bạc"), 1),
    books.BUDGET: (_("Của ngân sách"), -1),
    books.REFUND_DUE: (_("Phải hoàn trả"), -1),
    books.ORDERED: (_("Đang hoàn qua Kho bạc"), -1),
    books.REFUNDED: (_("Kho bạc đã hoàn"), -1),
    books.DIFFERENCES: (_("Chênh lệch chưa rõ"), -1),
}
SIDES: dict[str, Text] = {
    PLATFORM: _("Nền tảng thanh toán"),
    VNPAY: _("Cổng thanh toán VNPay"),
    TREASURY: _("Kho bạc Nhà nước"),
}
KINDS: dict[str, Text] = {
    MISSING_HERE: _("Thiếu ở sổ của Sở"),
    MISSING_THERE: _("Thiếu ở sao kê"),
    AMOUNT: _("Lệch số tiền"),
    STATE: _("Lệch trạng thái"),
    DOUBLE: _("Ghi hai lần"),
}
TO_DO: dict[tuple[str, str], Text] = {
    (PLATFORM, MISSING_HERE): _(
        "Nền tảng giữ một khoản mà Sở không yêu cầu. Hỏi nền tảng khoản này của ai; không ai nhận thì đề nghị trả lại."
    ),
    (PLATFORM, MISSING_THERE): _(
        "Sở ghi đã thu nhưng sao kê không có. Đối soát lại ngày sau; vẫn thiếu thì yêu cầu bổ sung sao kê."
    ),
    (PLATFORM, AMOUNT): _(
        "Số tiền đã nộp khác lệ phí. Hoàn lại cho người nộp, rồi để người nộp thanh toán lại đúng số."
    ),
    (PLATFORM, STATE): _(
        "Hai bên ghi trạng thái khác nhau. Hệ thống đã hỏi lại nền tảng; đối soát lại sau khi có trả lời."
    ),
    (PLATFORM, DOUBLE): _("Nền tảng thu hai lần cho cùng một yêu cầu. Hoàn lại khoản thứ hai cho người nộp."),
    (VNPAY, MISSING_HERE): _(
        "VNPay giữ một khoản mà Sở không yêu cầu. Hỏi VNPay khoản này của ai; không ai nhận thì đề nghị trả lại."
    ),
    (VNPAY, MISSING_THERE): _(
        "Sở ghi đã thu nhưng sao kê của VNPay không có. Đối soát lại ngày sau; vẫn thiếu thì yêu cầu bổ sung sao kê."
    ),
    (VNPAY, AMOUNT): _(
        "Số tiền nộp qua VNPay khác lệ phí. Hoàn lại cho người nộp, rồi để người nộp thanh toán lại đúng số."
    ),
    (VNPAY, STATE): _(
        "VNPay và Sở ghi trạng thái khác nhau. Hệ thống đã hỏi lại VNPay; đối soát lại sau khi có trả lời."
    ),
    (VNPAY, DOUBLE): _("VNPay thu hai lần cho cùng một yêu cầu. Hoàn lại khoản thứ hai cho người nộp."),
    (TREASURY, MISSING_HERE): _("Kho bạc ghi một khoản mà Sở không có. Hỏi Kho bạc chứng từ gốc."),
    (TREASURY, MISSING_THERE): _(
        "Tiền của ngày chưa về tài khoản. Với tiền mặt: nộp vào Kho bạc; với tiền qua mạng: hỏi nền tảng."
    ),
    (TREASURY, AMOUNT): _(
        "Tiền về tài khoản khác số đã thu trong ngày. Đối chiếu từng khoản với nền tảng hoặc bảng kê quỹ."
    ),
    (TREASURY, STATE): _("Kho bạc và Sở ghi trạng thái hoàn trả khác nhau. Tải lại trả lời của Kho bạc cho lệnh này."),
    (TREASURY, DOUBLE): _("Kho bạc chi hai lần cho một khoản hoàn. Liên hệ Kho bạc ngay để thu hồi."),
}
