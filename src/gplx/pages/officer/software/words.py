"""The words of the pages about a department's own software."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gplx.casework.try_software import BAD, GOOD, SLOW, SLOWLY, TRIALS, WAITING, Finding
from gplx.offices.models import BUILT_IN, OWN_SOFTWARE
from gplx.pages.officer.words import DONE, Word
from gplx.registers.models import ANSWERED, Exchange

MODES = {
    BUILT_IN: _("Xử lý trên trang của GPLX; phần mềm riêng (nếu có) chỉ đọc hồ sơ"),
    OWN_SOFTWARE: _("Xử lý trên phần mềm riêng của Sở; trang của GPLX chỉ để xem"),
}

VERDICTS: dict[str, Word] = {
    WAITING: (_("Chưa thấy"), "grey"),
    GOOD: (_("Đạt"), "green"),
    SLOWLY: (_("Chậm"), "yellow"),
    BAD: (_("Chưa đạt"), "red"),
}

NAMES = {
    "signed": _("Nhận tin ký đúng"),
    "again": _("Nhận lại đúng tin đó lần thứ hai"),
    "forged": _("Từ chối tin ký sai"),
    "stale": _("Từ chối tin ký đúng nhưng đã cũ"),
    "login": _("Đăng nhập mapi/login"),
    "DanhSachHoSo": _("Lấy danh sách hồ sơ"),
    "TraCuuHoSo": _("Tra cứu một hồ sơ"),
    "LayTaiLieuHoSo": _("Lấy tài liệu của hồ sơ"),
}

# What a trial shows by the way in which it ended, and what to do.
SAYS = {
    ("signed", "takes"): _("Phần mềm trả lời HTTP %(status)s sau %(ms)s mili giây."),
    ("signed", "refuses"): _(
        "Phần mềm từ chối tin ký đúng (HTTP %(status)s). Vui lòng kiểm tra bí mật đang dùng, và chữ ký tính trên "
        "webhook-id.webhook-timestamp.nội dung, đúng từng byte đã nhận."
    ),
    ("again", "takes"): _("Tin gửi lại được trả lời là đã nhận (HTTP %(status)s)."),
    ("again", "refuses"): _(
        "Tin gửi lại bị từ chối (HTTP %(status)s). GPLX gửi lại khi không nhận được trả lời: vui lòng nhận ra webhook-id đã xử lý "
        "và trả lời 2xx."
    ),
    ("forged", "refuses"): _("Tin ký sai bị từ chối (HTTP %(status)s)."),
    ("forged", "takes"): _(
        "Phần mềm nhận cả tin ký sai (HTTP %(status)s): ai cũng có thể giả tin của GPLX. Vui lòng kiểm tra webhook-signature trước "
        "khi đọc nội dung, và trả lời 401 khi sai."
    ),
    ("stale", "refuses"): _("Tin cũ bị từ chối (HTTP %(status)s)."),
    ("stale", "takes"): _(
        "Phần mềm nhận tin đã ký từ 15 phút trước (HTTP %(status)s): người chép được tin có thể gửi lại. Vui lòng từ chối tin có "
        "webhook-timestamp cách giờ thật quá 5 phút."
    ),
}
FAILS = _("Phần mềm gặp lỗi (HTTP %(status)s). Vui lòng xem nhật ký của phần mềm ở thời điểm này.")
SILENT = _(
    "Phần mềm không trả lời kịp, hoặc không kết nối được. Vui lòng kiểm tra địa chỉ, tường lửa, chứng thư TLS; trả lời ngay rồi xử "
    "lý sau."
)
TOO_SLOW = _("Nên trả lời trong %(most)s mili giây: nhận tin, trả lời ngay, rồi xử lý sau.")
NOT_SEEN_TRIAL = _("Đang gửi.")
NOT_SEEN_READ = _("Chưa thấy phần mềm gọi từ khi bắt đầu kiểm tra. Vui lòng cho phần mềm chạy việc này.")
NOT_SEEN_ACT = _("Chưa thấy phần mềm làm bước này từ khi bắt đầu kiểm tra. Vui lòng làm với một hồ sơ thực hành.")


def name_of(finding: Finding) -> str | Promise:
    """What was checked."""
    return NAMES.get(finding.name) or say("Bước: %(act)s") % {"act": DONE[finding.name]}


def says(finding: Finding) -> str | Promise:
    """What it shows, and what to do."""
    if finding.name in TRIALS:
        return _of_trial(finding)
    if finding.verdict == WAITING:
        return NOT_SEEN_ACT if finding.name in DONE else NOT_SEEN_READ
    if finding.verdict == BAD:
        return say("Phần mềm đã gọi và bị từ chối: %(says)s") % {"says": say(finding.says)}
    return say("Phần mềm đã làm được.")


def _of_trial(finding: Finding) -> str | Promise:
    if finding.verdict == WAITING:
        return NOT_SEEN_TRIAL
    told = SAYS.get((finding.name, finding.end)) or (SILENT if finding.end == "silent" else FAILS)
    said = say(str(told)) % {"status": finding.status, "ms": finding.milliseconds}
    return f"{said} {TOO_SLOW % {'most': SLOW}}" if finding.verdict == SLOWLY else said


def answer_of(exchange: Exchange) -> str:
    """What a department's software answered to a message."""
    if exchange.state == ANSWERED:
        return say("Đã nhận") if (exchange.answer or {}).get("taken", True) else say("Không gửi vì đã ngừng báo tin")
    status = re.search(r"HTTP \d{3}", exchange.error)
    if status:
        return status[0]
    return say("Không trả lời, hoặc không kết nối được") if exchange.error else say("Chưa có")
