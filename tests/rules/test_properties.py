"""What holds for every case that can be thought of."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.rules.assessment import GRAVEST_FIRST, Assessment
from gplx.rules.case import NEW_CLASSES, NEW_CLASSES_FROM, OLD_CLASSES, Case, UnableToReadCase
from gplx.rules.eligibility import assess
from gplx.rules.law import COVERED_FROM, COVERED_TO, UnableToApplyLaw
from gplx.rules.replay import decide, replay

CLASSES = sorted(OLD_CLASSES | NEW_CLASSES)
DAYS = st.dates(min_value=COVERED_FROM, max_value=COVERED_TO - timedelta(days=1))
NEAR_DAYS = st.dates(min_value=COVERED_FROM, max_value=date(2030, 12, 31))
CONCLUSIONS = ("A0-1", "A0-3", "?", "A0-2")


@st.composite
def cases(draw: st.DrawFn, **fixed: Any) -> Case:
    born = draw(st.dates(min_value=date(1930, 1, 1), max_value=date(2006, 12, 31)))
    issued = draw(st.dates(min_value=born + timedelta(days=18 * 366), max_value=date(2027, 12, 31)))
    known = sorted(NEW_CLASSES if issued >= NEW_CLASSES_FROM else OLD_CLASSES)
    expires = draw(st.none() | st.dates(min_value=issued, max_value=date(2060, 12, 31)))
    facts: dict[str, Any] = {
        "holder": {"born": born, "sex": draw(st.sampled_from(("male", "female")))},
        "licence": {
            "class": draw(st.sampled_from(known)),
            "issued": issued,
            "expires": expires,
            "card": draw(st.sampled_from(("pet", "paper"))),
            "issuer": draw(st.sampled_from(("transport", "transport", "police", "military", "foreign"))),
            "in_register": draw(st.sampled_from((True, True, True, False))),
            "lost": draw(st.sampled_from((False, False, False, True))),
        },
        "wanted_class": draw(st.none() | st.sampled_from(CLASSES)),
        "reason": draw(st.sampled_from(("expiring", "damaged", "data_changed", "paper_to_pet", "downgrade"))),
        "channel": draw(st.sampled_from(("online", "counter"))),
        "holds": draw(st.lists(holds(), max_size=3)),
        "health": draw(st.none() | papers()),
    }
    return Case.from_json(facts | fixed)


@st.composite
def holds(draw: st.DrawFn) -> dict[str, Any]:
    kinds = ("seized", "stripped", "unpaid_fine", "unresolved", "fraud")
    return {"kind": draw(st.sampled_from(kinds)), "until": draw(st.none() | NEAR_DAYS)}


@st.composite
def papers(draw: st.DrawFn) -> dict[str, Any]:
    concluded = draw(st.dates(min_value=date(2010, 1, 1), max_value=date(2030, 12, 31)))
    name = draw(st.sampled_from([*CLASSES, "A.03", "?"]))
    return {"concluded": concluded, "class": name, "conclusion": draw(st.sampled_from(CONCLUSIONS))}


def answer(case: Case, on: date) -> Assessment | None:
    """The assessment, or None on a day before the licence was issued."""
    try:
        return assess(case=case, on=on)
    except UnableToApplyLaw:
        assert case.licence.issued > on
        return None


@given(case=cases(), on=DAYS)
def test_no_case_crashes_and_each_answer_has_a_reason_with_an_article(case: Case, on: date) -> None:
    found = answer(case, on)
    if found is None:
        return
    assert found.reasons
    for reason in found.reasons:
        assert reason.text
        assert reason.text_en
        assert reason.article
        assert reason.confidence in "HML"
        assert "{" not in reason.text + reason.text_en
        assert "None" not in reason.text + reason.text_en
    assert (found.outcome == "redirect") == (found.redirect is not None) == (found.fee is None)
    assert (found.outcome == "redirect") == (found.health is None) == (found.new_class is None)
    assert found.outcome != "retest" or found.tests


@given(case=cases(), on=NEAR_DAYS)
def test_every_decision_replays(case: Case, on: date) -> None:
    if answer(case, on) is not None:
        assert replay(decide(case=case, on=on))


@given(case=cases(), on=NEAR_DAYS, later=st.integers(min_value=1, max_value=800))
def test_a_later_day_never_makes_an_overdue_licence_less_overdue(case: Case, on: date, later: int) -> None:
    first, then = answer(case, on), answer(case, on + timedelta(days=later))
    if first is not None and then is not None and then.outcome != "redirect":
        assert set(first.tests) <= set(then.tests)


@given(case=cases(health=None), on=NEAR_DAYS, paper=papers())
def test_a_stricter_health_result_never_improves_the_outcome(case: Case, on: date, paper: dict[str, Any]) -> None:
    """From no paper over fit, doubtful and unknown to unfit, the outcome only grows graver."""
    outcomes = []
    for conclusion in CONCLUSIONS:
        found = answer(Case.from_json(plain(case) | {"health": paper | {"conclusion": conclusion}}), on)
        if found is None:
            return
        outcomes.append(GRAVEST_FIRST[found.outcome])
    assert outcomes == sorted(outcomes, reverse=True)
    without = answer(case, on)
    assert without is not None
    assert GRAVEST_FIRST[without.outcome] == outcomes[0]


@given(case=cases(holds=[]), on=NEAR_DAYS, hold=holds())
def test_a_measure_never_improves_the_outcome(case: Case, on: date, hold: dict[str, Any]) -> None:
    free, held = answer(case, on), answer(Case.from_json(plain(case) | {"holds": [hold]}), on)
    if free is not None and held is not None:
        assert GRAVEST_FIRST[held.outcome] <= GRAVEST_FIRST[free.outcome]


@given(case=cases(), on=NEAR_DAYS)
def test_what_is_given_is_never_expired_on_the_day_it_is_given(case: Case, on: date) -> None:
    found = answer(case, on)
    if found is not None and found.valid_until is not None:
        assert found.valid_until > on


@given(case=cases(), on=NEAR_DAYS)
def test_the_new_class_is_one_of_that_days_law(case: Case, on: date) -> None:
    found = answer(case, on)
    if found is not None and found.new_class is not None:
        assert found.new_class in (NEW_CLASSES if on >= NEW_CLASSES_FROM else OLD_CLASSES)


@given(
    garbage=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["holder", "licence", "born", "class", "holds", "kind"]) | st.text(max_size=5),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    ).filter(lambda value: isinstance(value, dict))
)
def test_garbage_is_refused_in_one_sentence(garbage: dict[str, Any]) -> None:
    with pytest.raises(UnableToReadCase) as refusal:
        Case.from_json(garbage)
    assert str(refusal.value).endswith(".")


def plain(case: Case) -> dict[str, Any]:
    """The facts as an object that can be changed and read again."""
    licence = case.licence
    return {
        "holder": {"born": case.holder.born, "sex": case.holder.sex},
        "licence": {
            "class": licence.class_,
            **{name: getattr(licence, name) for name in licence.__struct_fields__ if name != "class_"},
        },
        "wanted_class": case.wanted_class,
        "reason": case.reason,
        "channel": case.channel,
        "holds": [{"kind": hold.kind, "until": hold.until} for hold in case.holds],
    }
