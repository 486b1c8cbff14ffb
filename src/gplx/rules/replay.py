"""Decisions that can be explained and decided again years later, with the very values they were made with."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any, Final

import msgspec

from gplx.rules.case import Case
from gplx.rules.eligibility import assess
from gplx.rules.law import HERE, LAW, Citation, Law, Rule, Text, UnableToApplyLaw, Value, as_of

METHOD: Final = 1
COMPARED: Final = ("outcome", "tests", "redirect", "health", "fee", "new_class", "valid_until")


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision with all it rests on: the case, the values used, the rules told, the texts cited."""

    rules_version: str
    on: date
    outcome: str
    case: Case
    assessment: dict[str, Any]
    values: dict[str, tuple[Value, ...]]
    rules: dict[str, Rule]
    texts: dict[str, Text]

    def to_json(self) -> bytes:
        """The record to store: the same bytes for the same decision."""
        return msgspec.json.encode(self, order="sorted")

    @classmethod
    def from_json(cls, stored: bytes | str) -> "Decision":
        """A stored record; raises msgspec.ValidationError where it is not one."""
        return msgspec.json.decode(stored, type=cls)


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What another day's law would change in a decision: field → (then, now); `silent`: it gives no answer."""

    decision: Decision
    changes: dict[str, tuple[Any, Any]]
    silent: str = ""


class _Recorder(Law):
    """A law that remembers what it was asked."""

    def __init__(self, law: Law) -> None:
        super().__init__(values=law.values, rules=law.rules, texts=law.texts, fixed_day=law.fixed_day)
        self.used_values: dict[str, dict[date, Value]] = {}
        self.used_rules: dict[str, dict[date, Citation]] = {}

    def find_row(self, name: str, on: date) -> Value | None:
        return self._note(name, super().find_row(name, on))

    def find_row_then(self, name: str, day: date) -> Value | None:
        return self._note(name, super().find_row_then(name, day))

    def find_citation(self, code: str, on: date) -> Citation | None:
        found = super().find_citation(code, on)
        cites = self.used_rules.setdefault(code, {})
        if found is not None:
            cites[found.from_] = found
        return found

    def _note(self, name: str, found: Value | None) -> Value | None:
        if found is not None:
            self.used_values.setdefault(name, {})[found.from_] = found
        return found


def rules_version() -> str:
    """Method and digest of all dated files: changes whenever the written law does."""
    files = sorted(path for folder in ("parameters", "reasons", ".") for path in (HERE / folder).glob("*.toml"))
    digest = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    return f"{METHOD}-{digest[:16]}"


def decide(*, case: Case, on: date, law: Law = LAW) -> Decision:
    """Assess `case` and keep everything the answer rests on. Raises UnableToApplyLaw like `assess`."""
    return _decide(case=case, on=on, law=law, version=rules_version())


def replay(decision: Decision) -> bool:
    """Decide again with the stored values: True if the record comes out the same, byte for byte."""
    law = Law(values=decision.values, rules=decision.rules, texts=decision.texts)
    try:
        again = _decide(case=decision.case, on=decision.on, law=law, version=decision.rules_version)
    except (UnableToApplyLaw, LookupError):
        return False
    return again.to_json() == decision.to_json()


def would_differ(*, decisions: Iterable[Decision], on: date, law: Law = LAW) -> tuple[Difference, ...]:
    """The decisions that the law of the day `on` would have answered otherwise, for the same facts on their own day."""
    other = as_of(law=law, day=on)
    differences = (_difference(decision, other) for decision in decisions)
    return tuple(found for found in differences if found.changes or found.silent)


def _decide(*, case: Case, on: date, law: Law, version: str) -> Decision:
    recorder = _Recorder(law)
    assessment = msgspec.json.decode(assess(case=case, on=on, law=recorder).to_json())
    values = {name: tuple(rows[day] for day in sorted(rows)) for name, rows in recorder.used_values.items()}
    rules = {
        code: msgspec.structs.replace(law.rules[code], cites=tuple(cites[day] for day in sorted(cites)))
        for code, cites in recorder.used_rules.items()
    }
    return Decision(
        rules_version=version,
        on=on,
        outcome=assessment["outcome"],
        case=case,
        assessment=assessment,
        values=values,
        rules=rules,
        texts=_texts(values, rules, law),
    )


def _texts(values: dict[str, tuple[Value, ...]], rules: dict[str, Rule], law: Law) -> dict[str, Text]:
    """The texts cited and those that amend them."""
    cited = {row.text for rows in values.values() for row in rows}
    cited |= {row.text for rule in rules.values() for row in rule.cites}
    cited |= {amending for text_id in cited for amending in law.texts[text_id].amended_by}
    return {text_id: law.texts[text_id] for text_id in sorted(cited)}


def _difference(decision: Decision, other: Law) -> Difference:
    try:
        now = msgspec.json.decode(assess(case=decision.case, on=decision.on, law=other).to_json())
    except UnableToApplyLaw as silence:
        return Difference(decision=decision, changes={}, silent=str(silence))
    then = decision.assessment
    changes = {field: (then[field], now[field]) for field in COMPARED if then[field] != now[field]}
    return Difference(decision=decision, changes=changes)
