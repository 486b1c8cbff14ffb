"""docs/law.md: every rule, value and text on one page, written from the files the decisions are made with."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from gplx.rules.law import LAW, Citation, Law, Value

HEAD: Final = """# The law as GPLX applies it

Generated from `src/gplx/rules` by `./gplx law book`; do not edit. *From* is the first day, *until* the first day no more.
Confidence: **H** text or two sources seen, **M** one source or from memory, **L** uncertain, to be compared with the text.
`./gplx law explain CODE` prints one entry.
"""


def book(*, law: Law = LAW) -> str:
    """The whole page as Markdown."""
    parts = [HEAD, "## Reasons", *_reasons(law), "## Values", *_values(law), "## Texts", _texts(law)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _reasons(law: Law) -> list[str]:
    pages = []
    for code, rule in law.rules.items():
        rows = [_citation(row, rule.rule, law) for row in rule.cites]
        head = f"### `{code}` ({rule.rule})\n\n{_gaps(rule.vi)}  \n*{_gaps(rule.en)}*\n\n"
        pages.append(head + _table(("From", "Until", "Rule", "Article", "Conf."), rows))
    return pages


def _citation(row: Citation, rule: str, law: Law) -> tuple[str, ...]:
    return _day(row.from_), _day(row.to), row.rule or rule, f"{row.article} {law.texts[row.text].short}", row.confidence


def _values(law: Law) -> list[str]:
    head = ("From", "Until", "Rule", "Value", "Article", "Checked", "Conf.", "Note")
    return [f"### `{name}`\n\n" + _table(head, [_value(row, law) for row in rows]) for name, rows in law.values.items()]


def _value(row: Value, law: Law) -> tuple[str, ...]:
    value = f"`{msgspec.json.encode(row.value).decode()}`"
    article = f"{row.article} {law.texts[row.text].short}"
    return _day(row.from_), _day(row.to), row.rule, value, article, _day(row.checked_on), row.confidence, row.note


def _texts(law: Law) -> str:
    rows = [
        (
            f"`{code}`",
            text.short,
            text.title,
            text.issuer,
            _day(text.signed),
            _day(text.from_),
            _day(text.to),
            ", ".join(f"`{amending}`" for amending in text.amended_by),
            text.confidence,
        )
        for code, text in law.texts.items()
    ]
    return _table(("Id", "Text", "Title", "Issuer", "Signed", "From", "Until", "Amended by", "Conf."), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _gaps(words: str) -> str:
    return re.sub(r" ?\{\w+\}", " …", words)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
