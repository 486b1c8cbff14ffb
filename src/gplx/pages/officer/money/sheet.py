"""The report of a day as a workbook: what is text there stays text, whatever it looks like."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gplx.fees.books.questions import balances_until
from gplx.fees.reconciliation.questions import cash_of, differences_of
from gplx.offices.models import Officer
from gplx.pages.officer.money import words

HEADS = (
    _("Ngày"),
    _("Bên"),
    _("Loại"),
    _("Mã tham chiếu"),
    _("Mã giao dịch"),
    _("Sổ của Sở"),
    _("Sao kê"),
    _("Giải trình"),
)
# Whatever begins so is a formula to some program; with a quote before it, it is a text to all of them.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int


def disarmed(cell: Cell) -> Cell:
    """A cell that no program takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(FORMULA) else cell


def workbook(officer: Officer, day: date) -> bytes:
    """Balances, differences and the cash desk of a day, for the officer's department."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _sheet(book, say("Số dư"), [say("Tài khoản"), say("Đồng")], balances_on(officer, day))
    _sheet(book, say("Chênh lệch"), [str(head) for head in HEADS], _differences(officer, day))
    cash = [
        (one.dossier.code or "", one.reference, one.amount)
        for one in cash_of(department_id=officer.department_id, day=day)
    ]
    _sheet(book, say("Quầy thu"), [say("Hồ sơ"), say("Mã tham chiếu"), say("Đồng")], cash)
    book.close()
    return made.getvalue()


def balances_on(officer: Officer, day: date) -> list[tuple[str, int]]:
    """How the department's accounts stood at the end of a day, in words and đồng; what is owed to others counts up as well."""
    found = balances_until(department_id=officer.department_id, day=day)
    return [(str(name), sign * found.get(purpose, 0)) for purpose, (name, sign) in words.BALANCES.items()]


def _differences(officer: Officer, day: date) -> list[Sequence[Cell]]:
    return [
        (
            one.day.isoformat(),
            str(words.SIDES[one.side]),
            str(words.KINDS[one.kind]),
            one.reference_id,
            one.transaction_id,
            one.ours,
            one.theirs,
            one.note,
        )
        for one in differences_of(officer, day)
    ]


def _sheet(book: xlsxwriter.Workbook, name: str, heads: list[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, heads, book.add_format({"bold": True}))
    sheet.set_column(0, len(heads) - 1, 22)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(map(disarmed, row)):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, cell)
