"""Money of VNPay and of the portal's own page is reconciled as the platform's is: every kind, both ways, to the closing."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from gplx.casework.ask_statements import ask_statements
from gplx.casework.close_day import close_day
from gplx.casework.pay import pay
from gplx.casework.pay_at_counter import pay_at_counter
from gplx.casework.pay_pulled import bill_for
from gplx.casework.refund_difference import refund_difference
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.fees.books.models import BUDGET, DIFFERENCES, DUE, GATEWAY, PLATFORM, REFUND_DUE, TREASURY
from gplx.fees.books.post import post
from gplx.fees.books.questions import balances
from gplx.fees.changes import close_open, open_page_again
from gplx.fees.models import CANCELLED, PAID, Notice, Payment
from gplx.fees.reconciliation.models import Difference
from gplx.fees.reconciliation.questions import days
from gplx.ground.clock import now
from gplx.offices.models import ACCOUNTANT, CLERK, Department
from gplx.registers.models import Exchange
from gplx.registers.payments.choice import gateways
from gplx.registers.payments.statement import StatementRow
from tests import builders, moments
from tests.fees.books.test_postings import word
from tests.fees.reconciliation.statements import (
    ACCOUNT,
    DAY,
    platform_agrees,
    platform_says,
    row,
    treasury_says,
    vnpay_says,
)

pytestmark = pytest.mark.django_db
FEE = 135_000
NEXT = "2021-09-28T09:00"


@pytest.fixture(autouse=True)
def _account() -> None:
    builders.department()
    Department.objects.filter(id="H26").update(account=ACCOUNT)


def by_vnpay(*, paid: bool = True) -> Payment:
    """A fee whose page was opened at VNPay; and paid there."""
    payment = open_page_again(dossier=builders.submitted(), at=now(), gateway="vnpay")
    if paid:
        assert pay(word(payment, transaction="vn-1")) == "00"
    payment.refresh_from_db()
    return payment


def stands() -> dict[str, int]:
    connection.check_constraints()
    return {purpose: amount for purpose, amount in balances(department_id="H26").items() if amount}


def open_ones() -> list[tuple[str, str, int, int]]:
    found = Difference.objects.filter(settled_at=None).order_by("id")
    return [(one.side, one.kind, one.ours, one.theirs) for one in found]


# ---- VNPay


def test_where_vnpay_says_the_same_there_is_no_difference() -> None:
    vnpay_says(row(by_vnpay()))
    treasury_says(vnpay=FEE)
    assert (open_ones(), stands()) == ([], {GATEWAY: FEE, BUDGET: -FEE})


@pytest.mark.parametrize(
    ("kind", "ours", "theirs"),
    [
        ("missing_here", 0, FEE),
        ("missing_there", FEE, 0),
        ("amount", FEE, FEE + 1000),
        ("state", FEE, 0),
        ("double", 0, FEE),
    ],
)
def test_each_kind_is_found_entered_and_gone_when_it_is_set_right(kind: str, ours: int, theirs: int) -> None:
    payment = by_vnpay()
    good = row(payment)
    told: dict[str, tuple[StatementRow, ...]] = {
        "missing_here": (good, row(payment, reference="vn-nobody", transaction="vn-2")),
        "missing_there": (),
        "amount": (row(payment, amount=FEE + 1000),),
        "state": (row(payment, paid=False),),
        "double": (good, row(payment, transaction="vn-2")),
    }
    vnpay_says(*told[kind])
    assert open_ones() == [("vnpay", kind, ours, theirs)]
    off = theirs - ours
    assert stands() == {
        name: sum_ for name, sum_ in {GATEWAY: FEE + off, BUDGET: -FEE, DIFFERENCES: -off}.items() if sum_
    }
    vnpay_says(good)
    assert (open_ones(), stands()) == ([], {GATEWAY: FEE, BUDGET: -FEE})


def test_a_lost_notice_is_asked_after_at_vnpay() -> None:
    payment = by_vnpay(paid=False)
    vnpay_says(row(payment, transaction="vn-1"))
    assert open_ones() == [("vnpay", "state", 0, FEE)]
    asked = Exchange.objects.get(operation="query", key__endswith="statement-20210927")
    assert (asked.register, asked.ask["reference"]) == ("vnpay", payment.reference)


def test_each_gateway_is_compared_with_its_own_statement_alone() -> None:
    other = by_vnpay()
    builders.paid()
    platform_agrees()
    assert open_ones() == []
    vnpay_says()
    assert open_ones() == [("vnpay", "missing_there", FEE, 0)]
    vnpay_says(row(other))
    platform_says()
    assert open_ones() == [("platform", "missing_there", FEE, 0)]


def test_one_gateways_reference_on_the_others_statement_is_money_that_nobody_asked_for() -> None:
    payment = by_vnpay()
    vnpay_says(row(payment))
    platform_says(row(payment))
    assert open_ones() == [("platform", "missing_here", 0, FEE)]
    assert stands() == {GATEWAY: FEE, PLATFORM: FEE, BUDGET: -FEE, DIFFERENCES: -FEE}


def test_what_vnpay_took_twice_goes_back() -> None:
    payment = by_vnpay()
    vnpay_says(row(payment), row(payment, transaction="vn-2"))
    by = builders.officer(ACCOUNTANT)
    refund = refund_difference(difference_id=Difference.objects.get().pk, by=by)
    assert (refund.amount, refund.why, refund.transaction) == (FEE, "paid_twice", "vn-2")
    assert stands() == {GATEWAY: 2 * FEE, BUDGET: -FEE, REFUND_DUE: -FEE}


def test_takings_of_vnpay_are_compared_with_the_treasury_and_moved_when_the_day_is_closed() -> None:
    payment = by_vnpay()
    vnpay_says(row(payment))
    treasury_says()
    assert open_ones() == [("treasury", "missing_there", FEE, 0)]
    platform_says()
    treasury_says(vnpay=FEE)
    assert open_ones() == []
    with moments.at(NEXT):
        closed = close_day(day=DAY, by=builders.officer(ACCOUNTANT))
    assert closed.totals["moved"] == {"platform": 0, "vnpay": FEE, "cash": 0}
    assert stands() == {TREASURY: FEE, BUDGET: -FEE}


def test_what_the_treasury_credits_for_vnpay_waits_for_vnpays_statement() -> None:
    payment = by_vnpay()
    platform_says()
    treasury_says(vnpay=FEE)
    assert open_ones() == []
    vnpay_says(row(payment))
    assert open_ones() == []


# ---- whose statements a day needs


def test_a_day_waits_for_the_statement_of_every_gateway_that_is_offered(settings: Settings) -> None:
    settings.GATEWAYS = gateways("platform vnpay")
    builders.paid()
    platform_agrees()
    treasury_says(online=FEE)
    by = builders.officer(ACCOUNTANT)
    with moments.at(NEXT):
        assert days(department_id="H26", last=DAY, count=1)[0].waits
        with pytest.raises(NotComplete):
            close_day(day=DAY, by=by)
        vnpay_says()
        assert not days(department_id="H26", last=DAY, count=1)[0].waits
        assert close_day(day=DAY, by=by).totals["open"] == 0


def test_and_of_one_that_is_not_offered_any_more_where_its_money_came() -> None:
    by_vnpay()
    platform_says()
    treasury_says()
    [day] = days(department_id="H26", last=DAY, count=1)
    assert (day.needed, day.waits, day.online) == (("platform", "vnpay", "treasury"), True, FEE)
    with moments.at(NEXT), pytest.raises(NotComplete):
        close_day(day=DAY, by=builders.officer(ACCOUNTANT))


@pytest.mark.parametrize(
    ("offered", "asked"),
    [
        ("platform", {"payments", "treasury"}),
        ("platform; H29: vnpay", {"payments", "vnpay", "treasury"}),
        ("vnpay", {"vnpay", "treasury"}),
    ],
)
def test_those_are_asked_that_are_offered_anywhere(settings: Settings, offered: str, asked: set[str]) -> None:
    settings.GATEWAYS = gateways(offered)
    ask_statements(day=DAY, occasion="thử")
    assert set(Exchange.objects.filter(operation="statement").values_list("register", flat=True)) == asked


def test_and_those_by_which_money_came() -> None:
    by_vnpay()
    ask_statements(day=DAY, occasion="thử")
    asked = Exchange.objects.filter(operation="statement").values_list("register", flat=True)
    assert set(asked) == {"payments", "vnpay", "treasury"}


# ---- the portal's own page


def pulled(dossier: Dossier, **other: Any) -> StatementRow:
    """A bill that was paid at the portal's own page, as the platform's statement has it."""
    bill = bill_for(dossier.code or "")
    assert bill is not None
    told = {"reference": bill.reference, "transaction": "cong-1"} | other
    return row(Payment.objects.filter(dossier=dossier).latest("id"), **told)


def test_a_result_that_never_came_is_taken_from_the_statement_once() -> None:
    dossier = builders.submitted()
    said = pulled(dossier)
    for _ in range(2):
        platform_says(said)
    dossier.refresh_from_db()
    assert dossier.paid_at is not None
    payment = Payment.objects.get(method="pull")
    assert (payment.state, payment.transaction, payment.reference) == (PAID, "cong-1", said.reference)
    assert Payment.objects.get(method="platform").state == CANCELLED
    assert (open_ones(), stands()) == ([], {PLATFORM: FEE, BUDGET: -FEE})
    assert Notice.objects.filter(payment=payment).count() == 1


def test_paid_there_and_not_on_the_statement_is_a_difference() -> None:
    dossier = builders.submitted()
    platform_says(pulled(dossier))
    platform_says()
    assert open_ones() == [("platform", "missing_there", FEE, 0)]


def test_a_wrong_amount_there_is_no_fee_stands_once_and_goes_back() -> None:
    dossier = builders.submitted()
    said = pulled(dossier, amount=FEE - 1000)
    for _ in range(2):
        platform_says(said)
    dossier.refresh_from_db()
    assert dossier.paid_at is None
    assert open_ones() == [("platform", "amount", 0, FEE - 1000)]
    assert Notice.objects.filter(result="14").count() == 1
    by = builders.officer(ACCOUNTANT)
    refund = refund_difference(difference_id=Difference.objects.get().pk, by=by)
    assert (refund.amount, refund.why) == (FEE - 1000, "unknown_money")
    assert stands() == {PLATFORM: FEE - 1000, DUE: FEE, BUDGET: -FEE, REFUND_DUE: -(FEE - 1000)}


def test_what_only_looks_like_a_bill_pays_nothing() -> None:
    dossier = builders.submitted()
    platform_says(pulled(dossier, reference=f"{dossier.code}20210101000000"))
    dossier.refresh_from_db()
    assert dossier.paid_at is None
    assert open_ones() == [("platform", "missing_here", 0, FEE)]


@pytest.mark.parametrize("was_asked", [True, False])
def test_money_of_the_portals_page_that_stood_elsewhere_before_is_moved_once(was_asked: bool) -> None:
    dossier = builders.submitted()
    close_open(dossier=dossier, at=now())
    payment = Payment.objects.create(
        dossier=dossier, reference="p", amount=FEE, article="", method="pull", state=PAID, asked_at=now()
    )
    about = {"department_id": "H26", "dossier_id": dossier.id, "payment_id": payment.pk, "at": now()}
    if was_asked:
        post(kind="asked", key="p:asked", lines={DUE: FEE, BUDGET: -FEE}, **about)
    post(kind="paid", key="p:paid", lines={GATEWAY: FEE, DUE: -FEE}, **about)
    step = import_module("gplx.fees.books.migrations.0004_pulled_money")
    for _ in range(2):
        with connection.schema_editor() as editor:
            step.move_pulled_money(apps, editor)
        assert stands() == {PLATFORM: FEE, BUDGET: -FEE}


def test_of_two_departments_the_same_sum_may_be_missing() -> None:
    for department_id in ("H26", "H29"):
        dossier = builders.submitted(department_id=department_id)
        clerk = builders.officer(CLERK, department_id=department_id)
        pay_at_counter(dossier_id=dossier.id, by=clerk, request_id=builders.fresh(), seen=None, received=FEE)
    platform_says()
    for _ in range(2):
        treasury_says()
        found = Difference.objects.filter(settled_at=None).order_by("department_id")
        assert [(one.department_id, one.kind, one.ours, one.reference_id) for one in found] == [
            ("H26", "missing_there", FEE, "cash-20210927-H26"),
            ("H29", "missing_there", FEE, "cash-20210927-H29"),
        ]
    assert Difference.objects.count() == 2
