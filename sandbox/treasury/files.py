"""The treasury's files: an order as it must be, and the answer to it."""

import csv
import io
from hashlib import sha256
from typing import Any

Line = dict[str, Any]


class BadOrderError(Exception):
    """The order's file cannot be taken; the text says why."""


def read_order(text: str) -> list[Line]:
    """The lines of an order; raises BadOrderError where head, sum, count or digest is wrong."""
    cut = text.rfind("TONG,")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if cut < 0 or len(rows) < 2 or rows[0][:1] != ["LENH"] or len(rows[0]) != 7:
        raise BadOrderError("Thiếu dòng LENH hoặc TONG")
    lines = [_line(row) for row in rows[1:-1]]
    count, total = str(len(lines)), str(sum(line["SoTien"] for line in lines))
    digest = sha256(text[:cut].encode()).hexdigest()
    if rows[0][5:] != [count, total] or rows[-1] != ["TONG", count, total, digest]:
        raise BadOrderError("Số dòng, tổng tiền hoặc mã kiểm tra không khớp")
    if len({line["MaHoan"] for line in lines}) != len(lines):
        raise BadOrderError("Có khoản hoàn ghi hai lần")
    return lines


def _line(row: list[str]) -> Line:
    if len(row) != 8 or row[0] != "HOAN" or not row[6].isdecimal() or not all(row[2:6]):
        raise BadOrderError("Có dòng HOAN sai mẫu")
    return {"MaHoan": row[2], "ChuTaiKhoan": row[3], "TaiKhoan": row[4], "NganHang": row[5], "SoTien": int(row[6])}


def answer(code: str, day: str, lines: list[Line]) -> str:
    """The answer to an order as its file."""
    body = _csv([["TRALOI", code, day]])
    body += _csv([["KETQUA", line["MaHoan"], line["KetQua"], line["SoTien"], day, line["LyDo"]] for line in lines])
    return body + _csv([["TONG", len(lines), sha256(body.encode()).hexdigest()]])


def _csv(rows: list[list[object]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue()
