"""Refunds for what was owed back before there were any: one for each, with its reason, however often it is done."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from gplx.casework.pay import pay
from gplx.casework.pay_again import pay_again
from gplx.fees.models import Payment
from gplx.fees.refunds.models import ACCOUNT, Refund
from tests import builders
from tests.fees.books.test_postings import word
from tests.fees.refunds.paths import withdrawn

pytestmark = pytest.mark.django_db
FEE = 135_000


def begin() -> None:
    step = import_module("gplx.fees.refunds.migrations.0002_begin_refunds")
    with connection.schema_editor() as editor:
        step.begin_refunds(apps, editor)


def ended() -> None:
    withdrawn(builders.paid())


def late() -> None:
    withdrawn(builders.submitted())
    assert pay(word(Payment.objects.latest("id"))) == "00"


def twice() -> None:
    dossier = builders.submitted()
    first = Payment.objects.get()
    pay(word(first, paid=False))
    second = pay_again(dossier_id=dossier.id)
    pay(word(first))
    pay(word(second, transaction="gd-2"))


@pytest.mark.parametrize(("happened", "why"), [(ended, "ended"), (late, "paid_late"), (twice, "paid_twice")])
def test_each_gets_its_own_with_its_reason(happened: object, why: str) -> None:
    happened()
    Refund.objects.all().delete()
    builders.paid()
    connection.check_constraints()
    for _ in range(2):
        begin()
    refund = Refund.objects.get()
    owed = Payment.objects.get(refund_due=True)
    assert (refund.payment, refund.transaction, refund.why) == (owed, owed.transaction, why)
    assert (refund.amount, refund.state, refund.department_id, refund.turn) == (FEE, ACCOUNT, "H26", 0)


def test_one_that_has_begun_is_left_as_it_is() -> None:
    ended()
    before = Refund.objects.values().get()
    connection.check_constraints()
    begin()
    assert Refund.objects.values().get() == before


def test_without_a_debt_there_is_none() -> None:
    builders.paid()
    withdrawn(builders.submitted())
    connection.check_constraints()
    begin()
    assert not Refund.objects.exists()
