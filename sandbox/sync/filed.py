"""A dossier that a person filed at the portal, as it is sent on, and what its files hold."""

from io import BytesIO
from typing import Any

from PIL import Image

from sandbox.licences.portrait import portrait
from sandbox.people.person import Person
from sandbox.people.provinces import Province
from sandbox.wire import compact

PROCEDURE = "1.002809"


def message(person: Person, home: Province, *, code: str, filed: str) -> dict[str, Any]:
    """What the portal sends on of a dossier filed at the moment `filed`, but for its files."""
    licence = person.licences[0]
    numbers = [{"LoaiDinhDanh": "1", "SoDinhDanh": person.cccd}]
    if person.portal_cmnd:
        numbers.append({"LoaiDinhDanh": "2", "SoDinhDanh": person.portal_cmnd})
    return {
        "MaHoSo": code,
        "MaTTHC": f"{PROCEDURE}.{home.agency_code}",
        "MaCoQuanThucHien": home.agency,
        "MaDoiTuong": person.tech_id,
        "ChuHoSo": person.name,
        "NgaySinh": compact(person.born),
        "GioiTinh": "0" if person.sex == "M" else "1",
        "DinhDanhCHS": numbers,
        "DiaChi": person.address,
        "SoDienThoai": person.phone,
        "Email": person.email,
        "NgayNopHoSo": filed,
        "HinhThuc": "1",
        "DiaChiNhanKetQua": person.address,
        "SoGPLX": licence.number,
        "HangGPLX": licence.licence_class,
        "NgayCapGPLX": compact(licence.issued),
        "NgayHetHanGPLX": compact(licence.expires) or "",
    }


def content_of(person: Person, kind: str) -> tuple[str, bytes]:
    """A portrait, or a blank sheet as PDF for whatever is a paper."""
    if kind == "photo":
        return "image/jpeg", portrait(index=person.index, sex=person.sex)
    out = BytesIO()
    Image.new("RGB", (420, 594), "white").save(out, "PDF")
    return "application/pdf", out.getvalue()
