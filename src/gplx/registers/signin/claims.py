"""The portal's claims in our terms."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from gplx.ground.names import composed
from gplx.registers.signin.port import CitizenClaims, UnableToSignIn
from gplx.registers.wire_text import day_from_compact
from gplx.rules.identity import sex_of

_SEXES: dict[str, Literal["male", "female"]] = {"nam": "male", "nữ": "female"}
_CITIZEN = "1"


def citizen(claims: Mapping[str, Any]) -> CitizenClaims:
    """The claims of *userinfo* as a citizen; raises ``UnableToSignIn`` for businesses, organisations and the
    nameless.
    """
    if (_text(claims, "LoaiTaiKhoan") or _CITIZEN) != _CITIZEN:
        raise UnableToSignIn("not_a_citizen", "the account belongs to a business or an organisation")
    name = _text(claims, "HoVaTen")
    if not name:
        raise UnableToSignIn("untrusted", "the portal gave no name")
    return CitizenClaims(
        subject=claims["sub"],
        tech_id=_text(claims, "TechID") or claims["sub"],
        name=name,
        number12=_text(claims, "SoDinhDanh"),
        number9=_text(claims, "SoCMND"),
        passport=_text(claims, "HoChieu"),
        born=_day(_text(claims, "NgayThangNamSinh")),
        sex=_sex(_text(claims, "GioiTinh"), _text(claims, "SoDinhDanh")),
        email=_text(claims, "ThuDienTu"),
        phone=_text(claims, "SoDienThoai"),
        address=_text(claims, "ThuongTru") or _text(claims, "DiaChi"),
        nationality=_text(claims, "QuocTich"),
        level=_text(claims, "loAs"),
    )


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    if isinstance(value, list):
        value = ",".join(str(part) for part in value)
    if isinstance(value, dict):
        # An address in parts, as the population database writes it: codes, and this line in words.
        value = value.get("ChiTiet")
    return None if value is None else composed(str(value)) or None


def _sex(told: str | None, number: str | None) -> Literal["male", "female"] | None:
    """As the account says; where it says nothing, as the personal number was given (NĐ 137/2015/NĐ-CP Art 13)."""
    return _SEXES.get(told.casefold()) if told else sex_of(number or "")


def _day(text: str | None) -> date | None:
    try:
        return day_from_compact(text or "")
    except ValueError:
        # Some accounts know the year alone: as good as unknown, and no reason to turn anybody away.
        return None
