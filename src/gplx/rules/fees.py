"""Lệ phí: what one new card costs, by the day of filing and the channel."""

from datetime import date
from typing import Any, Final, Literal

import msgspec

from gplx.rules.law import LAW, Confidence, Law

CURRENCY: Final = "VND"


class Fee(msgspec.Struct, frozen=True, kw_only=True):
    """`amount` in đồng, with the article that sets it."""

    amount: int
    article: str
    text_id: str
    confidence: Confidence
    currency: str = CURRENCY


class Exemption(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who pays less, or nothing: a dossier for one of `reasons` through one of `channels` (none named: any) pays `amount` đồng."""

    amount: int
    article: str
    reasons: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    def covers(self, *, reason: str, channel: str) -> bool:
        """Whether it is for such a dossier."""
        return (not self.reasons or reason in self.reasons) and (not self.channels or channel in self.channels)


def fee(*, on: date, channel: Literal["online", "counter"], reason: str = "", law: Law = LAW) -> Fee:
    """The fee of a dossier filed on `on` through `channel` for `reason`, in đồng; 0 where an exemption takes it away.

    The day is that of filing (TT 63/2023/TT-BTC Điều 8: «nộp hồ sơ trực tuyến»). Raises UnableToApplyLaw
    for a day before the rules begin. Legal source: TT 188/2016/TT-BTC, TT 37/2023/TT-BTC; exemptions (miễn, giảm lệ phí)
    are rows of `fees.exemptions`, of which the texts at hand give none.
    """
    found = law.parameter(name=f"fees.{channel}", on=on)
    usual = Fee(amount=found.value, article=found.article, text_id=found.text_id, confidence=found.confidence)
    return _exempted(usual, on=on, channel=channel, reason=reason, law=law)


def _exempted(usual: Fee, *, on: date, channel: str, reason: str, law: Law) -> Fee:
    row = law.find_row("fees.exemptions", on)
    if row is None:
        return usual
    granted = [
        Fee(
            amount=one.amount,
            article=law.cite(text_id=row.text, article=one.article, on=on),
            text_id=row.text,
            confidence=row.confidence,
        )
        for one in msgspec.convert(row.value, tuple[Exemption, ...])
        if one.covers(reason=reason, channel=channel)
    ]
    return min([*granted, usual], key=lambda one: one.amount)


def retest_fees(*, on: date, vehicle: Literal["motorcycle", "car"], law: Law = LAW) -> dict[str, int]:
    """Fees of a re-test by part, in đồng, for those who must be tested first. Source: TT 37/2023/TT-BTC.

    Raises UnableToApplyLaw before 2023-08-01, where the amounts are not at hand.
    """
    amounts: dict[str, Any] = law.value("fees.retest", on)[vehicle]
    return dict(amounts)
