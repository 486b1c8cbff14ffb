"""The main table: what it says of each act, read as a lawyer would, and what must be true of it as a whole."""

from itertools import pairwise

import pytest

from gplx.dossiers.models import (
    CLOSED,
    DRAFT,
    EXAMINING,
    REFUSED,
    STATES,
    SUBMITTED,
    WITH_APPLICANT,
    WITHDRAWN,
    Dossier,
)
from gplx.dossiers.states import OF_APPLICANT, TABLE, acts_open, facts_of, row_for
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER

NONE: frozenset[str] = frozenset()
ALL_ROLES = ("citizen", CLERK, EXAMINER, LEADER, PRINTER, "system")
ANSWER = ("record_answer", "refuse_file")
EVERY_FACT = sorted({fact for row in TABLE for fact in (*row.needs, *row.unless)})


def facts(*true: str) -> frozenset[str]:
    return frozenset(true)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.act}-{row.before}-{row.after}")
def test_each_row_is_complete(row) -> None:
    assert row.before in STATES
    assert row.after in STATES
    assert row.roles
    assert set(row.roles) <= set(ALL_ROLES)
    own_rule = row.law == "GPLX" and row.act == "expire"
    assert own_rule or row.law.startswith(("ND61 Điều", "ND45 Điều", "TT12 Điều", "TT01 Điều", "TT32 Điều", "LAT Điều"))
    assert row.portal is None or 1 <= row.portal <= 10
    assert not set(row.needs) & set(row.unless)


def test_at_most_one_row_fits_whatever_is_true() -> None:
    """Two rows of the same act and state must exclude each other by a fact."""
    rows = sorted(TABLE, key=lambda row: (row.act, row.before))
    for first, second in pairwise(rows):
        if (first.act, first.before) == (second.act, second.before):
            assert set(first.needs) & set(second.unless) or set(first.unless) & set(second.needs)


def test_each_state_can_be_reached_and_left_but_for_the_ends() -> None:
    assert {row.after for row in TABLE} | {DRAFT} == set(STATES)
    assert set(STATES) - {row.before for row in TABLE} == {WITHDRAWN, CLOSED}


def test_the_portal_codes_are_those_of_the_acts() -> None:
    told = {(row.act, row.before): row.portal for row in TABLE if row.portal}
    assert told == {
        ("submit", "draft"): 1,
        ("ask_payment", "submitted"): 6,
        ("accept", "submitted"): 2,
        ("refuse", "submitted"): 3,
        ("refuse", "examining"): 8,
        ("ask_correction", "submitted"): 5,
        ("ask_correction", "examining"): 5,
        ("correct", "with_applicant"): 4,
        ("propose", "examining"): 4,
        ("progress", "examining"): 4,
        ("approve", "examining"): 9,
        ("deliver", "approved"): 10,
        ("withdraw", "submitted"): 7,
        ("withdraw", "examining"): 7,
        ("withdraw", "with_applicant"): 7,
        ("reopen", "refused"): 1,
    }


