"""Exemptions from the fee: the law at hand gives none; one that it might give is found by day, reason and channel."""

from datetime import date
from typing import Any

import msgspec
import pytest

from gplx.rules.fees import Exemption, fee
from gplx.rules.law import LAW, Law, UnableToApplyLaw, Value

DAY = date(2021, 9, 27)


def law_with(*granted: dict[str, Any], from_: date = date(2021, 1, 1), to: date | None = None) -> Law:
    row = Value(
        from_=from_,
        to=to,
        value=list(granted),
        text="TT188-2016",
        article="Điều thử",
        checked_on=date(2026, 11, 25),
        confidence="L",
    )
    return Law(values={**LAW.values, "fees.exemptions": (row,)}, rules=LAW.rules, texts=LAW.texts)


def due(law: Law, *, on: date = DAY, channel: Any = "online", reason: str = "expiring") -> int:
    return fee(on=on, channel=channel, reason=reason, law=law).amount


def test_the_texts_at_hand_exempt_nobody() -> None:
    assert "fees.exemptions" not in LAW.values


def test_an_exemption_says_by_which_article() -> None:
    found = fee(on=DAY, channel="online", law=law_with({"amount": 0, "article": "Điều thử khoản 1"}))
    assert (found.amount, found.article) == (0, "Điều thử khoản 1 Thông tư 188/2016/TT-BTC")
    assert (found.text_id, found.confidence, found.currency) == ("TT188-2016", "L", "VND")


@pytest.mark.parametrize(
    ("granted", "reason", "channel", "amount"),
    [
        ({}, "expiring", "online", 0),
        ({"reasons": ["data_changed"]}, "data_changed", "online", 0),
        ({"reasons": ["data_changed"]}, "expiring", "online", 135_000),
        ({"channels": ["online"]}, "expiring", "online", 0),
        ({"channels": ["online"]}, "expiring", "counter", 135_000),
        ({"reasons": ["damaged", "data_changed"], "channels": ["counter"]}, "damaged", "counter", 0),
        ({"reasons": ["damaged", "data_changed"], "channels": ["counter"]}, "damaged", "online", 135_000),
    ],
)
def test_it_is_for_whom_it_is_for(granted: dict[str, Any], reason: str, channel: str, amount: int) -> None:
    law = law_with({"amount": 0, "article": "Điều thử"} | granted)
    assert due(law, reason=reason, channel=channel) == amount


def test_the_best_of_several_counts_and_none_makes_it_dearer() -> None:
    half, quarter = ({"amount": amount, "article": f"khoản {amount}"} for amount in (67_500, 33_750))
    assert due(law_with(half, quarter)) == 33_750
    assert due(law_with({"amount": 200_000, "article": "khoản 9"})) == 135_000


@pytest.mark.parametrize(
    ("day", "amount"),
    [(date(2020, 12, 31), 135_000), (date(2021, 1, 1), 0), (date(2021, 12, 31), 0), (date(2022, 1, 1), 135_000)],
)
def test_it_holds_from_its_day_until_the_day_before_its_end(day: date, amount: int) -> None:
    law = law_with({"amount": 0, "article": "Điều thử"}, to=date(2022, 1, 1))
    assert due(law, on=day) == amount


@pytest.mark.parametrize(
    "wrong",
    [{"article": "x"}, {"amount": 0}, {"amount": "nil", "article": "x"}, {"amount": 0, "article": "x", "who": []}],
)
def test_a_row_that_is_written_wrongly_is_an_error_and_no_default(wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        due(law_with(wrong))


def test_who_is_covered_by_what() -> None:
    assert Exemption(amount=0, article="x").covers(reason="", channel="counter")
    assert not Exemption(amount=0, article="x", reasons=("damaged",)).covers(reason="", channel="counter")


# ---- the fees of the law themselves, on the day before and on the day


@pytest.mark.parametrize(
    ("day", "online", "counter"),
    [
        ("2017-06-01", 135_000, 135_000),
        ("2023-07-31", 135_000, 135_000),
        ("2023-08-01", 135_000, 135_000),
        ("2023-11-30", 135_000, 135_000),
        ("2023-12-01", 115_000, 135_000),
        ("2025-12-31", 115_000, 135_000),
        ("2026-01-01", 135_000, 135_000),
    ],
)
def test_the_fee_of_each_day_and_channel(day: str, online: int, counter: int) -> None:
    on = date.fromisoformat(day)
    assert fee(on=on, channel="online").amount == online
    assert fee(on=on, channel="counter").amount == counter


@pytest.mark.parametrize(
    ("day", "article"),
    [
        ("2023-07-31", "Biểu mức thu (kèm theo) Thông tư 188/2016/TT-BTC"),
        ("2023-08-01", "Biểu mức thu (kèm theo) Thông tư 37/2023/TT-BTC"),
        ("2023-11-30", "Biểu mức thu (kèm theo) Thông tư 37/2023/TT-BTC"),
        ("2025-12-31", "Điều 3 khoản 2 điểm a Thông tư 37/2023/TT-BTC"),
        ("2026-01-01", "Điều 3 khoản 2 điểm b Thông tư 37/2023/TT-BTC"),
    ],
)
def test_the_article_of_each_day(day: str, article: str) -> None:
    assert fee(on=date.fromisoformat(day), channel="online").article.startswith(article)


@pytest.mark.parametrize("channel", ["online", "counter"])
def test_before_the_days_that_are_covered_no_fee_is_made_up(channel: Any) -> None:
    """The fees of 2013 to 2016 (TT 73/2012) lie before the first day that the rules cover."""
    for day in (date(2016, 12, 31), date(2017, 5, 31)):
        with pytest.raises(UnableToApplyLaw):
            fee(on=day, channel=channel)
