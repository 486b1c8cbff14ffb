"""Orders to the treasury: who makes them, who lets them go, what they hold, and that nothing goes out twice."""

import csv
import hashlib
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from gplx.casework.prepare_refunds import prepare_refunds
from gplx.casework.release_refunds import release_refunds
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotPossibleNow
from gplx.fees.books.models import ORDERED as WITH_TREASURY
from gplx.fees.books.models import PLATFORM, REFUND_DUE, Transaction
from gplx.fees.refunds.models import CANCELLED, CHECK, ORDERED, PREPARED, READY, RELEASED, Order, Refund
from gplx.fees.refunds.questions import orders_visible_to
from gplx.ledger.questions import history
from gplx.offices.models import ACCOUNTANT, CLERK, LEADER, Department
from gplx.registers.models import Exchange
from tests import builders, moments
from tests.fees.books.test_postings import stands
from tests.fees.refunds.paths import accountant, begun, named, ordered

pytestmark = pytest.mark.django_db
FEE = 135_000


def ready(count: int = 1, *, department_id: str = "H26") -> list[Refund]:
    return [named(begun(department_id=department_id)) for _ in range(count)]


def states() -> list[tuple[str, int]]:
    return list(Refund.objects.order_by("id").values_list("state", "turn"))


# ---- what goes in


def test_only_what_is_ready_and_of_the_own_department() -> None:
    mine = ready(2)
    begun()
    named(begun(), holder="Trần Thị Người Khác")
    ready(department_id="H24")
    order = prepare_refunds(by=accountant())
    assert (order.count, order.total) == (2, 2 * FEE)
    assert [refund.pk for refund in order.refunds.order_by("id")] == [refund.pk for refund in mine]
    assert sorted(Refund.objects.exclude(order=order).values_list("state", flat=True)) == ["account", CHECK, READY]


def test_the_file_holds_each_refund_once_and_its_totals_are_those_of_the_rows() -> None:
    Department.objects.filter(id=builders.department().id).update(account="9999000001")
    refunds = ready(3)
    for refund, amount in zip(refunds, (1, 135_000, 10_000_000), strict=True):
        Refund.objects.filter(pk=refund.pk).update(amount=amount)
    order = prepare_refunds(by=accountant())
    head, *lines, end = csv.reader(order.file.splitlines())
    assert head == ["LENH", order.code, "000.00.99.H26", "9999000001", "2021-09-27", "3", "10135001"]
    assert [(line[2], int(line[6])) for line in lines] == list(
        zip([f"HT{refund.pk:08d}L1" for refund in refunds], (1, 135_000, 10_000_000), strict=True)
    )
    assert [line[7] for line in lines] == [f"Hoàn trả lệ phí hồ sơ {refund.dossier.code}" for refund in refunds]
    assert end == ["TONG", "3", "10135001", order.file_digest]
    assert order.total == 10_135_001
    assert hashlib.sha256(order.file.rpartition("TONG,")[0].encode()).hexdigest() == order.file_digest


def test_what_one_file_does_not_hold_goes_with_the_next_days() -> None:
    first, second, third = ready(3)
    with patch("gplx.casework.prepare_refunds.MOST", 2):
        assert prepare_refunds(by=accountant()).count == 2
        assert states() == [(ORDERED, 1), (ORDERED, 1), (READY, 0)]
        with moments.at("2021-09-28"):
            order = prepare_refunds(by=accountant())
    assert (order.count, order.refunds.get()) == (1, third)
    assert third.pk > second.pk > first.pk


def test_each_department_has_its_own_order_of_the_day() -> None:
    ready()
    ready(department_id="H24")
    codes = [prepare_refunds(by=accountant(department)).code for department in ("H26", "H24")]
    assert codes == ["HT-H26-20210927-1", "HT-H24-20210927-1"]


# ---- what does not


def test_a_second_click_makes_no_second_order_and_no_second_message() -> None:
    refund = ordered()
    for _ in range(2):
        with pytest.raises((ActRefused, NotPossibleNow)):
            prepare_refunds(by=accountant())
    assert states() == [(ORDERED, 1)]
    assert Exchange.objects.filter(register="treasury").count() == 1
    assert stands(refund.dossier) == {PLATFORM: FEE, WITH_TREASURY: -FEE}


def test_with_nothing_ready_there_is_no_order() -> None:
    with pytest.raises(NotPossibleNow):
        prepare_refunds(by=accountant())
    assert not Order.objects.exists()


def test_the_database_keeps_to_one_live_order_a_day() -> None:
    ordered()
    order = Order.objects.get()
    order.pk, order.code = None, "HT-other"
    with pytest.raises(IntegrityError, match="one_order_a_day"), transaction.atomic():
        order.save(force_insert=True)
    order.state = CANCELLED
    order.save(force_insert=True)
    assert Order.objects.count() == 2


# ---- two people above a sum