@pytest.mark.parametrize(
    ("state", "true", "roles", "acts"),
    [
        (DRAFT, NONE, ["citizen"], ("fill_in", "submit", "ask_help")),
        (DRAFT, NONE, [EXAMINER, LEADER, PRINTER], ()),
        (SUBMITTED, NONE, [CLERK], ("ask_payment", "refuse", "ask_correction", *ANSWER, "transfer")),
        (SUBMITTED, facts("payment_asked"), [CLERK], ("pay", "refuse", "ask_correction", *ANSWER)),
        (SUBMITTED, facts("payment_asked", "paid"), [CLERK], ("accept", "refuse", "ask_correction", *ANSWER)),
        (SUBMITTED, facts("payment_asked", "paid"), ["citizen"], ("withdraw",)),
        (SUBMITTED, facts("sends_again"), ["citizen"], ("fill_in", "withdraw")),
        (SUBMITTED, NONE, [EXAMINER], ANSWER),
        (SUBMITTED, NONE, ["system"], ("ask_payment", "refuse_file")),
        (EXAMINING, facts("accepted", "sends_again"), ["citizen"], ("fill_in", "withdraw")),
        (EXAMINING, facts("accepted", "sends_again", "proposed"), ["citizen"], ("withdraw",)),
        (EXAMINING, facts("accepted", "proposed"), ["system"], ("refuse_file",)),
        ("approved", NONE, ["system"], ()),
        (
            EXAMINING,
            facts("paid", "accepted"),
            [EXAMINER],
            ("ask_correction", *ANSWER, "propose", "postpone", "progress"),
        ),
        (EXAMINING, facts("corrected_once"), [EXAMINER], (*ANSWER, "propose", "postpone", "progress")),
        (EXAMINING, facts("proposed"), [EXAMINER], ("postpone", "progress")),
        (EXAMINING, facts("proposed"), [LEADER], ("refuse", "send_back", "approve", "postpone")),
        (EXAMINING, facts("proposed", "own_proposal"), [LEADER], ("refuse", "send_back", "postpone")),
        (EXAMINING, facts("proposed", "postponed"), [EXAMINER], ("progress",)),
        (WITH_APPLICANT, facts("correction_open"), ["citizen"], ("fill_in", "correct", "withdraw")),
        (WITH_APPLICANT, facts("correction_open"), [CLERK, EXAMINER, LEADER, PRINTER], ()),
        ("approved", NONE, [PRINTER], ("print_card", "change_delivery")),
        ("approved", facts("printed"), [PRINTER], ("hand_over", "change_delivery")),
        ("approved", facts("printed", "handed_over"), [PRINTER], ("change_delivery", "fail_pick_up", "deliver")),
        ("approved", facts("printed", "handed_over", "posted"), [PRINTER], ("take_back", "deliver")),
        ("approved", facts("printed", "handed_over", "posted"), [LEADER], ("lose_card",)),
        ("approved", facts("printed", "handed_over", "posted"), ["citizen"], ()),
        ("approved", facts("printed", "handed_over", "posted", "post_failed"), ["citizen"], ("change_delivery",)),
        (
            "approved",
            facts("printed", "handed_over", "posted"),
            ["system"],
            ("fail_delivery", "take_back", "lose_card", "deliver"),
        ),
        ("approved", facts("printed"), ["citizen"], ("change_delivery",)),
        ("approved", facts("printed"), [CLERK, EXAMINER, LEADER], ()),
        (REFUSED, NONE, [LEADER], ("reopen",)),
        (WITHDRAWN, NONE, list(ALL_ROLES), ()),
        (CLOSED, NONE, list(ALL_ROLES), ()),
    ],
)
def test_the_acts_that_are_open(state: str, true: frozenset[str], roles: list[str], acts: tuple[str, ...]) -> None:
    assert acts_open(state=state, facts=true, roles=roles) == acts


def test_a_correction_goes_back_where_it_came_from() -> None:
    before = row_for(act="correct", state=WITH_APPLICANT, facts=facts("correction_open", "corrected_once"))
    after = row_for(act="correct", state=WITH_APPLICANT, facts=facts("correction_open", "corrected_once", "accepted"))
    assert (before.after, before.clock) == (SUBMITTED, "acknowledge")
    assert (after.after, after.clock) == (EXAMINING, "restart")


def test_nobody_is_asked_to_correct_twice() -> None:
    for state in (SUBMITTED, EXAMINING):
        assert row_for(act="ask_correction", state=state, facts=NONE)
        assert row_for(act="ask_correction", state=state, facts=facts("corrected_once")) is None


def test_nothing_is_accepted_before_it_is_paid_nor_paid_twice() -> None:
    assert row_for(act="accept", state=SUBMITTED, facts=facts("payment_asked")) is None
    assert row_for(act="pay", state=SUBMITTED, facts=NONE) is None
    assert row_for(act="pay", state=SUBMITTED, facts=facts("payment_asked", "paid")) is None


