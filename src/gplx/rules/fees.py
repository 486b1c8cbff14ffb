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


def fee(*, on: date, channel: Literal["online", "counter"], law: Law = LAW) -> Fee:
    """The fee of a dossier filed on `on` through `channel`, in đồng.

    The day is that of filing (TT 63/2023/TT-BTC Điều 8: «nộp hồ sơ trực tuyến»). Raises UnableToApplyLaw
    for a day before the rules begin. Legal source: TT 188/2016/TT-BTC, TT 37/2023/TT-BTC.
    """
    found = law.parameter(name=f"fees.{channel}", on=on)
    return Fee(amount=found.value, article=found.article, text_id=found.text_id, confidence=found.confidence)


def retest_fees(*, on: date, vehicle: Literal["motorcycle", "car"], law: Law = LAW) -> dict[str, int]:
    """Fees of a re-test by part, in đồng, for those who must be tested first. Source: TT 37/2023/TT-BTC.

    Raises UnableToApplyLaw before 2023-08-01, where the amounts are not at hand.
    """
    amounts: dict[str, Any] = law.value("fees.retest", on)[vehicle]
    return dict(amounts)
