"""A sheet as it is read: before it is signed, and afterwards."""

from datetime import date
from typing import TypeAlias

from django.utils.translation import gettext as say

from gplx.health.exams.browser.sheet import Sheet
from gplx.pages.clinic.desk.words import CONCLUSIONS, DRUGS, MEASURES, SEXES, SPECIALTIES, UNITS
from gplx.pages.kit.fields import Text
from gplx.pages.kit.jinja import day
from gplx.rules.exams import drug_groups

Row: TypeAlias = "tuple[Text, Text | list[Text]]"


def shown(sheet: Sheet, *, on: date) -> dict[str, list[Row]]:
    """The rows of a sheet by their part: the person, the findings, the tests, the conclusion. ``on``: the day of the conclusion."""
    return {
        say("Người được khám"): _person(sheet),
        say("Khám lâm sàng"): _findings(sheet),
        say("Cận lâm sàng"): _tests(sheet, on),
        say("Kết luận"): _conclusion(sheet),
    }


def _person(sheet: Sheet) -> list[Row]:
    person = sheet.person
    return [
        (say("Họ và tên"), person.name),
        (say("Ngày sinh"), day(person.born)),
        (say("Giới tính"), SEXES[person.sex]),
        (
            say("Giấy tờ"),
            say("%(number)s, cấp ngày %(day)s tại %(place)s")
            % {"number": person.number, "day": day(person.issued_on), "place": person.issued_at},
        ),
        (say("Nơi thường trú"), person.address),
    ]


def _findings(sheet: Sheet) -> list[Row]:
    return [(SPECIALTIES[name], _finding(sheet, name)) for name in SPECIALTIES if name in sheet.findings]


def _finding(sheet: Sheet, name: str) -> list[Text]:
    beside = [
        (told[1], sheet.findings[one]) for one, told in MEASURES.items() if told[0] == name and one in sheet.findings
    ]
    return [sheet.findings[name], *(f"{label}: {value}" for label, value in beside)]


def _tests(sheet: Sheet, on: date) -> list[Row]:
    rows: list[Row] = [
        (DRUGS[name], say("Dương tính") if name in sheet.drugs else say("Âm tính")) for name in drug_groups(on=on)
    ]
    if sheet.alcohol is not None:
        amount = f"{sheet.alcohol.normalize():f}".replace(".", ",")
        rows.append((say("Nồng độ cồn"), f"{amount} {UNITS[sheet.alcohol_unit]}"))
    return rows


def _conclusion(sheet: Sheet) -> list[Row]:
    rows: list[Row] = [
        (say("Kết luận"), CONCLUSIONS[sheet.conclusion]),
        (say("Hạng"), ", ".join(sheet.classes)),
    ]
    if sheet.reexamine_on:
        rows.append((say("Ngày phải khám lại"), day(sheet.reexamine_on)))
    if sheet.reason:
        rows.append((say("Lý do"), sheet.reason))
    return [*rows, *([(say("Bệnh đang mắc"), sheet.illness)] if sheet.illness else [])]
