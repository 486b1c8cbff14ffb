"""Any rule, value or text by its code, with where it stands and when."""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

import msgspec

from gplx.rules.law import LAW, Confidence, Law, Rule, Text


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
        stands = [_stand(law.texts[c.text], c.text, c.article, c.from_, c.to, c.confidence) for c in rule.cites]
        vi, en = (re.sub(r" ?\{\w+\}", " …", words) for words in (rule.vi, rule.en))
        return Explanation(code=code, vi=vi, en=en, stands=tuple(stands))
    if code in law.values:
        stands = [
            _stand(law.texts[v.text], v.text, v.article, v.from_, v.to, v.confidence, v.value, v.note)
            for v in law.values[code]
        ]
        return Explanation(code=code, vi="Giá trị theo từng giai đoạn.", en="A value by period.", stands=tuple(stands))
    if code in law.texts:
        text = law.texts[code]
        own = _stand(text, code, "", text.from_, text.to, text.confidence)
        return Explanation(code=code, vi=f"{text.short}: {text.title}.", en="A legal text.", stands=(own,))
    same_rule = {name: rule for name, rule in law.rules.items() if rule.rule == code}
    if same_rule:
        return _whole_rule(code, same_rule, law)
    near = get_close_matches(code, [*law.rules, *law.values, *law.texts], n=3, cutoff=0.4)
    hint = f" Có phải: {', '.join(near)}?" if near else ""
    raise UnableToExplain(f"Không có quy tắc, giá trị hay văn bản nào mang mã “{code}”.{hint}")


def _whole_rule(code: str, reasons: Mapping[str, Rule], law: Law) -> Explanation:
    """A rule by its number, such as N8, that is told in several reasons."""
    stands = [stand for name in reasons for stand in explain(code=name, law=law).stands]
    names = ", ".join(reasons)
    once = {(stand.since, stand.article): stand for stand in stands}
    return Explanation(
        code=code,
        vi=f"Quy tắc {code}, gồm các lý do: {names}.",
        en=f"Rule {code}, told as: {names}.",
        stands=tuple(once[key] for key in sorted(once)),
    )


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
