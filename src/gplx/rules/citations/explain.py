"""Any rule, value or text by its code, with where it stands and when."""

import re
from datetime import date
from difflib import get_close_matches
from typing import Any

import msgspec

from gplx.rules.law import LAW, Citation, Confidence, Law, Text, Value


class UnableToExplain(LookupError):
    """No rule, value or text has this code; the message names the nearest ones."""


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """One period: where the rule stands, or what the value is. `value` None for a rule or a text."""

    since: date
    until: date | None
    article: str
    text_id: str
    title: str
    confidence: Confidence
    value: Any = None
    note: str = ""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What a code means, period by period, the oldest first."""

    code: str
    vi: str
    en: str
    stands: tuple[Stand, ...]


def explain(*, code: str, law: Law = LAW) -> Explanation:
    """The reason, value, legal text or rule (by number, such as N8) with a code; raises UnableToExplain naming the nearest codes."""
    if code in law.rules:
        rule = law.rules[code]
        vi, en = (re.sub(r" ?\{\w+\}", " …", words) for words in (rule.vi, rule.en))
        return Explanation(code=code, vi=vi, en=en, stands=tuple(_cited(row, law) for row in rule.cites))
    if code in law.values:
        stands = tuple(_valued(row, law) for row in law.values[code])
        return Explanation(code=code, vi="Giá trị theo từng giai đoạn.", en="A value by period.", stands=stands)
    if code in law.texts:
        text = law.texts[code]
        own = _stand(text, code, "", text.from_, text.to, text.confidence)
        return Explanation(code=code, vi=f"{text.short}: {text.title}.", en="A legal text.", stands=(own,))
    if found := _numbered(code, law):
        return _whole_rule(code, found)
    near = get_close_matches(code, [*law.rules, *law.values, *law.texts], n=3, cutoff=0.4)
    hint = f" Có phải: {', '.join(near)}?" if near else ""
    raise UnableToExplain(f"Không có quy tắc, giá trị hay văn bản nào mang mã “{code}”.{hint}")


def _numbered(code: str, law: Law) -> dict[str, list[Stand]]:
    """Where a rule stands that is known by its number, such as N8 or F3: by the names of its reasons and values."""
    cited = [
        (name, _cited(row, law))
        for name, rule in law.rules.items()
        for row in rule.cites
        if code in (row.rule or rule.rule).split(", ")
    ]
    valued = [(name, _valued(row, law)) for name, rows in law.values.items() for row in rows if row.rule == code]
    found: dict[str, list[Stand]] = {}
    for name, stand in cited + valued:
        found.setdefault(name, []).append(stand)
    return found


def _whole_rule(code: str, found: dict[str, list[Stand]]) -> Explanation:
    """A rule by its number, that is told in several reasons or values."""
    names = ", ".join(found)
    once = {(s.since, s.until or date.max, s.article): s for stands in found.values() for s in stands}
    return Explanation(
        code=code,
        vi=f"Quy tắc {code}, gồm: {names}.",
        en=f"Rule {code}, told as: {names}.",
        stands=tuple(once[key] for key in sorted(once)),
    )


def _cited(row: Citation, law: Law) -> Stand:
    return _stand(law.texts[row.text], row.text, row.article, row.from_, row.to, row.confidence)


def _valued(row: Value, law: Law) -> Stand:
    text = law.texts[row.text]
    return _stand(text, row.text, row.article, row.from_, row.to, row.confidence, row.value, row.note)


def _stand(
    text: Text,
    text_id: str,
    article: str,
    since: date,
    until: date | None,
    confidence: Confidence,
    value: object = None,
    note: str = "",
) -> Stand:
    return Stand(
        since=since,
        until=until,
        article=f"{article} {text.short}".strip(),
        text_id=text_id,
        title=text.title,
        confidence=confidence,
        value=value,
        note=note,
    )
