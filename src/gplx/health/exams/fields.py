"""The fields of a certificate as clinics' software sends them (*GKSKLX*): how each is written, and what is said where it is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gplx.ground.names import composed

SIGNATURE = "SIGNDATA"
IDENTITY_DAY = "NGAYTHANGNAMCAPCMND"
# The signed text of the published software writes the same field without its N; both are taken in both places.
OTHER_SPELLING = {"NGAYTHANGNAMCAPCMD": IDENTITY_DAY}

NUMBER = re.compile(r"[0-9]{5}/GKSKLX/([0-9A-Z]{5})/[0-9]{2}", re.ASCII)
_IDENTITY = re.compile(r"[0-9]{9}|[0-9]{12}|[A-Z]{1,2}[0-9A-Z]{5,10}", re.ASCII)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field, and what to do; the sentence never repeats a value."""

    field: str
    says: str

    def __str__(self) -> str:
        return f"{self.field}: {self.says}"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of text: the longest it may be, whether it may be empty, and the codes it may hold (none named: any text)."""

    longest: int
    optional: bool = False
    codes: tuple[str, ...] = ()


FIELDS: Mapping[str, Field] = {
    "SO": Field(longest=21),
    "HOTEN": Field(longest=80),
    "GIOITINHVAL": Field(longest=1, codes=("0", "1")),
    "NGAYSINH": Field(longest=10),
    "DIACHITHUONGTRU": Field(longest=250),
    "MATINH_THUONGTRU": Field(longest=10),
    "MAHUYEN_THUONGTRU": Field(longest=10, optional=True),  # no districts since 2025
    "MAXA_THUONGTRU": Field(longest=10),
    "SOCMND_PASSPORT": Field(longest=20),
    IDENTITY_DAY: Field(longest=10),
    "NOICAP": Field(longest=200),
    "IDBENHVIEN": Field(longest=5),
    "BENHVIEN": Field(longest=200),
    "NONGDOCON": Field(longest=12, optional=True),
    "DVINONGDOCON": Field(longest=1, optional=True, codes=("0", "1")),
    "MATUY": Field(longest=1, codes=("0", "1")),
    "NGAYKETLUAN": Field(longest=10),
    "BACSYKETLUAN": Field(longest=80),
    "KETLUAN": Field(longest=10),
    "HANGBANGLAI": Field(longest=80),
    "NGAYKHAMLAI": Field(longest=10, optional=True),
    "LYDO": Field(longest=500, optional=True),
    "TINHTRANGBENH": Field(longest=1000, optional=True),
    "STATE": Field(longest=4, codes=("ADD", "EDIT")),
}


def spelt(said: Mapping[str, Any]) -> dict[str, Any]:
    """The message with the fields that have two spellings under one; where both are there, the right one counts."""
    others = {right: said[other] for other, right in OTHER_SPELLING.items() if other in said}
    return others | {name: value for name, value in said.items() if name not in OTHER_SPELLING}


def texts(said: Mapping[str, Any]) -> tuple[dict[str, str], list[Fault]]:
    """Every field as composed text (missing: empty), and what is wrong with those that are none, too long, empty or no code."""
    values: dict[str, str] = {}
    faults: list[Fault] = []
    named = spelt(said)
    for name, field in FIELDS.items():
        value = named.get(name)
        # Numbers are what some software makes of codes; everything else that is no text means something was put together wrongly.
        if value is None or isinstance(value, str) or type(value) in (int, float):
            values[name] = "" if value is None else composed(str(value))
            faults += _of_text(name, field, values[name])
        else:
            values[name] = ""
            faults.append(Fault(name, "phải là chuỗi ký tự."))
    for other, right in OTHER_SPELLING.items():
        if right in said and other in said and said[right] != said[other]:
            faults.append(Fault(right, f"khác {other} trong cùng bản tin. Chỉ gửi một trong hai trường."))
    return values, faults


def _of_text(name: str, field: Field, value: str) -> list[Fault]:
    if not value:
        return [] if field.optional else [Fault(name, "chưa có. Đây là trường bắt buộc.")]
    if len(value) > field.longest:
        return [Fault(name, f"dài quá {field.longest} ký tự.")]
    if field.codes and value not in field.codes:
        return [Fault(name, f"phải là {' hoặc '.join(field.codes)}.")]
    if name == "SO" and not NUMBER.fullmatch(value):
        return [Fault(name, "phải theo mẫu NNNNN/GKSKLX/<mã cơ sở 5 ký tự>/YY, ví dụ 00001/GKSKLX/01901/21.")]
    if name == "SOCMND_PASSPORT" and not _IDENTITY.fullmatch(value):
        return [Fault(name, "phải là CMND 9 số, CCCD 12 số, hoặc số hộ chiếu viết hoa, không có dấu cách.")]
    return []