def test_an_act_that_does_not_exist_is_never_open() -> None:
    assert row_for(act="shred", state=SUBMITTED, facts=NONE) is None


def test_no_facts_are_true_of_a_new_draft() -> None:
    assert facts_of(Dossier()) == NONE


@pytest.mark.parametrize(
    "column",
    [
        "entrusted_at",
        "help_asked_at",
        "payment_asked_at",
        "paid_at",
        "accepted_at",
        "proposed_at",
        "printed_at",
        "handed_over_at",
    ],
)
def test_a_column_that_is_filled_is_a_fact(column: str) -> None:
    assert facts_of(Dossier(**{column: "2021-09-27T10:00:00+07:00"})) == facts(column.removesuffix("_at"))


def test_every_fact_of_the_table_can_come_true() -> None:
    filled = Dossier(corrections=1, correction_open=True, again={"photo": "infected"}, proposed_by_id=7)
    for column in (
        "entrusted_at",
        "help_asked_at",
        "payment_asked_at",
        "paid_at",
        "accepted_at",
        "proposed_at",
        "postponed_at",
        "printed_at",
        "handed_over_at",
        "posted_at",
        "post_failed_at",
    ):
        setattr(filled, column, "2021-09-27T10:00:00+07:00")
    assert sorted(facts_of(filled, actor_id="7")) == EVERY_FACT


def test_a_proposal_is_somebodys_own_only_to_them() -> None:
    proposed = Dossier(proposed_by_id=7)
    assert "own_proposal" in facts_of(proposed, actor_id="7")
    assert "own_proposal" not in facts_of(proposed, actor_id="8")
    assert "own_proposal" not in facts_of(proposed)


# ---- what is done for the applicant


def test_what_is_the_applicants_own_is_known() -> None:
    assert {
        "fill_in",
        "submit",
        "correct",
        "withdraw",
        "ask_help",
        "take_back_help",
        "change_delivery",
    } == OF_APPLICANT


def test_a_clerk_does_it_only_where_the_dossier_was_entrusted_and_then_the_applicant_still_may() -> None:
    for row in TABLE:
        if row.act in OF_APPLICANT and CLERK in row.roles:
            assert "entrusted" in row.needs
            assert "citizen" in row.roles
            (alone,) = (
                one
                for one in TABLE
                if (one.act, one.before, one.after) == (row.act, row.before, row.after) and one is not row
            )
            assert alone.roles == ("citizen",)
            assert {*alone.unless} == {*row.unless, "entrusted"}
            assert {*row.needs} == {*alone.needs, "entrusted"}
            assert (alone.law, alone.clock, alone.portal) == (row.law, row.clock, row.portal)


@pytest.mark.parametrize(
    ("true", "open_to_clerk", "open_to_citizen"),
    [
        (NONE, (), ("fill_in", "submit", "ask_help")),
        (facts("help_asked"), ("give_help",), ("fill_in", "submit", "ask_help", "take_back_help")),
        (
            facts("help_asked", "entrusted"),
            ("fill_in", "submit"),
            ("fill_in", "submit", "take_back_help"),
        ),
        (facts("entrusted"), ("fill_in", "submit"), ("fill_in", "submit")),
    ],
    ids=["alone", "asked", "helped", "at the counter"],
)
def test_who_may_what_with_a_draft(
    true: frozenset[str], open_to_clerk: tuple[str, ...], open_to_citizen: tuple[str, ...]
) -> None:
    assert acts_open(state=DRAFT, facts=true, roles=[CLERK]) == open_to_clerk
    assert acts_open(state=DRAFT, facts=true, roles=["citizen"]) == open_to_citizen
    for role in (EXAMINER, LEADER, PRINTER):
        assert acts_open(state=DRAFT, facts=true, roles=[role]) == ()
    assert acts_open(state=DRAFT, facts=true, roles=["system"]) == ("expire", "refuse_file")
