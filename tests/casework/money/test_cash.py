"""Cash at the counter: exactly the fee, once, by the right person, and whatever comes online besides goes back."""

import pytest

from gplx.casework.pay import Word, pay
from gplx.casework.pay_again import pay_again
from gplx.casework.pay_at_counter import pay_at_counter
from gplx.casework.refuse import refuse
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow, StaleDossier
from gplx.fees.books.models import BUDGET, CASH, DUE, PLATFORM, REFUND_DUE, Transaction
from gplx.fees.books.questions import balances_until
from gplx.fees.models import CANCELLED, OPEN, PAID, Payment
from gplx.fees.models import CASH as BY_HAND
from gplx.fees.reconciliation.questions import cash_of
from gplx.fees.refunds.models import ACCOUNT, Refund
from gplx.ground.clock import today
from gplx.offices.models import ACCOUNTANT, CLERK, EXAMINER, LEADER, PRINTER, Officer
from tests import builders, moments
from tests.builders import fresh
from tests.fees.books.test_postings import stands, word
from tests.fees.refunds.paths import withdrawn

pytestmark = pytest.mark.django_db
FEE = 135_000


def taken(
    dossier: Dossier, *, by: Officer | None = None, request_id: str = "", received: int = FEE, seen: int | None = None
) -> Dossier:
    clerk = by or builders.officer(CLERK)
    return pay_at_counter(
        dossier_id=dossier.id, by=clerk, request_id=request_id or fresh(), seen=seen, received=received
    )


def nothing_came_of(dossier: Dossier) -> None:
    """The fee is asked for as before, and no drawer holds a coin."""
    assert stands(dossier) == {DUE: FEE, BUDGET: -FEE}
    assert list(Payment.objects.values_list("method", "state")) == [("platform", OPEN)]
    assert not Act.objects.filter(dossier=dossier, act="pay").exists()
    dossier.refresh_from_db()
    assert dossier.paid_at is None


def test_exactly_the_fee_stands_in_the_drawer_and_the_open_page_is_closed() -> None:
    dossier = builders.submitted()
    clerk = builders.officer(CLERK)
    after = taken(dossier, by=clerk)
    assert after.paid_at is not None
    assert stands(dossier) == {CASH: FEE, BUDGET: -FEE}
    cash = Payment.objects.get(method=BY_HAND)
    assert (cash.state, cash.amount, cash.ended_at) == (PAID, FEE, after.paid_at)
    assert cash.transaction == f"officer:{clerk.pk}"
    assert Payment.objects.exclude(pk=cash.pk).get().state == CANCELLED


def test_the_history_says_how_much_how_and_by_whom() -> None:
    dossier, clerk = builders.submitted(), builders.officer(CLERK)
    taken(dossier, by=clerk)
    act = Act.objects.get(dossier=dossier, act="pay")
    assert (act.by_kind, act.by_id) == ("officer", str(clerk.pk))
    assert (act.details["amount"], act.details["method"]) == (FEE, "cash")
    assert act.details["reference"] == Payment.objects.get(method=BY_HAND).reference


@pytest.mark.parametrize("received", [0, -FEE, FEE - 1, FEE + 1, 2 * FEE, 10**12])
def test_any_other_sum_is_not_taken(received: int) -> None:
    dossier = builders.submitted()
    with pytest.raises(NotComplete, match="đúng bằng"):
        taken(dossier, received=received)
    nothing_came_of(dossier)


def test_a_second_click_takes_nothing_more() -> None:
    dossier, same = builders.submitted(), fresh()
    assert taken(dossier, request_id=same) == taken(dossier, request_id=same)
    assert stands(dossier) == {CASH: FEE, BUDGET: -FEE}
    assert Payment.objects.filter(method=BY_HAND).count() == 1


def test_another_form_afterwards_is_refused() -> None:
    dossier = taken(builders.submitted())
    with pytest.raises(NotPossibleNow):
        taken(dossier)
    assert stands(dossier) == {CASH: FEE, BUDGET: -FEE}


def test_what_was_paid_online_is_not_taken_again() -> None:
    dossier = builders.paid()
    with pytest.raises(NotPossibleNow):
        taken(dossier)
    assert stands(dossier) == {PLATFORM: FEE, BUDGET: -FEE}
    assert not Payment.objects.filter(method=BY_HAND).exists()


def test_a_form_from_before_another_act_is_stale() -> None:
    dossier = builders.submitted()
    with pytest.raises(StaleDossier):
        taken(dossier, seen=dossier.version - 1)
    nothing_came_of(dossier)


