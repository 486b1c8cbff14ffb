"""What others are called: who gave a licence, and the systems around the house."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gplx.licences.models import Licence
from gplx.offices.provinces import provinces
from gplx.pages.kit.fields import Text
from gplx.registers.sync.portals import department_of

REGISTERS: dict[str, Text] = {
    "licences": _("Cơ sở dữ liệu giấy phép lái xe"),
    "health": _("Cơ sở dữ liệu khám sức khỏe lái xe"),
    "police": _("Cục Cảnh sát giao thông"),
    "inspectorate": _("Thanh tra giao thông"),
    "payments": _("Nền tảng thanh toán trực tuyến"),
    "vnpay": _("Cổng thanh toán VNPay"),
    "treasury": _("Kho bạc Nhà nước"),
    "sync": _("Cổng Dịch vụ công Quốc gia"),
    "post": _("Bưu điện"),
    "sms": _("Tin nhắn"),
    "email": _("Thư điện tử"),
    "scanner": _("Hệ thống kiểm tra vi-rút"),
    "webhooks": _("Phần mềm của các Sở"),
}


def issued_by(licence: Licence) -> str:
    """The department that gave a licence: the register names it by its province's code."""
    known = {province.code: province.department for province in provinces()}
    return known.get(licence.province, licence.issued_by)


def system_name(register: str) -> Text:
    """A register in words; its own name where there are none."""
    department = department_of(register)
    home = next((one for one in provinces() if one.h_code == department), None)
    return (
        format_lazy(_("Cổng dịch vụ công của {province}"), province=home.name)
        if home
        else REGISTERS.get(register, register)
    )
