"""Decisions come out again byte for byte with their own values, and show what another day's law would change."""

import json
from datetime import date

import msgspec
import pytest

from gplx.rules.law import LAW, UnableToApplyLaw, as_of
from gplx.rules.replay import Decision, decide, replay, rules_version, would_differ
from tests.rules.situations import SITUATIONS, usual

D = date.fromisoformat
PILOT = D("2021-09-27")


def test_every_situation_replays_from_its_stored_form() -> None:
    for situation in SITUATIONS:
        stored = decide(case=situation.case, on=situation.on).to_json()
        again = Decision.from_json(stored)
        assert again.to_json() == stored, str(situation)
        assert replay(again), str(situation)


def test_a_decision_carries_all_that_it_rests_on() -> None:
    decision = decide(case=usual(), on=PILOT)
    assert decision.outcome == "exchange"
    assert decision.rules_version == rules_version()
    assert decision.values["fees.online"][0].value == 135_000
    assert "fees.counter" not in decision.values, "only what was used is kept"
    assert decision.rules["exchange_damaged"].cites[0].article == "Điều 37 khoản 2"
    assert {"TT12-2017", "TT38-2019", "TT188-2016"} <= set(decision.texts)
    assert "TT12-2025" not in decision.texts


def test_the_stored_values_count_even_when_the_written_law_has_changed() -> None:
    stored = decide(case=usual(), on=PILOT).to_json()
    of_another_law = Decision.from_json(stored.replace(b"135000", b"140000"))
    assert of_another_law.assessment["fee"]["amount"] == 140_000
    assert replay(of_another_law)


@pytest.mark.parametrize(
    ("held", "told", "forged"),
    [
        ("B2", b'"outcome":"exchange"', b'"outcome":"refuse"'),
        ("B2", b'"new_class":"B2"', b'"new_class":"C"'),
        ("B2", b'"amount":135000', b'"amount":1000'),
        ("B1", b'"sex":"male"', b'"sex":"female"'),
    ],
)
def test_a_decision_that_was_changed_afterwards_does_not_replay(held: str, told: bytes, forged: bytes) -> None:
    stored = decide(case=usual(licence__class=held), on=PILOT).to_json()
    assert told in stored
    assert not replay(Decision.from_json(stored.replace(told, forged)))


def test_a_decision_without_its_values_does_not_replay() -> None:
    decision = decide(case=usual(), on=PILOT)
    assert not replay(msgspec.structs.replace(decision, values={}))
    assert not replay(msgspec.structs.replace(decision, rules={}))
    assert not replay(msgspec.structs.replace(decision, texts={}))


def test_what_is_not_a_decision_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        Decision.from_json(b'{"on": "2021-09-27"}')


def test_the_version_changes_with_the_written_law_only() -> None:
    assert rules_version() == rules_version()
    method, digest = rules_version().split("-")
    assert (method, len(digest)) == ("1", 16)


def test_shows_what_another_day_would_have_decided() -> None:
    fine = decide(case=usual(holds=[{"kind": "unpaid_fine"}]), on=PILOT)
    late = decide(case=usual(licence__issued=D("2011-08-01"), licence__expires=D("2021-08-01")), on=PILOT)
    lost = decide(case=usual(licence__lost=True), on=PILOT)
    found = would_differ(decisions=[fine, late, lost], on=D("2025-01-15"))

    assert [difference.decision for difference in found] == [fine, late]
    assert found[0].changes["outcome"] == ("exchange", "hold")
    assert found[0].changes["new_class"] == ("B2", "B")
    assert found[1].changes["outcome"] == ("exchange", "retest")
    assert found[1].changes["tests"] == ([], ["theory"])


def test_nothing_differs_under_the_law_of_its_own_day() -> None:
    for situation in SITUATIONS:
        assert would_differ(decisions=[decide(case=situation.case, on=situation.on)], on=situation.on) == ()


def test_says_so_where_another_days_law_is_silent() -> None:
    new = decide(
        case=usual(licence__class="B", licence__issued=D("2025-02-01"), licence__expires=D("2035-02-01")),
        on=D("2025-06-01"),
    )
    (difference,) = would_differ(decisions=[new], on=PILOT)
    assert difference.changes == {}
    assert "“B”" in difference.silent


def test_a_law_of_another_day_leaves_the_past_of_the_case_alone() -> None:
    unlimited = usual(licence__class="A2", licence__expires="")
    decision = decide(case=unlimited, on=PILOT)
    (difference,) = would_differ(decisions=[decision], on=D("2025-01-15"))
    assert "outcome" not in difference.changes
    with pytest.raises(UnableToApplyLaw):
        as_of(law=LAW, day=D("2016-01-01")).value("fees.online", PILOT)


def test_the_record_is_plain_json() -> None:
    record = json.loads(decide(case=usual(), on=PILOT).to_json())
    assert list(record) == sorted(record)
    assert record["case"]["licence"]["class"] == "B2"
