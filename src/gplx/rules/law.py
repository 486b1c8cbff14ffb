"""The dated values, reasons and texts of the law, read once from the TOML files beside this module."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import msgspec

Confidence = Literal["H", "M", "L"]
HERE: Final = Path(__file__).parent
COVERED_FROM: Final = date(2017, 6, 1)
COVERED_TO: Final = date(2100, 1, 1)


class UnableToApplyLaw(Exception):
    """The law gives no answer for this day. The message says what is missing and since or until when."""


class _Dated(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"from_": "from"}):
    """Something that holds from one day until, but not including, another. `to` None: still."""

    from_: date
    to: date | None = None

    def holds(self, on: date) -> bool:
        return self.from_ <= on and (self.to is None or on < self.to)


class Text(_Dated, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A legal text (văn bản). `signed` None: signing day unconfirmed; `amended_by`: ids of the amending texts."""

    short: str
    title: str
    issuer: str
    confidence: Confidence
    signed: date | None = None
    amended_by: tuple[str, ...] = ()


class Value(_Dated, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One dated value of a parameter with its source; `text` is the id of a Text, `rule` a number in the domain notes."""

    value: Any
    text: str
    article: str
    checked_on: date
    confidence: Confidence
    note: str = ""
    rule: str = ""


class Citation(_Dated, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a rule stands during a period; `text` is the id of a Text, `rule` its number if not that of the whole."""

    text: str
    article: str
    confidence: Confidence
    rule: str = ""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A reason that can be given: `rule` its number in the domain notes, `vi` and `en` its words."""

    rule: str
    vi: str
    en: str
    cites: tuple[Citation, ...]


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """A value in force on the day asked for. `article` is readable: the article and its text with amendments."""

    name: str
    value: Any
    text_id: str
    article: str
    confidence: Confidence
    from_: date
    to: date | None
    note: str


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why: a code, Vietnamese and English words, the article as a person would cite it, and how sure we are."""

    code: str
    text: str
    text_en: str
    text_id: str
    article: str
    confidence: Confidence


D = TypeVar("D", bound=_Dated)


def _in_force(rows: tuple[D, ...], on: date) -> D | None:
    for row in rows:
        if row.holds(on):
            return row
    return None


def _silence(what: str, rows: tuple[_Dated, ...], on: date) -> UnableToApplyLaw:
    periods = "; ".join(f"từ {r.from_} đến trước {r.to or 'nay'}" for r in rows) or "không có"
    return UnableToApplyLaw(f"Ngày {on} luật không cho giá trị của {what} (các giai đoạn đã biết: {periods}).")


class Law:
    """A body of law that is never changed: values by name, rules by code, texts by id.

    With a `fixed_day` it always answers as on that day, whatever day it is asked for.
    """

    def __init__(
        self,
        *,
        values: Mapping[str, tuple[Value, ...]],
        rules: Mapping[str, Rule],
        texts: Mapping[str, Text],
        fixed_day: date | None = None,
    ) -> None:
        self.values = values
        self.rules = rules
        self.texts = texts
        self.fixed_day = fixed_day
        self._cited = lru_cache(maxsize=20_000)(self._cite)

    def find_row(self, name: str, on: date) -> Value | None:
        """The dated value of parameter `name` on a day; None where the law is silent and that is an answer."""
        return _in_force(self.values.get(name, ()), self.fixed_day or on)

    def value_row(self, name: str, on: date) -> Value:
        """The dated value of parameter `name` on a day; raises UnableToApplyLaw where the law is silent."""
        row = self.find_row(name, on)
        if row is None:
            raise _silence(name, self.values.get(name, ()), self.fixed_day or on)
        return row

    def value(self, name: str, on: date) -> Any:
        """The bare value of parameter `name` on a day."""
        return self.value_row(name, on).value

    def value_then(self, name: str, day: date) -> Any:
        """The bare value when a thing was made, never moved to another day's law; the first one known if earlier."""
        row = self.find_row_then(name, max(day, COVERED_FROM))
        if row is None:
            raise _silence(name, self.values.get(name, ()), day)
        return row.value

    def class_value(self, name: str, licence_class: str, on: date) -> Any:
        """The value for one class of a parameter that is given class by class."""
        by_class = self.value(name, on)
        if licence_class not in by_class:
            raise UnableToApplyLaw(f"Ngày {self.fixed_day or on} luật không có hạng “{licence_class}” ({name}).")
        return by_class[licence_class]

    def parameter(self, *, name: str, on: date) -> Parameter:
        """The value with its source, for people to see."""
        row = self.value_row(name, on)
        return Parameter(
            name=name,
            value=row.value,
            text_id=row.text,
            article=self._cited(row.text, row.article, on),
            confidence=row.confidence,
            from_=row.from_,
            to=row.to,
            note=row.note,
        )

    def find_row_then(self, name: str, day: date) -> Value | None:
        """As `find_row`, for a day in the past of the case: never moved to another day's law."""
        return _in_force(self.values.get(name, ()), day)

    def find_citation(self, code: str, on: date) -> Citation | None:
        """Where the rule `code` stands on a day; None where it stands nowhere and that is an answer."""
        return _in_force(self.rules[code].cites, self.fixed_day or on)

    def citation_row(self, code: str, on: date) -> Citation:
        """Where the rule `code` stands on a day; raises UnableToApplyLaw where it stands nowhere."""
        row = self.find_citation(code, on)
        if row is None:
            raise _silence(f"lý do {code}", self.rules[code].cites, self.fixed_day or on)
        return row

    def reason(self, code: str, on: date, **facts: object) -> Reason:
        """The rule `code` as a reason of this day; `facts` fill the gaps in its words, dates as dd/mm/yyyy."""
        row, rule = self.citation_row(code, on), self.rules[code]
        words = {name: f"{fact:%d/%m/%Y}" if isinstance(fact, date) else fact for name, fact in facts.items()}
        return Reason(
            code=code,
            text=rule.vi.format_map(words),
            text_en=rule.en.format_map(words),
            text_id=row.text,
            article=self._cited(row.text, row.article, on),
            confidence=row.confidence,
        )

    def cite(self, *, text_id: str, article: str, on: date) -> str:
        """'Điều 37 khoản 2 Thông tư 12/2017/TT-BGTVT (sửa đổi bởi …)', with the amendments in force that day."""
        return self._cited(text_id, article, on)

    def _cite(self, text_id: str, article: str, on: date) -> str:
        text, on = self.texts[text_id], self.fixed_day or on
        amended = ", ".join(self.texts[t].short for t in text.amended_by if self.texts[t].holds(on))
        return f"{article} {text.short}" + (f" (sửa đổi bởi {amended})" if amended else "")


def as_of(*, law: Law, day: date) -> Law:
    """`law` as it stood on `day`, to ask what would have been decided under another day's law."""
    return Law(values=law.values, rules=law.rules, texts=law.texts, fixed_day=day)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain values."""
    return tomllib.loads(path.read_text("utf-8"))


def load(*, folder: Path = HERE) -> Law:
    """The law as written in `folder`; raises msgspec.ValidationError naming the file's first wrong field."""
    values = {
        f"{path.stem}.{name}": msgspec.convert(rows, tuple[Value, ...])
        for path in sorted((folder / "parameters").glob("*.toml"))
        for name, rows in read_toml(path).items()
    }
    rules = {
        code: msgspec.convert(rule, Rule)
        for path in sorted((folder / "reasons").glob("*.toml"))
        for code, rule in read_toml(path).items()
    }
    texts = msgspec.convert(read_toml(folder / "texts.toml"), dict[str, Text])
    return Law(values=values, rules=rules, texts=texts)


LAW: Final = load()
