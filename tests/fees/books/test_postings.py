"""What the books say after each event of a fee: exact balances, also where money comes twice, late or in vain."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from gplx.casework.pay import Word, pay
from gplx.casework.pay_again import pay_again
from gplx.casework.refuse import refuse
from gplx.casework.reopen import reopen
from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import Dossier
from gplx.fees.books.models import BUDGET, DUE, PLATFORM, REFUND_DUE, Entry, Transaction
from gplx.fees.books.questions import balances
from gplx.fees.models import CANCELLED, FAILED, Payment
from gplx.ground.clock import now
from gplx.offices.models import CLERK, LEADER
from tests import builders
from tests.builders import fresh

pytestmark = pytest.mark.django_db
FEE = 135_000


def word(payment: Payment, *, paid: bool = True, transaction: str = "gd-1", amount: int = FEE) -> Word:
    return Word(reference=payment.reference, paid=paid, amount=amount, currency="VND", transaction=transaction, said={})


def stands(dossier: Dossier) -> dict[str, int]:
    """The balances that are not nought."""
    connection.check_constraints()
    return {purpose: amount for purpose, amount in balances(dossier_id=dossier.id).items() if amount}


def taken_back(dossier: Dossier) -> Dossier:
    return withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)


def refused(dossier: Dossier) -> Dossier:
    why: dict[str, Any] = {"reason": "Nhầm.", "article": "Điều 37"}
    return refuse(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), seen=None, **why)


def reopened(dossier: Dossier) -> Dossier:
    leader = builders.officer(LEADER)
    return reopen(dossier_id=dossier.id, by=leader, request_id=fresh(), seen=None, reason="Sở đã nhầm.")


def test_before_the_fee_is_asked_there_is_nothing() -> None:
    assert stands(builders.submitted(green=False)) == {}


def test_asked() -> None:
    assert stands(builders.submitted()) == {DUE: FEE, BUDGET: -FEE}


def test_paid() -> None:
    assert stands(builders.paid()) == {PLATFORM: FEE, BUDGET: -FEE}


def test_a_word_that_comes_twice_is_entered_once() -> None:
    dossier = builders.submitted()
    payment = Payment.objects.get()
    assert [pay(word(payment)) for _ in range(3)] == ["00", "00", "00"]
    assert stands(dossier) == {PLATFORM: FEE, BUDGET: -FEE}
    assert Transaction.objects.filter(kind="paid").count() == 1


@pytest.mark.parametrize("amount", [FEE - 1, FEE + 1, 0])
def test_a_wrong_amount_moves_nothing(amount: int) -> None:
    dossier = builders.submitted()
    assert pay(word(Payment.objects.get(), amount=amount)) == "14"
    assert stands(dossier) == {DUE: FEE, BUDGET: -FEE}


def test_failed_and_paid_by_another_try() -> None:
    dossier = builders.submitted()
    first = Payment.objects.get()
    pay(word(first, paid=False))
    assert stands(dossier) == {}
    second = pay_again(dossier_id=dossier.id)
    assert stands(dossier) == {DUE: FEE, BUDGET: -FEE}
    pay(word(second))
    assert stands(dossier) == {PLATFORM: FEE, BUDGET: -FEE}


def test_failed_and_paid_by_the_same_try_after_all() -> None:
    dossier = builders.submitted()
    first = Payment.objects.get()
    pay(word(first, paid=False))
    pay(word(first))
    assert stands(dossier) == {PLATFORM: FEE, BUDGET: -FEE}


def test_paid_by_two_tries_the_second_is_owed_back() -> None:
    dossier = builders.submitted()
    first = Payment.objects.get()
    pay(word(first, paid=False))
    second = pay_again(dossier_id=dossier.id)
    pay(word(first))
    assert stands(dossier) == {PLATFORM: FEE, BUDGET: -FEE}
    pay(word(second, transaction="gd-2"))
    assert stands(dossier) == {PLATFORM: 2 * FEE, BUDGET: -FEE, REFUND_DUE: -FEE}


def test_withdrawn_before_paying_nothing_is_owed() -> None:
    assert stands(taken_back(builders.submitted())) == {}


def test_withdrawn_after_paying_the_fee_is_owed_back() -> None:
    assert stands(taken_back(builders.examining())) == {PLATFORM: FEE, REFUND_DUE: -FEE}


def test_money_that_comes_after_the_end_is_owed_back() -> None:
    dossier = taken_back(builders.submitted())
    assert pay(word(Payment.objects.get())) == "00"
    assert stands(dossier) == {PLATFORM: FEE, REFUND_DUE: -FEE}


def test_refused_and_taken_up_again_as_often_as_it_happens() -> None:
    dossier = builders.paid()
    for _ in range(3):
        assert stands(refused(dossier)) == {PLATFORM: FEE, REFUND_DUE: -FEE}
        assert stands(reopened(dossier)) == {PLATFORM: FEE, BUDGET: -FEE}


def test_refused_before_paying_and_taken_up_again_is_asked_anew() -> None:
    dossier = refused(builders.submitted())
    assert stands(dossier) == {}
    assert stands(reopened(dossier)) == {DUE: FEE, BUDGET: -FEE}


def test_each_province_has_its_own_books() -> None:
    builders.paid(department_id="H26")
    builders.submitted(department_id="H24")
    assert balances(department_id="H26") == {DUE: 0, PLATFORM: FEE, BUDGET: -FEE}
    assert balances(department_id="H24") == {DUE: FEE, BUDGET: -FEE}
    assert balances(department_id="H17") == {}


def test_books_are_opened_for_payments_that_were_there_before() -> None:
    """As the migration does it: the balances are those that the events themselves would have made."""
    kept = [builders.submitted(), builders.paid(), taken_back(builders.examining()), taken_back(builders.submitted())]
    failed = builders.submitted()
    Payment.objects.filter(dossier=failed).update(state=FAILED, ended_at=now())
    expected = [stands(dossier) for dossier in kept]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE books_entry DISABLE TRIGGER append_only")
        cursor.execute("ALTER TABLE books_transaction DISABLE TRIGGER append_only")
        cursor.execute("DELETE FROM books_entry")
        cursor.execute("DELETE FROM books_transaction")
        connection.check_constraints()
        cursor.execute("ALTER TABLE books_entry ENABLE TRIGGER append_only")
        cursor.execute("ALTER TABLE books_transaction ENABLE TRIGGER append_only")
    opening = import_module("gplx.fees.books.migrations.0003_open_books")
    for _ in range(2):
        with connection.schema_editor() as editor:
            opening.open_books(apps, editor)
    assert [stands(dossier) for dossier in kept] == expected
    assert stands(failed) == {}
    assert Payment.objects.filter(state=CANCELLED).count() == 1
    assert sum(Entry.objects.values_list("amount", flat=True)) == 0
