"""A gateway's statement of a day: every payment that it counts as made; and the platform's, as it is on the wire."""

from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from gplx.registers.wire_text import moment_from_stamp, whole_dong


class FetchStatement(Struct, frozen=True):
    """What does the gateway hold for a day?"""

    day: date


class StatementRow(Struct, frozen=True, kw_only=True):
    """One payment on the statement: ``amount`` in đồng, ``paid`` by the gateway's word, ``dossier`` the code that was sent along."""

    reference: str
    transaction: str
    amount: int
    paid: bool
    at: datetime
    dossier: str


class Statement(Struct, frozen=True, kw_only=True):
    """A gateway's word about a day."""

    day: date
    rows: tuple[StatementRow, ...]


class StatementReply(Struct, frozen=True):
    """The platform's statement as it is on the wire."""

    day: date
    partner: str = msgspec.field(name="MaDoiTac")
    total: int
    rows: list[dict[str, Any]]


def read_statement(reply: StatementReply, *, day: date, partner: str) -> Statement:
    """In our terms; ``ValueError`` for another day or partner, and where the sum is not that of the rows: it was cut then."""
    if (reply.day, reply.partner) != (day, partner):
        raise ValueError("a statement of another day or partner")
    rows = tuple(_row(row) for row in reply.rows)
    if reply.total != sum(row.amount for row in rows):
        raise ValueError("a statement whose sum is not that of its rows")
    return Statement(day=day, rows=rows)


def _row(row: dict[str, Any]) -> StatementRow:
    return StatementRow(
        reference=str(row["MaThamChieu"]),
        transaction=str(row["MaGiaoDich"]),
        amount=whole_dong(row["SoTien"]),
        paid=str(row["TrangThaiGD"]) == "1",
        at=moment_from_stamp(str(row["ThoiGianGD"])),
        dossier=str(row.get("MaHoSo") or ""),
    )
