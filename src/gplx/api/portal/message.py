"""A dossier as a portal files it here: the fields on the wire, and what is read from them. Sentences name the field that is wrong."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec import UNSET, Struct, UnsetType, field

from gplx.casework.receive_from_portal import Card, File, Filed, Person
from gplx.casework.take_portal_file import FILES
from gplx.documents.changes import LARGEST
from gplx.documents.checks import JPEG, PDF, PNG, UnableToKeepFile, true_type
from gplx.documents.models import PHOTO
from gplx.dossiers.models import DESK, POST
from gplx.fees.changes import PROCEDURE
from gplx.ground.clock import today
from gplx.ground.names import composed
from gplx.offices.models import Department
from gplx.offices.questions import departments_online
from gplx.registers.sync.incoming import is_of_portal
from gplx.registers.sync.portals import department_of
from gplx.registers.sync.session import SyncAddress
from gplx.registers.wire_text import optional_day_from_compact
from gplx.rules.identity import check_licence_number, check_number
from gplx.rules.law import COVERED_FROM, LAW

_CODE = re.compile(r"[0-9A-Z]{3}(?:\.[0-9A-Z]{2,3}){0,3}-[0-9]{6}-[0-9]{4,7}", re.ASCII)
_PROCEDURE = re.compile(rf"{re.escape(PROCEDURE)}(\.[0-9A-Za-z.]{{1,40}})?", re.ASCII)
_TECH_ID = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
_PHONE = re.compile(r"\+?[0-9]{9,12}", re.ASCII)
_PAPERS = ("cccd", "cmnd", "passport")
# The wire writes them in three ways (FORMATS, traps).
_SEXES = {"0": "male", "1": "female", "m": "male", "f": "female", "nam": "male", "nữ": "female"}


class UnableToReceive(Exception):
    """The message is not what a dossier needs; the text says what is wrong with it."""


class Number(Struct, frozen=True):
    """One identity number."""

    number: str = field(name="SoDinhDanh")


class SentFile(Struct, frozen=True):
    """A file, by its address at the portal or in Base64."""

    component: str = field(name="MaThanhPhanHoSo")
    name: str = field(name="TenTepDinhKem", default="")
    url: str = field(name="DuongDanTaiTepTin", default="")
    content: str | UnsetType = field(name="Base64", default=UNSET)


class Message(Struct, frozen=True):
    """What the portal sends."""

    code: str = field(name="MaHoSo")
    procedure: str = field(name="MaTTHC")
    agency: str = field(name="MaCoQuanThucHien")
    tech_id: str = field(name="MaDoiTuong")
    name: str = field(name="ChuHoSo")
    born: str = field(name="NgaySinh")
    sex: str = field(name="GioiTinh")
    numbers: tuple[Number, ...] = field(name="DinhDanhCHS")
    phone: str = field(name="SoDienThoai")
    licence_number: str = field(name="SoGPLX")
    licence_class: str = field(name="HangGPLX")
    issued: str = field(name="NgayCapGPLX")
    expires: str = field(name="NgayHetHanGPLX", default="")
    email: str = field(name="Email", default="")
    address: str = field(name="DiaChi", default="")
    by_post: str = field(name="HinhThuc", default="0")
    delivery_address: str = field(name="DiaChiNhanKetQua", default="")
    filed_at: str = field(name="NgayNopHoSo", default="")
    files: tuple[SentFile, ...] = field(name="TaiLieuNop", default=())


@dataclass(frozen=True, kw_only=True)
class Portal:
    """The portal that sends: its register, and where its files lie."""

    register: str
    at: SyncAddress


def filed(message: Message, *, portal: Portal, body: dict[str, Any]) -> Filed:
    """What was filed, in our terms; ``UnableToReceive`` with a sentence for what is missing, malformed or none of ours."""
    _need(_CODE.fullmatch(message.code) and len(message.code) <= 40, "MaHoSo không đúng cấu trúc.")
    _need(_PROCEDURE.fullmatch(message.procedure), f"MaTTHC: ở đây chỉ tiếp nhận thủ tục {PROCEDURE}.")
    by_post = message.by_post == "1"
    _need(message.by_post in ("0", "1"), "HinhThuc phải là 0 hoặc 1.")
    address = composed(message.delivery_address or message.address)
    _need(not by_post or address, "DiaChiNhanKetQua: trả kết quả qua bưu điện thì cần địa chỉ nhận.")
    _need(len(address) <= 200 and len(message.address) <= 200, "DiaChi và DiaChiNhanKetQua dài tối đa 200 ký tự.")
    return Filed(
        code=message.code,
        portal=portal.register,
        department=_department(message.agency, portal),
        person=_person(message),
        card=_card(message),
        delivery=POST if by_post else DESK,
        delivery_address=address if by_post else "",
        files=tuple(_files(message, portal)),
        body=body,
    )


def _need(good: object, sentence: str) -> None:
    if not good:
        raise UnableToReceive(sentence)


def _department(agency: str, portal: Portal) -> Department:
    """A department online, named by its own code or its province's, whole or short; of a provincial portal only its own."""
    own = department_of(portal.register)
    for one in departments_online():
        names = (one.agency_code, f"000.00.00.{one.id}", one.id)
        if agency in names and own in (None, one.id):
            return one
    raise UnableToReceive("MaCoQuanThucHien: không có Sở này, hoặc Sở chưa tiếp nhận trực tuyến.")