@pytest.mark.parametrize("role", [ACCOUNTANT, PRINTER, EXAMINER, LEADER])
def test_other_roles_take_no_money(role: str) -> None:
    dossier = builders.submitted()
    with pytest.raises(NotAllowed):
        taken(dossier, by=builders.officer(role))
    nothing_came_of(dossier)


def test_nor_another_departments_clerk() -> None:
    dossier = builders.submitted()
    with pytest.raises(NotAllowed):
        taken(dossier, by=builders.officer(CLERK, department_id="H24"))
    nothing_came_of(dossier)


def test_before_the_fee_is_asked_nothing_is_taken() -> None:
    dossier = builders.submitted(green=False)
    with pytest.raises(NotPossibleNow):
        taken(dossier)
    assert stands(dossier) == {}
    assert not Payment.objects.exists()


def test_after_the_end_nothing_is_taken() -> None:
    dossier = withdrawn(builders.submitted())
    with pytest.raises(ActRefused):
        taken(dossier)
    assert stands(dossier) == {}


@pytest.mark.parametrize("turns", [1, 3])
def test_online_money_that_comes_besides_is_owed_back_once(turns: int) -> None:
    dossier = builders.submitted()
    online = Payment.objects.get()
    taken(dossier)
    assert [pay(word(online)) for _ in range(turns)] == ["00"] * turns
    assert stands(dossier) == {CASH: FEE, PLATFORM: FEE, BUDGET: -FEE, REFUND_DUE: -FEE}
    refund = Refund.objects.get()
    assert (refund.payment_id, refund.why, refund.amount, refund.state) == (online.pk, "paid_twice", FEE, ACCOUNT)


def test_a_failure_online_afterwards_changes_nothing() -> None:
    dossier = builders.submitted()
    online = Payment.objects.get()
    taken(dossier)
    assert pay(word(online, paid=False)) == "00"
    assert stands(dossier) == {CASH: FEE, BUDGET: -FEE}
    assert not Refund.objects.exists()


def test_cash_of_a_dossier_that_ends_is_owed_back_by_the_treasury_and_stays_in_the_drawer() -> None:
    dossier = taken(builders.submitted())
    refuse(
        dossier_id=dossier.id,
        by=builders.officer(CLERK),
        request_id=fresh(),
        seen=None,
        reason="Thử.",
        article="Điều 37",
    )
    assert stands(dossier) == {CASH: FEE, REFUND_DUE: -FEE}
    refund = Refund.objects.get()
    assert (refund.why, refund.account, refund.payment.method) == ("refused", "", BY_HAND)


def test_each_department_counts_its_own_drawer_and_each_day_its_own_takings() -> None:
    with moments.at("2021-09-27T23:50"):
        taken(builders.submitted())
        taken(builders.submitted(department_id="H24"), by=builders.officer(CLERK, department_id="H24"))
        first = today()
    with moments.at("2021-09-28T00:10"):
        taken(builders.submitted())
        second = today()
    days = (first, second)
    assert [cash_of(department_id="H26", day=day).count() for day in days] == [1, 1]
    assert [cash_of(department_id="H24", day=day).count() for day in days] == [1, 0]
    assert [balances_until(department_id="H26", day=day)[CASH] for day in days] == [FEE, 2 * FEE]


def test_the_books_hold_one_asking_and_one_payment_of_it() -> None:
    dossier = taken(builders.submitted())
    cash = Payment.objects.get(method=BY_HAND)
    kinds = Transaction.objects.filter(payment=cash).order_by("id").values_list("kind", "key")
    assert list(kinds) == [("asked", f"{cash.reference}:asked"), ("paid", f"{cash.reference}:paid")]
    assert set(Transaction.objects.filter(dossier=dossier).values_list("department_id", flat=True)) == {"H26"}


def test_a_dossier_paid_in_cash_is_not_asked_for_the_fee_again() -> None:
    dossier = taken(builders.submitted())
    with pytest.raises(NotPossibleNow):
        pay_again(dossier_id=dossier.id)
    assert Payment.objects.count() == 2
    assert stands(dossier) == {CASH: FEE, BUDGET: -FEE}


def test_a_wrong_amount_online_does_not_stop_cash() -> None:
    dossier = builders.submitted()
    online = Payment.objects.get()
    said = {"currency": "VND", "transaction": "gd-1", "said": {"n": 1}}
    assert pay(Word(reference=online.reference, paid=True, amount=FEE - 1, **said)) == "14"
    taken(dossier)
    assert stands(dossier) == {CASH: FEE, BUDGET: -FEE}
