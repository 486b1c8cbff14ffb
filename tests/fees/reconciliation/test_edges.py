"""What a statement can hold besides: things said thrice, on two days, by nobody, late, too early, in odd letters."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.casework.learn_statements import learn_treasury_statement
from gplx.fees.books.models import BUDGET, DIFFERENCES, PLATFORM, REFUNDED
from gplx.fees.books.questions import balances
from gplx.fees.models import Payment
from gplx.fees.reconciliation.changes import open_days
from gplx.fees.reconciliation.models import Difference, PlatformRow, Statement, TreasuryCredit
from gplx.fees.refunds.models import ORDERED, PAID
from gplx.ground.clock import HANOI
from gplx.offices.models import Department
from gplx.registers.models import Exchange
from gplx.registers.treasury.port import Credit, PaidBack, TreasuryStatement
from tests import builders, moments
from tests.fees.reconciliation.statements import ACCOUNT, DAY, platform_agrees, platform_says, row, treasury_says
from tests.fees.refunds.paths import ordered

pytestmark = pytest.mark.django_db
FEE, AFTER = 135_000, date(2021, 9, 28)


@pytest.fixture(autouse=True)
def _account() -> None:
    builders.department()
    Department.objects.filter(id="H26").update(account=ACCOUNT)


def paid(**other: Any) -> Payment:
    return Payment.objects.get(dossier=builders.paid(**other))


def open_ones() -> list[tuple[str, str, int, int]]:
    found = Difference.objects.filter(settled_at=None).order_by("day", "side", "id")
    return [(one.side, one.kind, one.ours, one.theirs) for one in found]


def stands(department_id: str = "H26") -> dict[str, int]:
    connection.check_constraints()
    return {purpose: amount for purpose, amount in balances(department_id=department_id).items() if amount}


# ---- the same thing more than once


def test_what_stands_there_thrice_is_two_too_many() -> None:
    payment = paid()
    platform_says(row(payment), row(payment), row(payment))
    assert sum(one.amount for one in Difference.objects.filter(settled_at=None)) == 2 * FEE
    assert stands() == {PLATFORM: 3 * FEE, BUDGET: -FEE, DIFFERENCES: -2 * FEE}


def test_a_payment_on_two_days_is_one_too_many_on_the_second() -> None:
    payment = paid()
    platform_says(row(payment))
    platform_says(row(payment), day=AFTER)
    [found] = Difference.objects.all()
    assert (found.day, found.kind, found.ours, found.theirs) == (AFTER, "double", 0, FEE)
    platform_says(row(payment))
    assert Difference.objects.filter(settled_at=None).count() == 1
    platform_says(day=AFTER)
    assert open_ones() == []
    assert stands() == {PLATFORM: FEE, BUDGET: -FEE}


def test_a_refund_that_the_treasury_paid_on_two_days_is_one_too_many_on_the_second() -> None:
    refund = ordered()
    back = (PaidBack(reference=refund.reference, amount=refund.amount),)
    platform_agrees()
    treasury_says(online=FEE, back=back)
    platform_says(day=AFTER)
    treasury_says(back=back, day=AFTER)
    [found] = Difference.objects.all()
    assert (found.day, found.side, found.kind, found.ours, found.theirs) == (AFTER, "treasury", "double", 0, FEE)
    assert stands() == {PLATFORM: FEE, REFUNDED: -2 * FEE, DIFFERENCES: FEE}


def test_a_refund_that_stands_twice_on_one_day_is_one_too_many() -> None:
    refund = ordered()
    platform_agrees()
    treasury_says(online=FEE, back=(PaidBack(reference=refund.reference, amount=refund.amount),) * 2)
    refund.refresh_from_db()
    assert (refund.state, open_ones()) == (PAID, [("treasury", "double", 0, FEE)])


def test_a_refund_that_we_count_as_paid_and_the_treasury_never_named() -> None:
    refund = ordered()
    refund.state, refund.ended_at = PAID, datetime(2021, 9, 27, 16, tzinfo=HANOI)
    refund.save()
    platform_agrees()
    treasury_says(online=FEE)
    assert open_ones() == [("treasury", "missing_there", FEE, 0)]


def test_the_same_statement_again_changes_nothing() -> None:
    payment = paid()
    for _ in range(3):
        platform_says(row(payment, amount=FEE + 7))
    assert (open_ones(), stands()[PLATFORM]) == ([("platform", "amount", FEE, FEE + 7)], FEE + 7)
    assert (Difference.objects.count(), Statement.objects.count(), PlatformRow.objects.count()) == (1, 1, 1)


def test_another_wrong_amount_takes_the_place_of_the_first_and_its_note_is_not_taken_over() -> None:
    payment = paid()
    platform_says(row(payment, amount=FEE + 7))
    Difference.objects.update(note="Đã hỏi.")
    platform_says(row(payment, amount=FEE + 9))
    assert open_ones() == [("platform", "amount", FEE, FEE + 9)]
    assert Difference.objects.get(settled_at=None).note == ""
    assert stands() == {PLATFORM: FEE + 9, BUDGET: -FEE, DIFFERENCES: -9}


# ---- when


@pytest.mark.parametrize(
    ("moment", "is_of_the_day"),
    [("2021-09-27T00:00", True), ("2021-09-27T23:59", True), ("2021-09-26T23:58", False), ("2021-09-28T00:00", False)],
)
def test_the_day_is_a_day_in_hanoi(moment: str, is_of_the_day: bool) -> None:
    with moments.at(moment):
        paid()
    platform_says()
    assert open_ones() == ([("platform", "missing_there", FEE, 0)] if is_of_the_day else [])


def test_the_treasury_alone_says_nothing_yet() -> None:
    paid()
    treasury_says(online=1)
    assert not Difference.objects.exists()
    platform_agrees()
    assert open_ones() == [("treasury", "amount", FEE, 1)]


def test_neither_side_settles_what_the_other_found() -> None:
    payment = paid()
    platform_says(row(payment), row(payment, transaction="gd-2"))
    treasury_says(online=2 * FEE)
    assert open_ones() == [("platform", "double", 0, FEE)]
    treasury_says()
    platform_says(row(payment))
    assert open_ones() == [("treasury", "missing_there", FEE, 0)]


def test_a_day_leaves_the_differences_of_another_alone() -> None:
    payment = paid()
    platform_says()
    platform_says(row(payment, reference="dvcla", transaction="la"), day=AFTER)
    assert [(one.day, one.kind) for one in Difference.objects.filter(settled_at=None).order_by("day")] == [
        (DAY, "missing_there"),
        (AFTER, "missing_here"),
    ]


def test_days_with_open_differences_are_asked_after_newest_first_and_not_for_ever() -> None:
    payment = paid()
    for ago in range(5):
        platform_says(row(payment, transaction=f"la-{ago}"), day=DAY - timedelta(days=ago))
    assert list(open_days(until=DAY, at_most=3)) == [DAY - timedelta(days=ago) for ago in (1, 2, 3)]
    assert list(open_days(until=DAY - timedelta(days=4), at_most=3)) == []


# ---- what must not happen


@pytest.mark.parametrize("told", [{"paid": False}, {"amount": 0}])
def test_a_try_without_money_is_no_difference_and_nobody_is_asked(told: dict[str, Any]) -> None:
    builders.submitted()
    before = Exchange.objects.count()
    platform_says(row(Payment.objects.get(), **told))
    assert not Difference.objects.exists()
    assert Exchange.objects.count() == before + (told.get("amount") == 0)


def test_a_payment_that_counts_is_not_asked_after_again() -> None:
    payment = paid()
    before = Exchange.objects.count()
    platform_says(row(payment, amount=FEE + 1))
    assert Exchange.objects.count() == before


def test_other_gateways_and_cash_do_not_stand_on_the_platforms_statement() -> None:
    paid()
    Payment.objects.update(method="vnpay")
    platform_says()
    assert not Difference.objects.exists()


def test_money_of_nobody_moves_no_books() -> None:
    payment = paid()
    before = stands()
    platform_says(row(payment), row(payment, reference="dvcla", transaction="la", dossier=""))
    assert (stands(), open_ones()) == (before, [("platform", "missing_here", 0, FEE)])


def test_another_departments_books_stay_as_they_are() -> None:
    here, there = paid(), paid(department_id="H29")
    before = stands("H29")
    platform_says(row(here), row(here, transaction="gd-2"), row(there))
    assert stands("H29") == before
    assert Difference.objects.get().department_id == "H26"


def test_a_credit_to_an_account_of_no_department_is_a_difference_of_nobody() -> None:
    paid()
    platform_agrees()
    credits = (
        Credit(account=ACCOUNT, source="platform", amount=FEE),
        Credit(account="", source="cash", amount=3),
        Credit(account="THU-LA", source="cash", amount=4),
    )
    learn_treasury_statement(TreasuryStatement(day=DAY, credits=credits, paid_back=()))
    [found] = Difference.objects.all()
    assert (found.department_id, found.kind, found.reference_id, found.theirs) == (
        None,
        "missing_here",
        "cash-20210927",
        7,
    )
    assert TreasuryCredit.objects.count() == 3


@pytest.mark.parametrize("reference", ["", "HT", "HT0000000xL1", "x" * 300, "'; DROP TABLE fees_payment; --", "HT٣"])
def test_a_refund_with_a_strange_name_changes_no_refund(reference: str) -> None:
    refund = ordered()
    platform_agrees()
    treasury_says(online=FEE, back=(PaidBack(reference=reference, amount=FEE),))
    refund.refresh_from_db()
    assert (refund.state, open_ones()) == (ORDERED, [("treasury", "missing_here", 0, FEE)])
    assert stands().get(REFUNDED) is None


@pytest.mark.parametrize("letters", ["<script>alert(1)</script>", "=1+1", "đ" * 300, "%s{}", "‮ngược"])
def test_odd_letters_of_a_row_are_kept_as_they_are(letters: str) -> None:
    platform_says(row(paid()), row(paid(), reference=letters, transaction=letters, dossier=letters))
    found = Difference.objects.get(kind="missing_here")
    assert (found.reference_id, found.transaction_id) == (letters[:255], letters[:60])


def test_a_statement_of_many_rows_takes_the_queries_of_few() -> None:
    payments = [paid() for _ in range(2)]
    counts = []
    for times in (1, 20):
        rows = [row(payment) for payment in payments]
        rows += [row(payments[0], paid=False, reference=f"dvcla{number}") for number in range(times)]
        with CaptureQueriesContext(connection) as seen:
            platform_says(*rows)
        counts.append(len(seen))
    # The first time the statement is new, and one more query says so.
    assert counts[1] <= counts[0]
    assert PlatformRow.objects.count() == 22
