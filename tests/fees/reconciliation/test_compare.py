"""Two lists of a day, compared: each kind of difference, and that all of them explain what the sums differ by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.fees.reconciliation.compare import Found, Ours, Theirs, compare, compare_sums

FEE = 135_000


def ours(reference: str = "a", *, paid: bool = True, transaction: str = "t1", amount: int = FEE) -> Ours:
    return Ours(reference=reference, transaction=transaction if paid else "", amount=amount, paid=paid)


def theirs(reference: str = "a", *, paid: bool = True, transaction: str = "t1", amount: int = FEE) -> Theirs:
    return Theirs(reference=reference, transaction=transaction, amount=amount, paid=paid)


def found(kind: str, here: int, there: int, *, transaction: str = "t1") -> Found:
    return Found(kind=kind, reference="a", transaction=transaction, ours=here, theirs=there)


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ([ours()], [theirs()], []),
        ([ours(paid=False)], [], []),
        ([ours(paid=False)], [theirs(paid=False)], []),
        ([], [theirs()], [found("missing_here", 0, FEE)]),
        ([], [theirs(paid=False)], []),
        ([ours()], [], [found("missing_there", FEE, 0)]),
        ([ours()], [theirs(paid=False)], [found("state", FEE, 0)]),
        ([ours(paid=False)], [theirs()], [found("state", 0, FEE)]),
        ([ours(paid=False)], [theirs(amount=FEE - 1000)], [found("amount", 0, FEE - 1000)]),
        ([ours()], [theirs(amount=FEE + 1)], [found("amount", FEE, FEE + 1)]),
        ([ours()], [theirs(), theirs(transaction="t2")], [found("double", 0, FEE, transaction="t2")]),
        ([ours()], [theirs(), theirs()], [found("double", 0, FEE)]),
        (
            [ours()],
            [theirs(transaction="t2")],
            [found("missing_there", FEE, 0), found("double", 0, FEE, transaction="t2")],
        ),
        ([ours(transaction="t2")], [theirs(), theirs(transaction="t2")], [found("double", 0, FEE)]),
        (
            [],
            [theirs(), theirs(transaction="t2")],
            [found("missing_here", 0, FEE), found("double", 0, FEE, transaction="t2")],
        ),
    ],
)
def test_each_kind(here: list[Ours], there: list[Theirs], expected: list[Found]) -> None:
    assert compare(here, there) == expected


def test_what_another_days_statement_has_is_not_missing_and_a_second_one_is_a_double() -> None:
    kept = Ours(reference="a", transaction="t1", amount=FEE, paid=True, here=False)
    assert compare([kept], []) == []
    assert compare([kept], [theirs(transaction="t2")]) == [found("double", 0, FEE, transaction="t2")]


AMOUNTS = st.sampled_from([FEE, FEE, FEE, FEE - 1000, 2 * FEE])
OURS = st.builds(ours, st.sampled_from("abcdef"), paid=st.booleans(), transaction=st.sampled_from(["t1", "t2"]))
THEIRS = st.builds(
    theirs, st.sampled_from("abcdefgh"), paid=st.booleans(), transaction=st.sampled_from(["t1", "t2"]), amount=AMOUNTS
)


@given(here=st.lists(OURS, unique_by=lambda one: one.reference), there=st.lists(THEIRS, max_size=12))
def test_together_they_explain_all_that_the_sums_differ_by(here: list[Ours], there: list[Theirs]) -> None:
    said = sum(row.amount for row in there if row.paid)
    counted = sum(one.amount for one in here if one.paid)
    differences = compare(here, there)
    assert sum(one.theirs - one.ours for one in differences) == said - counted
    assert all(one.theirs != one.ours for one in differences)


@given(here=st.lists(OURS, unique_by=lambda one: one.reference), there=st.lists(THEIRS, max_size=8), luck=st.randoms())
def test_the_order_of_our_list_does_not_matter(here: list[Ours], there: list[Theirs], luck: object) -> None:
    shuffled = sorted(here, key=lambda one: one.reference, reverse=True)
    assert compare(here, there) == compare(shuffled, there)


@pytest.mark.parametrize(
    ("here", "there", "kind"),
    [(5, 0, "missing_there"), (0, 5, "missing_here"), (5, 6, "amount"), (0, 0, ""), (5, 5, "")],
)
def test_sums(here: int, there: int, kind: str) -> None:
    assert [one.kind for one in compare_sums("x", ours=here, theirs=there)] == ([kind] if kind else [])