def _person(message: Message) -> Person:
    name, sex = composed(message.name), _SEXES.get(composed(message.sex).casefold(), "")
    checked = [check_number(one.number) for one in message.numbers]
    numbers = tuple(one.number for one in checked if one.kind in _PAPERS)
    _need(_TECH_ID.fullmatch(message.tech_id), "MaDoiTuong: cần mã tài khoản của công dân tại Cổng (TechID).")
    _need(name and len(name) <= 80, "ChuHoSo: cần họ tên, dài tối đa 80 ký tự.")
    _need(sex, "GioiTinh phải là 0 (nam) hoặc 1 (nữ).")
    _need(numbers and len(numbers) == len(message.numbers), "DinhDanhCHS: cần số CCCD 12 số, CMND 9 số hoặc hộ chiếu.")
    _need(_PHONE.fullmatch(message.phone), "SoDienThoai: cần số điện thoại, chỉ gồm chữ số.")
    _need(len(message.email) <= 120, "Email dài tối đa 120 ký tự.")
    born = _day(message.born, "NgaySinh")
    _need(born is not None and born < today(), "NgaySinh phải trước hôm nay.")
    return Person(
        tech_id=message.tech_id,
        name=name,
        born=born or today(),
        sex=sex,
        numbers=numbers,
        address=composed(message.address),
        phone=message.phone,
        email=message.email,
    )


def _card(message: Message) -> Card:
    number = message.licence_number.replace(" ", "")
    issued, expires = _day(message.issued, "NgayCapGPLX"), _day(message.expires, "NgayHetHanGPLX")
    classes = {**LAW.value("classes.included", today()), **LAW.value("classes.included", COVERED_FROM)}
    _need(0 < len(number) <= 20 and not check_licence_number(number).hard_errors, "SoGPLX chỉ có chữ và số.")
    _need(message.licence_class in classes, "HangGPLX: không có hạng này.")
    if issued is None or issued > today():
        raise UnableToReceive("NgayCapGPLX: cần ngày cấp, không sau hôm nay.")
    _need(expires is None or expires >= issued, "NgayHetHanGPLX phải sau ngày cấp.")
    return Card(number=number, licence_class=message.licence_class, issued=issued, expires=expires)


def _day(text: str, name: str) -> date | None:
    try:
        return optional_day_from_compact(text)
    except ValueError:
        raise UnableToReceive(f"{name} phải viết yyyyMMdd.") from None


def _files(message: Message, portal: Portal) -> Iterator[File]:
    seen: set[str] = set()
    for sent in message.files:
        kind = _kind(sent.component, portal)
        _need(kind not in seen, f"TaiLieuNop: có hai tệp cho thành phần {sent.component}.")
        seen.add(kind)
        if isinstance(sent.content, str):
            yield File(kind=kind, data=_bytes(kind, sent.content))
        else:
            _need(is_of_portal(sent.url, portal.at), "TaiLieuNop: DuongDanTaiTepTin phải là địa chỉ tại Cổng.")
            _need(len(sent.url) <= 500, "TaiLieuNop: DuongDanTaiTepTin dài tối đa 500 ký tự.")
            yield File(kind=kind, url=sent.url)


def _kind(component: str, portal: Portal) -> str:
    """By the portal's own code for it, or by our name."""
    ours = {
        code: kind.partition("_")[0] if kind.startswith("health") else kind
        for kind, code in portal.at.components.items()
    }
    kind = ours.get(component, component)
    known = sorted({*ours, *FILES})
    _need(kind in FILES, f"TaiLieuNop: MaThanhPhanHoSo phải là một trong: {', '.join(known)}.")
    return kind


def _bytes(kind: str, content: str) -> bytes:
    try:
        data = base64.b64decode(content, validate=True)
        true_type(data=data, allowed=(JPEG, PNG) if kind == PHOTO else (PDF, JPEG, PNG), largest=LARGEST)
    except (binascii.Error, ValueError):
        raise UnableToReceive("TaiLieuNop: Base64 không đọc được.") from None
    except UnableToKeepFile as unable:
        raise UnableToReceive(f"TaiLieuNop: {unable}") from None
    return data
