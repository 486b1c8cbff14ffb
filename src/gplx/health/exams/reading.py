"""A clinic's message as an exam: every fault of its fields at once, or typed values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gplx.health.exams.fields import IDENTITY_DAY, NUMBER, Fault, texts
from gplx.offices.models import Clinic
from gplx.registers.wire_text import day_from_slashed
from gplx.rules.health import alcohol_tested, group_of, known_classes

SEXES = {"0": "male", "1": "female"}
DAYS_PAST = ("NGAYSINH", IDENTITY_DAY, "NGAYKETLUAN")
NO_DAY = "phải là ngày có thật, viết dd/MM/yyyy."
_AMOUNT = re.compile(r"[0-9]{1,5}(?:[.,][0-9]{1,3})?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a message says, in our terms. ``classes`` in capitals, each once, sorted."""

    number: str
    name: str
    sex: str
    born: date
    identity_number: str
    concluded: date
    conclusion: str
    classes: tuple[str, ...]
    doctor: str
    alcohol: Decimal | None
    alcohol_unit: str
    drugs: bool
    reexamine_on: date | None
    state: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A message that was read: every field as composed text, all that is wrong with them, and what it says where nothing is."""

    values: Mapping[str, str]
    faults: tuple[Fault, ...]
    said: Said | None


def read(message: Mapping[str, Any], *, clinic: Clinic | None, today: date) -> Reading:
    """Read the message of a clinic (None: one that is not known), by what holds on a day."""
    values, faults = texts(message)
    # What is wrong as text is not looked at a second time.
    wrong = {fault.field for fault in faults}
    sound = {name: "" if name in wrong else value for name, value in values.items()}
    days, of_days = _days(sound, today=today)
    classes, of_classes = _classes(sound["HANGBANGLAI"], days.get("NGAYKETLUAN"), clinic)
    faults += [*of_days, *of_classes, *_of_alcohol(sound, wrong, days.get("NGAYKETLUAN")), *_of_facility(sound, clinic)]
    said = None if faults else _said(values, days, classes)
    return Reading(values=values, faults=tuple(faults), said=said)


def classes_of(text: str) -> tuple[str, ...]:
    """The classes that a text names, in capitals, each once, sorted: one exam may cover several."""
    return tuple(sorted({part for part in re.split(r"[,;|/\s]+", text.upper()) if part}))


def _said(values: Mapping[str, str], days: Mapping[str, date], classes: tuple[str, ...]) -> Said:
    amount = values["NONGDOCON"].replace(",", ".")
    return Said(
        number=values["SO"],
        name=values["HOTEN"],
        sex=SEXES[values["GIOITINHVAL"]],
        born=days["NGAYSINH"],
        identity_number=values["SOCMND_PASSPORT"],
        concluded=days["NGAYKETLUAN"],
        conclusion=values["KETLUAN"],
        classes=classes,
        doctor=values["BACSYKETLUAN"],
        alcohol=Decimal(amount) if amount else None,
        alcohol_unit=values["DVINONGDOCON"],
        drugs=values["MATUY"] == "1",
        reexamine_on=days.get("NGAYKHAMLAI"),
        state=values["STATE"],
    )


def _days(values: Mapping[str, str], *, today: date) -> tuple[dict[str, date], list[Fault]]:
    days: dict[str, date] = {}
    faults: list[Fault] = []
    for name in (*DAYS_PAST, "NGAYKHAMLAI"):
        if values[name]:
            try:
                days[name] = day_from_slashed(values[name])
            except ValueError:
                faults.append(Fault(name, NO_DAY))
    faults += [Fault(name, "ở sau hôm nay.") for name in DAYS_PAST if name in days and days[name] > today]
    faults += _of_order(days)
    return days, faults


def _of_order(days: Mapping[str, date]) -> list[Fault]:
    born, concluded, again = days.get("NGAYSINH"), days.get("NGAYKETLUAN"), days.get("NGAYKHAMLAI")
    faults = []
    if born and concluded and concluded <= born:
        faults.append(Fault("NGAYKETLUAN", "phải sau ngày sinh."))
    if concluded and again and again <= concluded:
        faults.append(Fault("NGAYKHAMLAI", "phải sau ngày kết luận."))
    return faults


def _classes(text: str, concluded: date | None, clinic: Clinic | None) -> tuple[tuple[str, ...], list[Fault]]:
    classes = classes_of(text)
    if text and (not classes or not known_classes().issuperset(classes)):
        return (), [Fault("HANGBANGLAI", "có hạng không có trong danh mục hạng giấy phép lái xe.")]
    if clinic is None or concluded is None:
        return classes, []
    groups = {group_of(licence_class=name, concluded=concluded) for name in classes}
    if not groups <= set(clinic.groups):
        return (), [Fault("HANGBANGLAI", "có hạng mà cơ sở chưa được công bố khám. Vui lòng liên hệ Sở Y tế.")]
    return classes, []


def _of_alcohol(values: Mapping[str, str], wrong: set[str], concluded: date | None) -> list[Fault]:
    if wrong & {"NONGDOCON", "DVINONGDOCON"}:
        return []
    amount, unit = values["NONGDOCON"], values["DVINONGDOCON"]
    if amount and not _AMOUNT.fullmatch(amount):
        return [Fault("NONGDOCON", "phải là một số không âm, nhiều nhất 3 chữ số thập phân.")]
    if bool(amount) != bool(unit):
        return [Fault("DVINONGDOCON" if amount else "NONGDOCON", "chưa có. NONGDOCON và DVINONGDOCON đi cùng nhau.")]
    if not amount and concluded and alcohol_tested(concluded=concluded):
        return [Fault("NONGDOCON", "chưa có. Đây là trường bắt buộc.")]
    return []


def _of_facility(values: Mapping[str, str], clinic: Clinic | None) -> list[Fault]:
    number, facility = NUMBER.fullmatch(values["SO"]), values["IDBENHVIEN"]
    faults = []
    if number and facility and number[1] != facility:
        faults.append(Fault("SO", "phải mang mã cơ sở như IDBENHVIEN."))
    if clinic and facility and facility != clinic.id:
        faults.append(Fault("IDBENHVIEN", "phải là mã của cơ sở đã đăng nhập."))
    return faults
