"""The words of the office: states, acts, checks, and how near the due day is."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gplx.casework.checks import SCANNER, WAITING, Check
from gplx.dossiers.models import (
    APPROVED,
    CLOSED,
    EXAMINING,
    REFUSED,
    SUBMITTED,
    WITH_APPLICANT,
    WITHDRAWN,
    Dossier,
)

Word = tuple[str | Promise, str]

STATES: dict[str, Word] = {
    SUBMITTED: (_("Mới nộp"), "blue"),
    EXAMINING: (_("Đang thẩm định"), "blue"),
    WITH_APPLICANT: (_("Chờ người dân bổ sung"), "orange"),
    APPROVED: (_("Đã duyệt"), "green"),
    REFUSED: (_("Đã từ chối"), "red"),
    WITHDRAWN: (_("Người dân đã rút"), "grey"),
    CLOSED: (_("Đã trả kết quả"), "green"),
}

# What one does, as the button says it.
ACTS = {
    "accept": _("Tiếp nhận hồ sơ"),
    "refuse": _("Từ chối hồ sơ"),
    "ask_correction": _("Yêu cầu bổ sung"),
    "record_answer": _("Ghi nhận văn bản trả lời"),
    "refuse_file": _("Không chấp nhận giấy xác nhận số"),
    "ask_payment": _("Yêu cầu nộp lệ phí"),
    "pay": _("Thu lệ phí tại quầy"),
    "propose": _("Trình duyệt"),
    "send_back": _("Trả lại thẩm định"),
    "approve": _("Phê duyệt"),
    "postpone": _("Xin lỗi và hẹn lại"),
    "progress": _("Ghi tiến độ xử lý"),
    "print_card": _("In thẻ"),
    "hand_over": _("Chuyển trả thẻ"),
    "change_delivery": _("Đổi cách nhận kết quả"),
    "take_back": _("Nhận lại thẻ do bưu điện chuyển hoàn"),
    "lose_card": _("Ghi nhận bưu điện làm thất lạc thẻ"),
    "fail_pick_up": _("Ghi nhận chưa trả được thẻ"),
    "deliver": _("Trả thẻ tại Sở"),
    "transfer": _("Chuyển Sở khác"),
    "reopen": _("Xử lý lại hồ sơ"),
}

# What waits to be done, as the queue says it. The fee is asked for by itself; where it was not, a check is not good.
STEPS = ACTS | {"ask_payment": _("Còn mục kiểm tra chưa đạt")}

# What was done, as the history says it.
DONE = {
    "ask_help": _("Người dân nhờ giúp điền"),
    "give_help": _("Nhận giúp điền hồ sơ"),
    "take_back_help": _("Người dân thôi nhờ giúp"),
    "expire": _("Bản nháp hết hạn"),
    "submit": _("Nộp hồ sơ"),
    "ask_payment": _("Yêu cầu nộp lệ phí"),
    "pay": _("Nộp lệ phí"),
    "accept": _("Tiếp nhận"),
    "refuse": _("Từ chối"),
    "ask_correction": _("Yêu cầu bổ sung"),
    "correct": _("Bổ sung hồ sơ"),
    "record_answer": _("Ghi nhận văn bản trả lời"),
    "refuse_file": _("Không nhận một tệp, yêu cầu gửi lại"),
    "propose": _("Trình duyệt"),
    "send_back": _("Trả lại thẩm định"),
    "approve": _("Phê duyệt"),
    "postpone": _("Hẹn lại ngày trả"),
    "progress": _("Ghi tiến độ xử lý"),
    "print_card": _("In thẻ"),
    "hand_over": _("Chuyển trả thẻ"),
    "change_delivery": _("Đổi cách nhận kết quả"),
    "fail_delivery": _("Bưu điện chưa giao được thẻ"),
    "take_back": _("Nhận lại thẻ từ bưu điện"),
    "lose_card": _("Thẻ bị thất lạc, in lại"),
    "fail_pick_up": _("Chưa trả được thẻ tại Sở"),
    "deliver": _("Trả kết quả"),
    "withdraw": _("Rút hồ sơ"),
    "transfer": _("Chuyển Sở khác"),
    "reopen": _("Xử lý lại"),
}

VERDICTS: dict[str, Word] = {
    "ok": (_("Đạt"), "green"),
    "near": (_("Gần giống"), "yellow"),
    "waiting": (_("Chưa trả lời"), "yellow"),
    "officer": (_("Cần cán bộ xem"), "blue"),
    "held": (_("Có biện pháp đang áp dụng"), "orange"),
    "missing": (_("Thiếu"), "red"),
    "bad": (_("Không đạt"), "red"),
}

CHECKS = {
    "licence": _("Giấy phép lái xe"),
    "eligibility": _("Điều kiện đổi"),
    "health": _("Sức khỏe"),
    "police": _("Vi phạm: cảnh sát giao thông"),
    "inspectorate": _("Vi phạm: thanh tra giao thông"),
    "photo": _("Ảnh chân dung"),
    "delivery": _("Nhận kết quả"),
}


DOCUMENTS = {
    "photo": _("Ảnh chân dung"),
    "health_paper": _("Giấy khám sức khỏe (ảnh)"),
    "health_copy": _("Giấy khám sức khỏe (bản chứng thực điện tử)"),
    "number_paper": _("Giấy xác nhận số CMND"),
    "answer_paper": _("Văn bản trả lời"),
    "fee_bill": _("Biên lai của nền tảng thanh toán"),
}

# What the virus scanner said of a file.
SCANS: dict[str, Word] = {
    "unscanned": (_("Chưa quét vi-rút"), "grey"),
    "pending": (_("Đang kiểm tra vi-rút"), "yellow"),
    "clean": (_("Không có vi-rút"), "green"),
    "infected": (_("Có vi-rút, đã hủy"), "red"),
    "unscannable": (_("Không kiểm tra được vi-rút"), "red"),
}

EXCHANGES: dict[str, Word] = {
    "wanted": (_("Chờ gửi"), "blue"),
    "sent": (_("Chờ trả lời"), "blue"),
    "answered": (_("Đã trả lời"), "green"),
    "refused": (_("Bị từ chối"), "red"),
    "given_up": (_("Đã ngừng hỏi"), "red"),
}

MESSAGES: dict[str, Word] = {
    "wanted": (_("Đang gửi"), "blue"),
    "sent": (_("Đã gửi"), "green"),
    "failed": (_("Không gửi được"), "red"),
}

SOURCES = {
    "portal": _("Cổng Dịch vụ công"),
    "register": _("CSDL giấy phép lái xe"),
    "chip_qr": _("mã QR thẻ căn cước"),
    "paper": _("giấy xác nhận"),
    "officer": _("cán bộ đối chiếu"),
    "typed": _("tự khai"),
}

MATCHES = {
    "strong": _("Khớp chắc chắn"),
    "middling": _("Chưa chắc chắn: số giấy tờ khác"),
    "none": _("Không khớp"),
    "unknown": _("Chưa đối chiếu được"),
}

REASONS = {
    "expiring": _("Sắp hết hạn hoặc mới quá hạn"),
    "damaged": _("Bị hỏng, mờ, rách"),
    "data_changed": _("Thông tin cá nhân đã thay đổi"),
    "paper_to_pet": _("Đổi từ giấy sang thẻ nhựa"),
    "downgrade": _("Đổi xuống hạng thấp hơn"),
}

PAYMENTS = {
    "open": _("chờ nộp"),
    "paid": _("đã nộp"),
    "cancelled": _("đã hủy"),
    "failed": _("không thành công"),
}

MEASURES = {
    "seized": _("Tạm giữ giấy phép"),
    "stripped": _("Tước quyền sử dụng giấy phép"),
    "unpaid_fine": _("Tiền phạt chưa nộp"),
    "unresolved": _("Vi phạm chưa giải quyết"),
}


# What an officer reads where the sentence of a check speaks to the applicant: what is the matter, what to do.
TO_DO = {
    ("licence", "officer"): _("Người dân đã gửi giấy xác nhận số CMND. Vui lòng đối chiếu rồi ghi nhận."),
    ("licence", "near"): _("Họ tên trong cơ sở dữ liệu chỉ gần giống. Vui lòng xem chỗ khác ở mục Người đề nghị."),
    ("licence", "missing"): _("Giấy phép đứng tên một số giấy tờ chưa chứng minh là của người này."),
    ("licence", "waiting"): _("Cơ sở dữ liệu chưa trả lời. Hệ thống tự hỏi lại."),
    ("health", "officer"): _("Người dân đã gửi giấy khám sức khỏe. Vui lòng kiểm tra tệp rồi ghi nhận."),
    ("police", "waiting"): _("Chưa trả lời. Có thể hỏi lại, hoặc ghi nhận văn bản trả lời."),
    ("inspectorate", "waiting"): _("Chưa trả lời. Có thể hỏi lại, hoặc ghi nhận văn bản trả lời."),
    ("police", "held"): _("Có biện pháp đang áp dụng; xem mục Vi phạm."),
    ("inspectorate", "held"): _("Có biện pháp đang áp dụng; xem mục Vi phạm."),
}
FILE_WAITS = _("Tệp đang được kiểm tra vi-rút; chưa mở xem được.")
BY_APPLICANT = {"photo": _("Người đề nghị"), "delivery": _("Người đề nghị")}


def says(check: Check) -> str | Promise:
    """The sentence of a check, to an officer."""
    if check.verdict == WAITING and check.source == SCANNER:
        return FILE_WAITS
    if check.again:
        return say(check.says)
    told = TO_DO.get((check.name, check.verdict)) or say(check.says)
    return f"{told} ({check.article})" if check.article else told


def source(check: Check) -> str | Promise:
    """By whose word it is."""
    return say(check.source) if check.source == SCANNER else BY_APPLICANT.get(check.name) or say(check.source)


def state_of(dossier: Dossier) -> Word:
    """Where the dossier stands: its state, told more exactly by its facts."""
    if dossier.state == SUBMITTED and dossier.payment_asked_at:
        return (_("Đã nộp lệ phí"), "blue") if dossier.paid_at else (_("Chờ nộp lệ phí"), "orange")
    if dossier.state == EXAMINING and dossier.proposed_at:
        return (_("Đã trình duyệt"), "blue")
    if dossier.state == APPROVED and dossier.printed_at:
        return (_("Đang chuyển trả") if dossier.handed_over_at else _("Đã in thẻ"), "green")
    return STATES[dossier.state]


def due(dossier: Dossier, *, today: date) -> Word:
    """How near the day is by which the dossier must be done: a word, and a colour that helps it."""
    if dossier.ended_at is not None or dossier.due_on is None:
        return (_("Đã ngừng tính hạn"), "grey")
    days = (dossier.due_on - today).days
    if days < 0:
        return (ngettext("Quá hạn %(n)s ngày", "Quá hạn %(n)s ngày", -days) % {"n": -days}, "red")
    if days == 0:
        return (say("Hạn hôm nay"), "orange")
    return (ngettext("Còn %(n)s ngày", "Còn %(n)s ngày", days) % {"n": days}, "yellow" if days == 1 else "grey")
