"""Money at the same moment: two clicks, two answers, cash and online, an account and an order. Each đồng moves once."""

from functools import partial

import pytest
from django.db import connection
from pytest_django import Settings

from gplx.casework.close_day import close_day
from gplx.casework.learn_refunds import Learnt, learn_refunds
from gplx.casework.learn_statements import learn_platform_statement, learn_treasury_statement
from gplx.casework.name_refund_account import name_refund_account
from gplx.casework.pay import pay
from gplx.casework.pay_at_counter import pay_at_counter
from gplx.casework.prepare_refunds import prepare_refunds
from gplx.casework.refund_difference import refund_difference
from gplx.casework.refuse import refuse
from gplx.casework.release_refunds import release_refunds
from gplx.casework.reopen import reopen
from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import Dossier
from gplx.fees.books.models import BUDGET, CASH, DUE, ORDERED, PLATFORM, REFUND_DUE, REFUNDED, Entry
from gplx.fees.books.questions import balances
from gplx.fees.models import Payment
from gplx.fees.reconciliation.models import Closing, Difference
from gplx.fees.refunds.models import STOPPED, Order, Refund
from gplx.fees.refunds.order_file import Answer
from gplx.offices.models import ACCOUNTANT, CLERK, LEADER
from gplx.registers.models import Exchange
from gplx.registers.payments.statement import Statement
from gplx.registers.treasury.port import TreasuryStatement
from tests import builders, moments
from tests.builders import fresh
from tests.casework.acts.together import kinds, together
from tests.fees.books.test_postings import word
from tests.fees.reconciliation.statements import DAY, platform_agrees, platform_says, row, treasury_says
from tests.fees.refunds.paths import ACCOUNT, accountant, begun, named, ordered, result

pytestmark = pytest.mark.django_db(transaction=True)
FEE = 135_000


def stands(dossier: Dossier) -> dict[str, int]:
    assert sum(Entry.objects.values_list("amount", flat=True)) == 0
    return {purpose: amount for purpose, amount in balances(dossier_id=dossier.id).items() if amount}


def test_one_word_told_four_times_at_once_is_entered_once() -> None:
    dossier = builders.submitted()
    told = word(Payment.objects.get())
    assert together(*[partial(pay, told)] * 4) == ["00"] * 4
    assert stands(dossier) == {PLATFORM: FEE, BUDGET: -FEE}


def test_cash_and_the_platforms_word_at_once_one_of_them_is_owed_back() -> None:
    dossier = builders.submitted()
    online, clerk = Payment.objects.get(), builders.officer(CLERK)
    cash = partial(pay_at_counter, dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, received=FEE)
    outcomes = together(partial(pay, word(online)), cash)
    dossier.refresh_from_db()
    if kinds(outcomes) == ["done", "done"]:
        assert stands(dossier) == {PLATFORM: FEE, CASH: FEE, BUDGET: -FEE, REFUND_DUE: -FEE}
        assert Refund.objects.get().payment == online
    else:
        assert kinds(outcomes) == ["NotPossibleNow", "done"]
        assert stands(dossier) == {PLATFORM: FEE, BUDGET: -FEE}


def test_two_clerks_take_the_cash_of_one() -> None:
    dossier = builders.submitted()
    clerks = [builders.officer(CLERK) for _ in range(2)]
    told = {"dossier_id": dossier.id, "seen": None, "received": FEE}
    outcomes = together(*(partial(pay_at_counter, **told, by=clerk, request_id=fresh()) for clerk in clerks))
    assert kinds(outcomes) == ["NotPossibleNow", "done"]
    assert stands(dossier) == {CASH: FEE, BUDGET: -FEE}


def test_paid_and_withdrawn_at_once_it_goes_back_once() -> None:
    dossier = builders.submitted()
    leave = partial(withdraw, dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)
    together(partial(pay, word(Payment.objects.get())), leave)
    assert stands(dossier) == {PLATFORM: FEE, REFUND_DUE: -FEE}
    assert Refund.objects.exclude(state=STOPPED).count() == 1


def test_two_accountants_prepare_one_order() -> None:
    refund = named(begun())
    people = [accountant() for _ in range(3)]
    outcomes = together(*(partial(prepare_refunds, by=person) for person in people))
    assert kinds(outcomes).count("done") == 1
    assert Order.objects.count() == 1
    assert stands(refund.dossier) == {PLATFORM: FEE, ORDERED: -FEE}


