"""A day is reconciled both ways, its differences carried until they are gone, and closed by a person."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.casework.ask_statements import ask_statements_of_open_days
from gplx.casework.close_day import close_day
from gplx.casework.explain_difference import explain_difference
from gplx.casework.pay_at_counter import pay_at_counter
from gplx.casework.refund_difference import refund_difference
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow
from gplx.fees.books.models import BUDGET, CASH, DIFFERENCES, PLATFORM, REFUND_DUE, REFUNDED, TREASURY
from gplx.fees.books.questions import balances
from gplx.fees.models import Payment
from gplx.fees.reconciliation.models import Closing, Difference
from gplx.fees.reconciliation.questions import days
from gplx.fees.refunds.models import ORDERED, PAID, Refund
from gplx.offices.models import ACCOUNTANT, CLERK, LEADER, Department, Officer
from gplx.registers.models import Exchange
from gplx.registers.treasury.port import PaidBack
from tests import builders, moments
from tests.builders import fresh
from tests.fees.books.test_postings import taken_back
from tests.fees.reconciliation.statements import ACCOUNT, DAY, platform_agrees, platform_says, row, treasury_says
from tests.fees.refunds.paths import ordered

pytestmark = pytest.mark.django_db
FEE = 135_000
NEXT = "2021-09-28T09:00"


@pytest.fixture(autouse=True)
def _account() -> None:
    builders.department()
    Department.objects.filter(id="H26").update(account=ACCOUNT)


def stands() -> dict[str, int]:
    connection.check_constraints()
    return {purpose: amount for purpose, amount in balances(department_id="H26").items() if amount}


def open_ones() -> list[tuple[str, str, int, int]]:
    found = Difference.objects.filter(settled_at=None).order_by("id")
    return [(one.side, one.kind, one.ours, one.theirs) for one in found]


def accountant() -> Officer:
    return builders.officer(ACCOUNTANT)


def test_where_both_say_the_same_there_is_no_difference() -> None:
    builders.paid()
    platform_agrees()
    treasury_says(online=FEE)
    assert open_ones() == []


def test_money_that_we_do_not_know_of_stands_in_the_books_and_is_asked_after() -> None:
    builders.submitted()
    payment = Payment.objects.get()
    platform_says(row(payment, transaction="gd-1"))
    assert open_ones() == [("platform", "state", 0, FEE)]
    assert stands()[PLATFORM] == FEE
    assert stands()[DIFFERENCES] == -FEE
    assert Exchange.objects.filter(operation="query", key__contains="statement-20210927").exists()


def test_the_lost_word_comes_and_the_difference_is_gone() -> None:
    dossier = builders.submitted()
    payment = Payment.objects.get()
    platform_says(row(payment, transaction="gd-1"))
    builders.pay_for(dossier)
    payment.refresh_from_db()
    platform_says(row(payment))
    assert open_ones() == []
    assert Difference.objects.get().settled_how == "gone"
    assert stands() == {PLATFORM: FEE, BUDGET: -FEE}


def test_it_is_found_again_where_it_comes_again() -> None:
    dossier = builders.paid()
    payment = Payment.objects.get(dossier=dossier)
    for _ in range(2):
        platform_says()
        assert open_ones() == [("platform", "missing_there", FEE, 0)]
        assert stands() == {DIFFERENCES: FEE, BUDGET: -FEE}
        platform_says(row(payment))
        assert (open_ones(), stands()) == ([], {PLATFORM: FEE, BUDGET: -FEE})
    assert Difference.objects.count() == 2


def test_what_another_days_statement_names_is_not_missing() -> None:
    with moments.at("2021-09-28T00:05"):
        dossier = builders.paid()
    payment = Payment.objects.get(dossier=dossier)
    platform_says(row(payment))
    platform_says(day=date(2021, 9, 28))
    assert open_ones() == []


def test_a_row_of_nobody_is_kept_for_all() -> None:
    dossier = builders.paid()
    payment = Payment.objects.get(dossier=dossier)
    stranger = row(payment, reference="dvcnobody", dossier="")
    platform_says(row(payment), stranger)
    assert [(one.department_id, one.kind) for one in Difference.objects.all()] == [(None, "missing_here")]
    known = row(payment, reference="dvcnobody", dossier=dossier.code)
    platform_says(row(payment), known)
    assert Difference.objects.get(settled_at=None).department_id == "H26"


def test_a_second_transaction_goes_back_once() -> None:
    dossier = builders.paid()
    payment = Payment.objects.get(dossier=dossier)
    rows = (row(payment), row(payment, transaction="gd-2"))
    platform_says(*rows)
    difference = Difference.objects.get()
    assert (difference.kind, stands()) == ("double", {PLATFORM: 2 * FEE, BUDGET: -FEE, DIFFERENCES: -FEE})
    refund = refund_difference(difference_id=difference.pk, by=accountant())
    assert (refund.amount, refund.why, refund.transaction) == (FEE, "paid_twice", "gd-2")
    assert stands() == {PLATFORM: 2 * FEE, BUDGET: -FEE, REFUND_DUE: -FEE}
    with pytest.raises(NotPossibleNow):
        refund_difference(difference_id=difference.pk, by=accountant())
    platform_says(*rows)
    assert (open_ones(), Refund.objects.count()) == ([], 1)
    taken_back(dossier)
    assert stands() == {PLATFORM: 2 * FEE, REFUND_DUE: -2 * FEE}


def test_a_wrong_amount_goes_back_and_the_fee_is_still_owed() -> None:
    dossier = builders.submitted()
    payment = Payment.objects.get()
    platform_says(row(payment, transaction="gd-1", amount=FEE - 1000))
    refund = refund_difference(difference_id=Difference.objects.get().pk, by=accountant())
    assert (refund.amount, refund.why) == (FEE - 1000, "unknown_money")
    builders.pay_for(dossier)
    assert stands() == {PLATFORM: 2 * FEE - 1000, BUDGET: -FEE, REFUND_DUE: 1000 - FEE}


def test_what_went_back_is_not_found_anew_when_the_fee_is_paid_by_another_transaction() -> None:
    dossier = builders.submitted()
    payment = Payment.objects.get()
    wrong = row(payment, transaction="gd-1", amount=FEE - 1000)
    platform_says(wrong)
    refund_difference(difference_id=Difference.objects.get().pk, by=accountant())
    builders.pay_for(dossier)
    payment.refresh_from_db()
    for _ in range(2):
        platform_says(wrong, row(payment))
        assert open_ones() == []
        assert stands() == {PLATFORM: 2 * FEE - 1000, BUDGET: -FEE, REFUND_DUE: 1000 - FEE}


def test_what_exceeds_the_fee_goes_back_and_the_fee_itself_may_go_back_later() -> None:
    dossier = builders.paid()
    payment = Payment.objects.get(dossier=dossier)
    platform_says(row(payment, amount=FEE + 5000))
    refund = refund_difference(difference_id=Difference.objects.get().pk, by=accountant())
    assert (refund.amount, refund.why) == (5000, "surplus")
    taken_back(dossier)
    assert stands() == {PLATFORM: FEE + 5000, REFUND_DUE: -FEE - 5000}


@pytest.mark.parametrize("role", [CLERK, LEADER])
def test_only_the_accountant_of_the_department_does_it(role: str) -> None:
    dossier = builders.paid()
    payment = Payment.objects.get(dossier=dossier)
    platform_says(row(payment), row(payment, transaction="gd-2"))
    difference = Difference.objects.get()
    for stranger in (builders.officer(role), builders.officer(ACCOUNTANT, department_id="H24")):
        with pytest.raises(NotAllowed):
            refund_difference(difference_id=difference.pk, by=stranger)
        with pytest.raises(NotAllowed):
            explain_difference(difference_id=difference.pk, by=stranger, note="Vì sao.")


# ---- the treasury


def test_what_has_not_come_to_the_treasury_is_a_difference_until_it_comes() -> None:
    builders.paid()
    platform_agrees()
    treasury_says()
    assert open_ones() == [("treasury", "missing_there", FEE, 0)]
    treasury_says(online=FEE - 1)
    assert open_ones() == [("treasury", "amount", FEE, FEE - 1)]
    treasury_says(online=FEE)
    assert open_ones() == []


def test_cash_lies_at_the_desk_until_the_treasury_has_it() -> None:
    dossier = builders.submitted()
    pay_at_counter(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), seen=None, received=FEE)
    assert stands() == {CASH: FEE, BUDGET: -FEE}
    platform_says()
    treasury_says()
    assert open_ones() == [("treasury", "missing_there", FEE, 0)]
    treasury_says(cash=FEE)
    assert open_ones() == []


def test_a_refund_on_the_treasurys_statement_is_paid_where_its_answer_was_lost() -> None:
    refund = ordered()
    platform_agrees()
    treasury_says(online=FEE, back=(PaidBack(reference=refund.reference, amount=refund.amount),))
    refund.refresh_from_db()
    assert (refund.state, open_ones()) == (PAID, [])
    assert stands() == {PLATFORM: FEE, REFUNDED: -FEE}


def test_a_refund_of_another_amount_or_of_nobody_is_a_difference() -> None:
    refund = ordered()
    platform_agrees()
    wrong = (PaidBack(reference=refund.reference, amount=1), PaidBack(reference="HT99999999L1", amount=7))
    treasury_says(online=FEE, back=wrong)
    refund.refresh_from_db()
    assert refund.state == ORDERED
    assert sorted(open_ones()) == [("treasury", "amount", 0, 1), ("treasury", "missing_here", 0, 7)]


# ---- closing


def reconciled() -> None:
    builders.paid()
    platform_agrees()
    treasury_says(online=FEE)


def test_closing_moves_the_takings_to_the_treasury() -> None:
    reconciled()
    by = accountant()
    with moments.at(NEXT):
        closed = close_day(day=DAY, by=by)
        assert close_day(day=DAY, by=by) == closed
    assert stands() == {TREASURY: FEE, BUDGET: -FEE}
    assert (Closing.objects.count(), closed.totals["moved"]) == (1, {"platform": FEE, "vnpay": 0, "cash": 0})


def test_what_comes_to_the_treasury_after_closing_is_moved_too() -> None:
    reconciled()
    treasury_says()
    by = accountant()
    explain_difference(difference_id=Difference.objects.get(settled_at=None).pk, by=by, note="Nền tảng chuyển chậm.")
    with moments.at(NEXT):
        close_day(day=DAY, by=by)
        assert stands() == {PLATFORM: FEE, BUDGET: -FEE}
        for _ in range(2):
            treasury_says(online=FEE)
            assert (stands(), open_ones()) == ({TREASURY: FEE, BUDGET: -FEE}, [])


def test_a_day_that_is_not_over_cannot_be_closed() -> None:
    reconciled()
    with pytest.raises(NotPossibleNow):
        close_day(day=DAY, by=accountant())


def test_nor_one_whose_statements_have_not_come() -> None:
    builders.paid()
    platform_agrees()
    with moments.at(NEXT), pytest.raises(NotComplete):
        close_day(day=DAY, by=accountant())


def test_nor_one_with_a_difference_that_nobody_explained() -> None:
    reconciled()
    platform_says()
    by = accountant()
    with moments.at(NEXT):
        with pytest.raises(ActRefused, match="giải trình"):
            close_day(day=DAY, by=by)
        for one in Difference.objects.filter(settled_at=None):
            with pytest.raises(NotComplete):
                explain_difference(difference_id=one.pk, by=by, note="  ")
            explain_difference(difference_id=one.pk, by=by, note="Sao kê thiếu, đã báo nền tảng.")
        assert close_day(day=DAY, by=by).totals["open"] == 2


@pytest.mark.parametrize("role", [CLERK, LEADER])
def test_only_an_accountant_closes(role: str) -> None:
    reconciled()
    with moments.at(NEXT), pytest.raises(NotAllowed):
        close_day(day=DAY, by=builders.officer(role))


def test_each_morning_yesterday_is_asked_and_every_day_that_is_not_in_order() -> None:
    builders.paid()
    platform_says()
    with moments.at("2021-09-30T05:30"):
        assert ask_statements_of_open_days() == (date(2021, 9, 29), DAY)
        ask_statements_of_open_days()
    asked = Exchange.objects.filter(operation="statement").order_by("id").values_list("register", "ask")
    assert list(asked) == [
        (register, {"day": day}) for day in ("2021-09-29", "2021-09-27") for register in ("payments", "treasury")
    ]


@pytest.mark.parametrize("count", [1, 60])
def test_the_last_days_are_four_queries(count: int) -> None:
    reconciled()
    with CaptureQueriesContext(connection) as queries:
        found = days(department_id="H26", last=DAY, count=count)
    assert (len(queries), len(found), found[0].online) == (4, count, FEE)
