"""`law assess --on DAY < case.json`: decide a case."""

import argparse
import sys
from typing import Final

from gplx.rules.assessment import Assessment, HealthAnswer, Outcome
from gplx.rules.case import Case, UnableToReadCase
from gplx.rules.command.refusal import UnableToRunCommand
from gplx.rules.command.words import CONFIDENCE, day, day_in_words
from gplx.rules.eligibility import assess

OUTCOMES: Final[dict[Outcome, str]] = {
    "exchange": "Được đổi giấy phép.",
    "retest": "Phải sát hạch lại trước khi được cấp.",
    "redirect": "Phải làm theo cách khác.",
    "refuse": "Không được đổi.",
    "hold": "Chưa đổi được, phải chờ.",
}
TESTS: Final = {"theory": "lý thuyết", "practice": "thực hành"}
PLACES: Final = {
    "1.002820": "Nơi đến: thủ tục cấp lại giấy phép lái xe, mã 1.002820",
    "other_procedure": "Nơi đến: thủ tục khác của cơ quan quản lý giấy phép đó",
    "in_person": "Nơi đến: bộ phận một cửa",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The day of filing."""
    parser.add_argument("--on", type=day, required=True, metavar="YYYY-MM-DD", help="day of filing")


def answer(chosen: argparse.Namespace) -> str:
    """The assessment of the case on standard input, as JSON or as a page of text."""
    try:
        case = Case.from_json(sys.stdin.buffer.read())
    except UnableToReadCase as error:
        raise UnableToRunCommand(str(error)) from None
    found = assess(case=case, on=chosen.on)
    return found.to_json().decode() if chosen.json else _page(found)


def _page(found: Assessment) -> str:
    """The outcome, what it costs and gives, and every reason with its article."""
    lines = [OUTCOMES[found.outcome]]
    if found.redirect:
        lines.append(PLACES[found.redirect])
    if found.tests:
        lines.append("Sát hạch: " + ", ".join(TESTS[test] for test in found.tests))
    if found.new_class:
        until = day_in_words(found.valid_until) if found.valid_until else "không thời hạn"
        lines += [f"Hạng mới: {found.new_class}", f"Có giá trị đến: {until}"]
    if found.fee:
        lines.append(f"Lệ phí: {found.fee.amount:,} đồng".replace(",", "."))
    if found.health:
        lines.append(f"Giấy khám sức khỏe: {_health(found.health)}")
    lines.append("Vì sao:")
    lines += [f"  - {r.text} ({r.article}; {CONFIDENCE[r.confidence]}) [{r.code}]" for r in found.reasons]
    return "\n".join(lines)


def _health(found: HealthAnswer) -> str:
    if found.ok is None and found.valid_until is None:
        return "cần nộp" if found.needed else "không cần"
    words = {True: "dùng được", False: "không dùng được", None: "cán bộ phải xem xét"}[found.ok]
    return words if found.needed else f"không cần (giấy đã có: {words})"
