"""The words for where a dossier stands, and the page that is next."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gplx.casework.send_again import still_owed
from gplx.dossiers.models import (
    APPROVED,
    CLOSED,
    DRAFT,
    EXAMINING,
    REFUSED,
    SUBMITTED,
    WITH_APPLICANT,
    WITHDRAWN,
    Dossier,
)
from gplx.fees.questions import waits_for_fee
from gplx.pages.kit.fields import Text

STATES = {
    DRAFT: (_("Chưa nộp"), "grey"),
    SUBMITTED: (_("Đã nộp, đang kiểm tra"), "blue"),
    EXAMINING: (_("Đang thẩm định"), "blue"),
    WITH_APPLICANT: (_("Chờ ông/bà bổ sung"), "orange"),
    APPROVED: (_("Đã duyệt"), "green"),
    REFUSED: (_("Bị từ chối"), "red"),
    WITHDRAWN: (_("Đã rút"), "grey"),
    CLOSED: (_("Đã trả kết quả"), "green"),
}
EXPIRED = (_("Bản nháp đã hết hạn"), "grey")
TO_PAY = (_("Chờ nộp lệ phí"), "orange")
TO_SEND_AGAIN = (_("Chờ ông/bà gửi lại tệp"), "orange")

REASONS = {
    "expiring": _("Sắp hết hạn hoặc mới quá hạn"),
    "damaged": _("Bị hỏng, mờ, rách"),
    "data_changed": _("Thông tin cá nhân đã thay đổi"),
    "paper_to_pet": _("Đổi từ giấy sang thẻ nhựa"),
    "downgrade": _("Đổi xuống hạng thấp hơn"),
}


def has_expired(dossier: Dossier) -> bool:
    """Whether it was given up as a draft."""
    return dossier.state == WITHDRAWN and dossier.submitted_at is None


def sends_again(dossier: Dossier) -> dict[str, str]:
    """What its owner has to send again while the dossier goes on, each part with its sentence."""
    return still_owed(dossier) if dossier.state in (SUBMITTED, EXAMINING) else {}


def status(dossier: Dossier) -> tuple[Text, str]:
    """The word for where the dossier stands, and the colour that helps it."""
    if has_expired(dossier):
        return EXPIRED
    if sends_again(dossier):
        return TO_SEND_AGAIN
    return TO_PAY if waits_for_fee(dossier) else STATES[dossier.state]


def next_page(dossier: Dossier) -> str:
    """The page on which its owner goes on."""
    by_state = {DRAFT: "tasks", WITH_APPLICANT: "correct"}
    name = "fee" if waits_for_fee(dossier) else by_state.get(dossier.state, "progress")
    return reverse(name, args=[dossier.id])
