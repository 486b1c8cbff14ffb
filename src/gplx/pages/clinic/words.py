"""The words for where a clinic stands, and for the groups of classes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gplx.ground.clock import today
from gplx.offices.models import APPLIED, APPROVED, REFUSED, SUSPENDED
from gplx.offices.provinces import provinces
from gplx.pages.kit.fields import Text
from gplx.rules.exams import classes_by_group

STATES: dict[str, tuple[Text, str]] = {
    APPLIED: (_("Chờ Sở Y tế xem xét"), "yellow"),
    APPROVED: (_("Đã kết nối"), "green"),
    REFUSED: (_("Bị từ chối"), "red"),
    SUSPENDED: (_("Tạm dừng"), "orange"),
}
HAPPENED: dict[str, Text] = {
    "apply": _("Cơ sở đăng ký kết nối"),
    "approve": _("Sở Y tế phê duyệt"),
    "refuse": _("Sở Y tế từ chối"),
    "suspend": _("Sở Y tế tạm dừng kết nối"),
    "resume": _("Sở Y tế cho kết nối lại"),
    "new_code": _("Sở Y tế cấp mã kích hoạt mới"),
    "activate": _("Bác sĩ kích hoạt tài khoản"),
    "password": _("Bác sĩ đổi mật khẩu cổng kết nối"),
    "certificate": _("Bác sĩ thêm chứng thư số"),
    "retire": _("Bác sĩ ngừng dùng chứng thư số"),
    "held_key": _("Hệ thống tạo khóa ký cho cơ sở"),
}


def check_letters(form: forms.Form, said: dict[str, Any]) -> None:
    """Signs that nobody sees cannot be signed, nor printed; pasted texts hold them now and then."""
    for name, text in said.items():
        if isinstance(text, str) and not all(sign.isprintable() or sign.isspace() for sign in text):
            form.add_error(name, _("Có ký tự không hiện ra được. Vui lòng xóa và gõ lại ô này."))


def provinces_by_name() -> dict[str, str]:
    """The provinces to choose from, by their GSO codes."""
    return {province.code: province.name for province in provinces()}


def groups() -> dict[str, str]:
    """The groups of classes of today's law, told by their classes."""
    return {str(group): ", ".join(names) for group, names in sorted(classes_by_group(on=today()).items())}