@pytest.mark.parametrize(
    ("limit", "state"), [(2 * FEE, RELEASED), (2 * FEE - 1, PREPARED), (FEE, PREPARED), (0, PREPARED)]
)
def test_the_sum_is_that_of_the_order_and_not_of_each_refund(settings: Settings, limit: int, state: str) -> None:
    settings.REFUND_TWO_ABOVE = limit
    ready(2)
    assert prepare_refunds(by=accountant()).state == state
    assert Exchange.objects.filter(register="treasury").count() == (state == RELEASED)
    assert Transaction.objects.filter(kind="ordered").count() == (2 if state == RELEASED else 0)


@pytest.fixture
def prepared(settings: Settings) -> Order:
    """An order of two refunds that waits for a second person."""
    settings.REFUND_TWO_ABOVE = 0
    ready(2)
    return prepare_refunds(by=accountant())


def test_one_who_bears_both_roles_is_still_one_person(settings: Settings) -> None:
    settings.REFUND_TWO_ABOVE = 0
    ready()
    both = builders.officer(ACCOUNTANT, LEADER)
    order = prepare_refunds(by=both)
    with pytest.raises(ActRefused, match="người khác"):
        release_refunds(order_id=order.pk, by=both, good=True)
    assert Order.objects.get().state == PREPARED


@pytest.mark.parametrize("role", [ACCOUNTANT, LEADER])
def test_a_second_person_releases_it_once(prepared: Order, role: str) -> None:
    second = builders.officer(role)
    order = release_refunds(order_id=prepared.pk, by=second, good=True)
    assert (order.state, order.prepared_by, order.released_by) == (RELEASED, prepared.prepared_by, second)
    for good in (True, False):
        with pytest.raises(NotPossibleNow):
            release_refunds(order_id=prepared.pk, by=builders.officer(role), good=good)
    assert Exchange.objects.get(register="treasury").key == f"order:{order.code}"
    assert Transaction.objects.filter(kind="ordered").count() == 2
    assert Order.objects.get().state == RELEASED


@pytest.mark.parametrize("good", [True, False])
@pytest.mark.parametrize(("role", "department_id"), [(CLERK, "H26"), (LEADER, "H24"), (ACCOUNTANT, "H24")])
def test_nobody_else_touches_it(prepared: Order, role: str, department_id: str, good: bool) -> None:
    with pytest.raises(NotAllowed):
        release_refunds(order_id=prepared.pk, by=builders.officer(role, department_id=department_id), good=good)
    assert Order.objects.get().state == PREPARED
    assert not Transaction.objects.filter(kind="ordered").exists()


def test_who_prepared_it_may_take_it_back_and_the_books_never_knew(prepared: Order) -> None:
    release_refunds(order_id=prepared.pk, by=prepared.prepared_by, good=False)
    assert states() == [(READY, 1), (READY, 1)]
    assert not Exchange.objects.filter(register="treasury").exists()
    for refund in Refund.objects.select_related("dossier"):
        assert refund.order is None
        assert stands(refund.dossier) == {PLATFORM: FEE, REFUND_DUE: -FEE}
    with pytest.raises(NotPossibleNow):
        release_refunds(order_id=prepared.pk, by=builders.officer(LEADER), good=True)


def test_taken_back_and_made_anew_on_one_day_the_newest_stands_first(prepared: Order) -> None:
    for number in (2, 3):
        release_refunds(order_id=Order.objects.latest("id").pk, by=builders.officer(LEADER), good=False)
        assert prepare_refunds(by=accountant()).code == f"HT-H26-20210927-{number}"
    assert [order.code[-1] for order in orders_visible_to(accountant())] == ["3", "2", "1"]
    assert states() == [(ORDERED, 3), (ORDERED, 3)]


def test_each_step_of_an_order_stands_in_the_ledger_of_the_dossier(prepared: Order) -> None:
    second = builders.officer(LEADER)
    release_refunds(order_id=prepared.pk, by=second, good=True)
    refund = Refund.objects.earliest("id")
    entries = list(history(subject=f"dossier:{refund.dossier_id}", kind="money"))[-2:]
    assert [(entry.act, entry.actor) for entry in entries] == [
        ("refund_in_order", f"officer:{prepared.prepared_by_id}"),
        ("refund_ordered", f"officer:{second.pk}"),
    ]
    assert [entry.details["order"] for entry in entries] == [prepared.code] * 2


def test_another_departments_orders_are_not_seen(prepared: Order) -> None:
    assert [order.pk for order in orders_visible_to(accountant())] == [prepared.pk]
    assert not orders_visible_to(accountant("H24")).exists()


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_of_orders_is_one_query(prepared: Order, count: int) -> None:
    values = {field.attname: getattr(prepared, field.attname) for field in Order._meta.concrete_fields}
    Order.objects.bulk_create(
        Order(**values | {"id": None, "code": f"HT-{number}", "state": CANCELLED}) for number in range(count)
    )
    by = accountant()
    with CaptureQueriesContext(connection) as queries:
        names = [order.prepared_by.name for order in orders_visible_to(by)]
    assert (len(queries), len(names)) == (1, count + 1)