def test_two_people_release_an_order_once(settings: Settings) -> None:
    settings.REFUND_TWO_ABOVE = 0
    refund = ordered()
    order, people = Order.objects.get(), [builders.officer(LEADER) for _ in range(2)]
    outcomes = together(*(partial(release_refunds, order_id=order.pk, by=person, good=True) for person in people))
    assert kinds(outcomes) == ["NotPossibleNow", "done"]
    assert stands(refund.dossier) == {PLATFORM: FEE, ORDERED: -FEE}
    assert Exchange.objects.filter(register="treasury").count() == 1


def test_an_account_is_changed_before_the_order_or_not_at_all() -> None:
    refund = named(begun())
    changed = {**ACCOUNT, "account": "9999888877"}
    change = partial(name_refund_account, dossier_id=refund.dossier_id, by=refund.dossier.applicant, **changed)
    together(change, partial(prepare_refunds, by=accountant()))
    refund.refresh_from_db()
    order = Order.objects.filter(id=refund.order_id or 0).first()
    if order:
        assert f",{refund.account}," in order.file
    else:
        assert refund.account == "9999888877"


def test_the_treasurys_answer_twice_at_once_pays_once() -> None:
    refund = ordered()
    answer = Answer(code=Order.objects.get().code, results=(result(refund),))
    learnt = together(*[partial(learn_refunds, answer=answer)] * 3)
    assert sorted(learnt, key=lambda one: one.paid) == [Learnt(known=1), Learnt(known=1), Learnt(paid=1)]
    assert stands(refund.dossier) == {PLATFORM: FEE, REFUNDED: -FEE}


def test_taken_up_again_while_the_order_is_prepared_the_fee_counts_or_goes_back() -> None:
    dossier = builders.paid()
    clerk, leader = builders.officer(CLERK), builders.officer(LEADER)
    why = {"reason": "Nhầm.", "article": "Điều 37"}
    refuse(dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, **why)
    named(Refund.objects.get())
    again = partial(reopen, dossier_id=dossier.id, by=leader, request_id=fresh(), seen=None, reason="Sở nhầm.")
    outcomes = together(again, partial(prepare_refunds, by=accountant()))
    assert set(kinds(outcomes)) <= {"done", "NotPossibleNow"}, outcomes
    dossier.refresh_from_db()
    if dossier.paid_at:
        assert stands(dossier) == {PLATFORM: FEE, BUDGET: -FEE}
    else:
        assert stands(dossier) == {PLATFORM: FEE, DUE: FEE, BUDGET: -FEE, ORDERED: -FEE}


def test_one_difference_is_refunded_once() -> None:
    dossier = builders.paid()
    payment = Payment.objects.get()
    platform_says(row(payment), row(payment, transaction="gd-2"))
    difference, people = Difference.objects.get(), [builders.officer(ACCOUNTANT) for _ in range(2)]
    outcomes = together(*(partial(refund_difference, difference_id=difference.pk, by=person) for person in people))
    assert kinds(outcomes) == ["NotPossibleNow", "done"]
    assert stands(dossier)[REFUND_DUE] == -FEE


def test_both_statements_at_once_whichever_is_second_sees_the_first() -> None:
    builders.paid()
    statement = Statement(day=DAY, rows=(row(Payment.objects.get()),))
    treasury = TreasuryStatement(day=DAY, credits=(), paid_back=())
    together(partial(learn_platform_statement, statement), partial(learn_treasury_statement, treasury))
    found = Difference.objects.get(settled_at=None)
    assert (found.side, found.kind, found.ours, found.theirs) == ("treasury", "missing_there", FEE, 0)


def test_a_day_is_closed_once_whoever_is_first() -> None:
    builders.paid()
    platform_agrees()
    treasury_says()
    Difference.objects.update(note="Chưa về.")
    people = [builders.officer(ACCOUNTANT) for _ in range(2)]
    with moments.at("2021-09-28T09:00"):
        outcomes = together(*(partial(close_day, day=DAY, by=person) for person in people))
    assert kinds(outcomes) == ["done", "done"]
    assert Closing.objects.count() == 1
    connection.check_constraints()
