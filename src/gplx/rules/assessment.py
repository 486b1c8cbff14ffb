"""The answer to a case: one outcome, what is owed, and why."""

from datetime import date
from typing import Final, Literal

import msgspec

from gplx.rules.fees import Fee
from gplx.rules.law import Reason

Outcome = Literal["exchange", "retest", "redirect", "refuse", "hold"]
Effect = Literal["redirect", "refuse", "hold", "retest", "exchange", "note"]
GRAVEST_FIRST: Final[dict[Effect, int]] = {
    "redirect": 0,
    "refuse": 1,
    "hold": 2,
    "retest": 3,
    "exchange": 4,
    "note": 5,
}


class Finding(msgspec.Struct, frozen=True):
    """What one rule makes of a case: its pull on the outcome, and the reason. A note pulls nothing."""

    effect: Effect
    reason: Reason


class HealthAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Is a certificate needed, is the one shown good (None: none shown, or an officer must look), until when."""

    needed: bool
    ok: bool | None
    valid_until: date | None


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """Outcome and reasons, the gravest first. `valid_until`: of a licence issued that day; None: no term."""

    outcome: Outcome
    tests: tuple[str, ...]
    redirect: Literal["1.002820", "other_procedure", "in_person"] | None
    health: HealthAnswer | None
    fee: Fee | None
    new_class: str | None
    valid_until: date | None
    reasons: tuple[Reason, ...]

    def to_json(self) -> bytes:
        """The public JSON form: the same bytes for the same assessment."""
        return msgspec.json.encode(
            {
                "outcome": self.outcome,
                "tests": self.tests,
                "redirect": self.redirect,
                "health": self.health,
                "fee": self.fee and {"amount": self.fee.amount, "currency": self.fee.currency},
                "new_class": self.new_class,
                "valid_until": self.valid_until,
                "reasons": [
                    {"code": r.code, "text": r.text, "article": r.article, "confidence": r.confidence}
                    for r in self.reasons
                ],
            }
        )
