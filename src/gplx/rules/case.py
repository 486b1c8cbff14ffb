"""The facts of one person's exchange, as they come in: JSON in, a frozen Case out."""

import re
from datetime import date
from typing import Any, Final, Literal

import msgspec

from gplx.rules.law import COVERED_FROM, LAW

Sex = Literal["male", "female"]
HoldKind = Literal["seized", "stripped", "unpaid_fine", "unresolved", "fraud"]
NEW_CLASSES_FROM: Final = LAW.values["classes.conversion"][0].from_
OLD_CLASSES: Final = frozenset(LAW.value("classes.included", COVERED_FROM))
NEW_CLASSES: Final = frozenset(LAW.value("classes.included", NEW_CLASSES_FROM))
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)


class UnableToReadCase(ValueError):
    """The facts cannot be read; the message names the field and says what it needs."""


class _Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class Holder(_Fact, frozen=True, kw_only=True):
    """The person whose licence it is (người lái xe)."""

    born: date
    sex: Sex


class Licence(_Fact, frozen=True, kw_only=True, rename={"class_": "class"}):
    """The licence held. `expires` None: no term, or unknown; `issuer` police from 2025-03-01 is the ordinary one."""

    class_: str
    issued: date
    expires: date | None
    card: Literal["pet", "paper"]
    issuer: Literal["transport", "police", "military", "foreign"]
    in_register: bool
    lost: bool


class Hold(_Fact, frozen=True, kw_only=True):
    """A measure against the licence: in force until, but not including, `until`; None: no end known."""

    kind: HoldKind
    until: date | None = None


class HealthPaper(_Fact, frozen=True, kw_only=True, omit_defaults=True, rename={"class_": "class"}):
    """A driver's health certificate (giấy khám sức khỏe của người lái xe): `drugs` found, `alcohol` over zero."""

    concluded: date
    class_: str
    conclusion: str
    drugs: bool = False
    alcohol: bool = False


class Case(_Fact, frozen=True, kw_only=True):
    """Everything the law needs to know of an exchange. `wanted_class` None: the same, or what the law makes of it."""

    holder: Holder
    licence: Licence
    reason: Literal["expiring", "damaged", "data_changed", "paper_to_pet", "downgrade"]
    channel: Literal["online", "counter"]
    wanted_class: str | None = None
    holds: tuple[Hold, ...] = ()
    health: HealthPaper | None = None

    @classmethod
    def from_json(cls, source: bytes | str | dict[str, Any]) -> "Case":
        """Read a case; raises UnableToReadCase with one sentence that names the field at fault."""
        try:
            case = msgspec.convert(source, cls) if isinstance(source, dict) else msgspec.json.decode(source, type=cls)
        except msgspec.ValidationError as error:
            raise UnableToReadCase(_sentence(str(error))) from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise UnableToReadCase("Dữ liệu vào không phải JSON đúng: cần một đối tượng JSON, mã UTF-8.") from None
        _check_dates(case)
        _check_classes(case)
        return case

    def to_json(self) -> bytes:
        """The same facts as JSON, the same bytes for the same facts."""
        return msgspec.json.encode(self)


def _refuse(field: str, need: str) -> UnableToReadCase:
    return UnableToReadCase(f'Trường "{field}": {need}.')


def _sentence(message: str) -> str:
    """msgspec's message, which ends in the path of the field, as a sentence for people."""
    what, _, path = message.partition(" - at `")
    field = path.rstrip("`").removeprefix("$").removeprefix(".") or "(toàn bộ)"
    if lacking := re.match(r"Object missing required field `(.+)`", what):
        return str(_refuse(f"{field}.{lacking[1]}".removeprefix("(toàn bộ)."), "còn thiếu, cần điền"))
    if unknown := re.match(r"Object contains unknown field `(.+)`", what):
        return str(_refuse(f"{field}.{unknown[1]}".removeprefix("(toàn bộ)."), "không được biết đến, cần bỏ đi"))
    if wrong := re.match(r"Invalid enum value '?(.*?)'?$", what):
        return str(_refuse(field, f"giá trị “{wrong[1]}” không được chấp nhận"))
    if "RFC3339" in what or "date" in what:
        return str(_refuse(field, "cần một ngày có thật, dạng NĂM-THÁNG-NGÀY, ví dụ 2021-09-27"))
    return str(_refuse(field, f"sai kiểu dữ liệu ({what})"))


def _check_dates(case: Case) -> None:
    licence, born = case.licence, case.holder.born
    days = [("holder.born", born), ("licence.issued", licence.issued), ("licence.expires", licence.expires)]
    days += [("health.concluded", case.health.concluded if case.health else None)]
    days += [(f"holds[{n}].until", hold.until) for n, hold in enumerate(case.holds)]
    for field, day in days:
        if day is not None and not EARLIEST <= day < LATEST:
            raise _refuse(field, f"ngày {day} nằm ngoài khoảng từ {EARLIEST} đến trước {LATEST}")
    if licence.issued <= born:
        raise _refuse("licence.issued", "ngày cấp phải sau ngày sinh")
    if licence.expires is not None and licence.expires < licence.issued:
        raise _refuse("licence.expires", "ngày hết hạn không thể trước ngày cấp")


def _check_classes(case: Case) -> None:
    """Other issuers name their classes as they like; their licences go elsewhere anyway."""
    known = OLD_CLASSES if case.licence.issued < NEW_CLASSES_FROM else NEW_CLASSES
    if case.licence.issuer == "transport" and case.licence.class_ not in known:
        raise _refuse("licence.class", f"ngày {case.licence.issued} không có hạng “{case.licence.class_}”")
    if case.wanted_class is not None and case.wanted_class not in OLD_CLASSES | NEW_CLASSES:
        raise _refuse("wanted_class", f"không có hạng “{case.wanted_class}”")
