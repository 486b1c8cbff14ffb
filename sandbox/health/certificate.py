"""The record of a driver health certificate, and what makes one unacceptable."""

import base64
import re
from typing import Any

from sandbox.people.person import Exam, Person
from sandbox.wire import is_moment

Record = dict[str, Any]

REQUIRED = (
    "SO", "HOTEN", "GIOITINHVAL", "NGAYSINH", "DIACHITHUONGTRU", "MATINH_THUONGTRU", "MAXA_THUONGTRU",
    "SOCMND_PASSPORT", "NGAYTHANGNAMCAPCMND", "NOICAP", "IDBENHVIEN", "BENHVIEN", "NONGDOCON", "DVINONGDOCON",
    "MATUY", "NGAYKETLUAN", "BACSYKETLUAN", "KETLUAN", "HANGBANGLAI", "STATE", "SIGNDATA",
)  # fmt: skip
CODES = {
    "GIOITINHVAL": ("0", "1"),
    "DVINONGDOCON": ("0", "1"),
    "MATUY": ("0", "1"),
    "KETLUAN": ("A0-1", "A0-2", "A0-3"),
    "STATE": ("ADD", "EDIT"),
    "HANGBANGLAI": (
        "A1", "A2", "A3", "A4", "B1", "B2", "C", "D", "E", "FB2", "FC", "FD", "FE",
        "A", "A.03", "B", "B0.1", "BE", "C1", "CE", "C1E", "D1", "D2", "D1E", "D2E", "DE",
    ),
}  # fmt: skip
DAYS = ("NGAYSINH", "NGAYTHANGNAMCAPCMND", "NGAYKETLUAN")
NUMBER = re.compile(r"[0-9]{5}/GKSKLX/([0-9A-Z]{5})/[0-9]{2}")


def certificate(*, person: Person, exam: Exam) -> Record:
    """An exam of the population as the database holds it; the facility took the CCCD."""
    day = "%d/%m/%Y"
    return {
        "UUID": exam.uuid,
        "SO": exam.number,
        "HOTEN": person.name,
        "GIOITINHVAL": "0" if person.sex == "M" else "1",
        "NGAYSINH": person.born.strftime(day),
        "DIACHITHUONGTRU": person.address,
        "MATINH_THUONGTRU": person.home.code,
        "MAHUYEN_THUONGTRU": person.area_code[2:],
        "MAXA_THUONGTRU": f"9{person.area_code[2:]}0",
        "SOCMND_PASSPORT": person.cccd,
        "NGAYTHANGNAMCAPCMND": person.cccd_issued.strftime(day),
        "NOICAP": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "IDBENHVIEN": exam.facility,
        "BENHVIEN": exam.facility_name,
        "NONGDOCON": "0",
        "DVINONGDOCON": "0",
        "MATUY": "0",
        "NGAYKETLUAN": exam.concluded.strftime(day),
        "BACSYKETLUAN": "Bác sĩ Mẫu Kết Luận",
        "KETLUAN": exam.conclusion,
        "HANGBANGLAI": exam.licence_class,
        "NGAYKHAMLAI": "",
        "LYDO": "Thị lực không đạt (hồ sơ thực hành)" if exam.conclusion == "A0-2" else "",
        "TINHTRANGBENH": "",
        "STATE": "ADD",
    }


def fault(*, record: Record) -> str | None:
    """What is wrong with a facility's submission, or None."""
    missing = [name for name in REQUIRED if not isinstance(record.get(name), str) or not record[name]]
    if missing:
        return f"Thiếu hoặc sai kiểu: {', '.join(missing)}"
    for name, codes in CODES.items():
        if record[name] not in codes:
            return f"{name} không hợp lệ: {record[name]}"
    wrong_days = [name for name in DAYS if not is_moment(record[name], "%d/%m/%Y")]
    if wrong_days:
        return f"Ngày phải viết dd/MM/yyyy: {', '.join(wrong_days)}"
    number = NUMBER.fullmatch(record["SO"])
    if number is None or number[1] != record["IDBENHVIEN"]:
        return "SO phải theo mẫu NNNNN/GKSKLX/<mã cơ sở>/YY và mang mã của cơ sở gửi"
    return None if _is_xml(record["SIGNDATA"]) else "SIGNDATA phải là Base64 của XML đã ký"


def _is_xml(signed: str) -> bool:
    if signed == "test":
        return True
    try:
        return base64.b64decode(signed, validate=True).lstrip(b"\xef\xbb\xbf \n").startswith(b"<")
    except ValueError:
        return False
