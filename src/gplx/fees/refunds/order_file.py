"""The files between the office and the treasury, as docs/kho-bac.md describes them: the order, and the answer to it. Pure."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

ORDER, LINE, ANSWER, RESULT, SUM = "LENH", "HOAN", "TRALOI", "KETQUA", "TONG"
PAID, RETURNED = "CHI", "TRA"
# A file that is read comes from outside; an order of a day has some hundreds of lines.
LONGEST = 2_000_000
AMOUNT = re.compile(r"[0-9]{1,15}")


class UnableToReadAnswer(Exception):
    """The file is no answer of the treasury, or not a whole one. The message is a sentence for the one who brought it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One refund of an order; ``amount`` in đồng."""

    reference: str
    holder: str
    account: str
    bank: str
    amount: int
    what_for: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """Whose order it is, of which day."""

    code: str
    agency: str
    account: str
    day: date


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the treasury says of one refund: paid, or returned with a reason."""

    reference: str
    paid: bool
    amount: int
    day: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The treasury's answer to an order."""

    code: str
    results: tuple[Result, ...]


def written(head: Head, lines: Sequence[Line]) -> tuple[str, str]:
    """An order as its file, and the SHA-256 that stands at the file's end: over all that stands before its last line."""
    total = sum(line.amount for line in lines)
    rows: list[list[object]] = [
        [ORDER, head.code, head.agency, head.account, head.day.isoformat(), len(lines), total],
        *(
            [LINE, number, line.reference, line.holder, line.account, line.bank, line.amount, line.what_for]
            for number, line in enumerate(lines, start=1)
        ),
    ]
    body = _as_csv(rows)
    digest = hashlib.sha256(body.encode()).hexdigest()
    return body + _as_csv([[SUM, len(lines), total, digest]]), digest


def read(text: str) -> Answer:
    """An answer from its file; raises ``UnableToReadAnswer`` where it is cut, changed, or something else."""
    if len(text) > LONGEST or "\0" in text:
        raise UnableToReadAnswer("Tệp quá dài hoặc không phải tệp văn bản.")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n").split("\n")
    body = "".join(f"{line}\r\n" for line in lines[:-1])
    rows = _rows(lines)
    if len(rows) < 2 or rows[0][:1] != [ANSWER] or rows[-1][:1] != [SUM]:
        raise UnableToReadAnswer("Tệp không phải trả lời của Kho bạc: cần dòng đầu TRALOI và dòng cuối TONG.")
    if rows[-1][1:] != [str(len(rows) - 2), hashlib.sha256(body.encode()).hexdigest()]:
        raise UnableToReadAnswer(
            "Tệp đã bị cắt hoặc bị sửa: số dòng hoặc mã kiểm tra không khớp. Hãy tải lại từ Kho bạc."
        )
    try:
        return Answer(code=rows[0][1], results=tuple(_result(row) for row in rows[1:-1]))
    except (IndexError, ValueError):
        raise UnableToReadAnswer("Tệp có dòng không đọc được. Hãy tải lại từ Kho bạc.") from None


def _rows(lines: list[str]) -> list[list[str]]:
    try:
        return list(csv.reader(lines))
    except csv.Error:
        raise UnableToReadAnswer("Tệp có dòng không đọc được. Hãy tải lại từ Kho bạc.") from None


def _result(row: list[str]) -> Result:
    kind, reference, what, amount, day, reason = row
    if kind != RESULT or what not in (PAID, RETURNED) or not AMOUNT.fullmatch(amount):
        raise ValueError(kind)
    return Result(
        reference=reference,
        paid=what == PAID,
        amount=int(amount),
        day=date.fromisoformat(day),
        reason=reason[:200],
    )


def _as_csv(rows: Iterable[Iterable[object]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue()
