"""From the account to the treasury's word: names, two people, the order's file, paid or returned, and never twice."""

import hashlib

import pytest
from django.db import connection
from pytest_django import Settings

from gplx.casework.check_refund_holder import check_refund_holder
from gplx.casework.learn_refunds import Learnt, learn_refunds
from gplx.casework.name_refund_account import name_refund_account
from gplx.casework.prepare_refunds import prepare_refunds
from gplx.casework.release_refunds import release_refunds
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow
from gplx.fees.books.models import ORDERED as WITH_TREASURY
from gplx.fees.books.models import PLATFORM, REFUND_DUE, REFUNDED
from gplx.fees.refunds.models import ACCOUNT as WAITS
from gplx.fees.refunds.models import CANCELLED, CHECK, ORDERED, PAID, PREPARED, READY, RELEASED, Order, Refund
from gplx.fees.refunds.order_file import Answer
from gplx.offices.models import ACCOUNTANT, CLERK, EXAMINER, LEADER, PRINTER
from gplx.registers.models import Exchange
from tests import builders, moments
from tests.fees.books.test_postings import stands
from tests.fees.refunds.paths import ACCOUNT, accountant, answered, begun, named, ordered, result

pytestmark = pytest.mark.django_db
FEE = 135_000


# ---- the account


@pytest.mark.parametrize(
    ("holder", "verdict", "state"),
    [
        ("Nguyễn Thử Nghiệm", "same", READY),
        ("NGUYỄN THỬ  NGHIỆM", "same", READY),
        ("NGUYEN THU NGHIEM", "near", READY),
        ("Trần Thị Người Khác", "different", CHECK),
    ],
)
def test_the_holders_name_is_compared_with_the_applicants(holder: str, verdict: str, state: str) -> None:
    refund = named(begun(), holder=holder)
    assert (refund.name_verdict, refund.state, refund.account_from) == (verdict, state, "citizen")


@pytest.mark.parametrize(
    "wrong",
    [
        {"bank": ""},
        {"bank": "=cmd"},
        {"account": "12345"},
        {"account": "0123456789,0"},
        {"account": "=1+1111111"},
        {"holder": ""},
        {"holder": "@SUM(A1)"},
        {"holder": "+84 900"},
        {"holder": "Nguyễn\nThử"},
        {"holder": "Nguyễn; Thử"},
    ],
)
def test_what_can_be_no_account_is_refused(wrong: dict[str, str]) -> None:
    refund = begun()
    if wrong.get("holder") == "Nguyễn\nThử":  # blanks of any kind are one blank
        assert named(refund, **wrong).holder == "Nguyễn Thử"
        return
    with pytest.raises(NotComplete):
        named(refund, **wrong)
    assert Refund.objects.get().state == WAITS


def test_only_the_applicant_names_it() -> None:
    refund = begun()
    with pytest.raises(NotAllowed):
        name_refund_account(dossier_id=refund.dossier_id, by=builders.applicant(), **ACCOUNT)


def test_it_can_be_changed_until_the_order_holds_it() -> None:
    refund = named(named(begun()), account="9999 8888 77")
    assert refund.account == "9999888877"
    refund = ordered(refund)
    with pytest.raises(NotPossibleNow):
        named(refund)


def test_without_a_refund_there_is_nothing_to_name() -> None:
    dossier = builders.paid()
    with pytest.raises(NotPossibleNow):
        name_refund_account(dossier_id=dossier.id, by=dossier.applicant, **ACCOUNT)


@pytest.mark.parametrize("role", [ACCOUNTANT, LEADER])
def test_another_persons_account_is_looked_at_by_an_officer(role: str) -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    by = builders.officer(role)
    checked = check_refund_holder(refund_id=refund.pk, by=by, good=True, reason="Giấy ủy quyền số 1.")
    assert (checked.state, checked.checked_by) == (READY, by)
    with pytest.raises(NotPossibleNow):
        check_refund_holder(refund_id=refund.pk, by=by, good=True, reason="Lần nữa.")


def test_one_that_is_not_taken_is_asked_anew_and_the_applicant_reads_why() -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    check_refund_holder(refund_id=refund.pk, by=accountant(), good=False, reason=" Cần giấy ủy quyền. ")
    refund.refresh_from_db()
    assert (refund.state, refund.account, refund.holder, refund.trouble) == (WAITS, "", "", "Cần giấy ủy quyền.")
    assert named(refund).trouble == ""


@pytest.mark.parametrize("role", [CLERK, EXAMINER, PRINTER])
def test_other_roles_do_not_look_at_it(role: str) -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    with pytest.raises(NotAllowed):
        check_refund_holder(refund_id=refund.pk, by=builders.officer(role), good=True, reason="Được.")


def test_nor_another_department_nor_without_a_reason() -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    with pytest.raises(NotAllowed):
        check_refund_holder(refund_id=refund.pk, by=accountant("H24"), good=True, reason="Được.")
    with pytest.raises(NotComplete):
        check_refund_holder(refund_id=refund.pk, by=accountant(), good=True, reason=" ")


# ---- the order


def test_one_person_orders_what_does_not_exceed_the_sum(settings: Settings) -> None:
    settings.REFUND_TWO_ABOVE = FEE
    refund = ordered()
    order = Order.objects.get()
    assert (refund.state, refund.turn, refund.order) == (ORDERED, 1, order)
    assert (order.state, order.count, order.total, order.released_by) == (RELEASED, 1, FEE, order.prepared_by)
    assert stands(refund.dossier) == {PLATFORM: FEE, WITH_TREASURY: -FEE}
    asked = Exchange.objects.get(register="treasury")
    assert (asked.operation, asked.ask) == ("order", {"code": order.code, "file": order.file})


def test_above_the_sum_two_different_people(settings: Settings) -> None:
    settings.REFUND_TWO_ABOVE = FEE - 1
    refund = ordered()
    order = Order.objects.get()
    assert (order.state, refund.state) == (PREPARED, ORDERED)
    assert not Exchange.objects.filter(register="treasury").exists()
    assert stands(refund.dossier) == {PLATFORM: FEE, REFUND_DUE: -FEE}
    with pytest.raises(ActRefused, match="người khác"):
        release_refunds(order_id=order.pk, by=order.prepared_by, good=True)
    second = builders.officer(LEADER)
    assert release_refunds(order_id=order.pk, by=second, good=True).state == RELEASED
    assert stands(refund.dossier) == {PLATFORM: FEE, WITH_TREASURY: -FEE}
    with pytest.raises(NotPossibleNow):
        release_refunds(order_id=order.pk, by=second, good=True)


def test_an_order_that_is_taken_back_leaves_its_refunds_ready_for_another(settings: Settings) -> None:
    settings.REFUND_TWO_ABOVE = 0
    refund = ordered()
    release_refunds(order_id=Order.objects.get().pk, by=builders.officer(LEADER), good=False)
    refund.refresh_from_db()
    assert (refund.state, refund.order, Order.objects.get().state) == (READY, None, CANCELLED)
    again = prepare_refunds(by=accountant())
    refund.refresh_from_db()
    assert (again.code[-2:], refund.turn, refund.reference[-2:]) == ("-2", 2, "L2")


@pytest.mark.parametrize("role", [CLERK, EXAMINER, PRINTER, LEADER])
def test_only_an_accountant_prepares(role: str) -> None:
    named(begun())
    with pytest.raises(NotAllowed):
        prepare_refunds(by=builders.officer(role))


def test_another_department_neither_prepares_nor_releases(settings: Settings) -> None:
    settings.REFUND_TWO_ABOVE = 0
    named(begun())
    with pytest.raises(NotPossibleNow):
        prepare_refunds(by=accountant("H24"))
    order = prepare_refunds(by=accountant())
    with pytest.raises(NotAllowed):
        release_refunds(order_id=order.pk, by=accountant("H24"), good=True)


def test_one_order_a_day() -> None:
    ordered()
    named(begun())
    with pytest.raises(ActRefused, match="Hôm nay"):
        prepare_refunds(by=accountant())
    with moments.at("2021-09-28"):
        assert prepare_refunds(by=accountant()).count == 1


def test_the_file_says_what_the_order_says() -> None:
    refund = ordered()
    order = Order.objects.get()
    head, line, end = order.file.splitlines()
    assert head == f"LENH,{order.code},000.00.99.H26,,2021-09-27,1,135000"
    assert line.split(",")[:7] == [
        "HOAN",
        "1",
        refund.reference,
        "NGUYEN THU NGHIEM",
        "0123456789",
        "Ngân hàng Thử",
        "135000",
    ]
    body = order.file[: order.file.index("TONG")]
    assert end == f"TONG,1,135000,{hashlib.sha256(body.encode()).hexdigest()}"
    assert end.endswith(order.file_digest)


# ---- the treasury's word


def test_paid_once_however_often_it_is_told() -> None:
    refund = ordered()
    assert answered(refund) == Learnt(paid=1)
    assert answered(refund) == Learnt(known=1)
    refund.refresh_from_db()
    assert (refund.state, bool(refund.ended_at)) == (PAID, True)
    assert stands(refund.dossier) == {PLATFORM: FEE, REFUNDED: -FEE}


def test_returned_it_waits_for_another_account_and_goes_out_anew() -> None:
    refund = ordered()
    first = refund.reference
    assert answered(refund, paid=False, reason="Sai số tài khoản") == Learnt(returned=1)
    refund.refresh_from_db()
    assert (refund.state, refund.trouble, refund.order, refund.account) == (WAITS, "Sai số tài khoản", None, "")
    assert stands(refund.dossier) == {PLATFORM: FEE, REFUND_DUE: -FEE}
    with moments.at("2021-09-28"):
        refund = ordered(refund)
    assert (refund.turn, stands(refund.dossier)) == (2, {PLATFORM: FEE, WITH_TREASURY: -FEE})
    old = Order.objects.earliest("id")
    late = Answer(code=old.code, results=(result(refund, reference=first, paid=False),))
    assert learn_refunds(answer=late).paid == learn_refunds(answer=late).returned == 0
    assert answered(refund) == Learnt(paid=1)
    assert stands(refund.dossier) == {PLATFORM: FEE, REFUNDED: -FEE}


@pytest.mark.parametrize(
    "wrong", [{"amount": FEE - 1}, {"reference": "HT99999999L1"}, {"reference": "x"}, {"reference": "HT٠٠٠٠٠٠٠١L1"}]
)
def test_a_line_that_is_not_the_orders_changes_nothing_and_is_told(wrong: dict[str, object]) -> None:
    refund = ordered()
    learnt = answered(refund, **wrong)
    assert learnt == Learnt(strange=(str(wrong.get("reference", refund.reference)),))
    refund.refresh_from_db()
    assert refund.state == ORDERED


def test_an_order_that_was_not_released_cannot_have_been_paid(settings: Settings) -> None:
    settings.REFUND_TWO_ABOVE = 0
    refund = ordered()
    assert answered(refund).strange
    refund.refresh_from_db()
    assert refund.state == ORDERED


def test_paid_is_not_taken_back_by_a_later_word() -> None:
    refund = ordered()
    answered(refund)
    assert answered(refund, paid=False) == Learnt(strange=(refund.reference,))
    assert stands(refund.dossier) == {PLATFORM: FEE, REFUNDED: -FEE}


def test_another_departments_answer_is_not_taken_from_an_officer() -> None:
    refund = ordered()
    answer = Answer(code=Order.objects.get().code, results=(result(refund),))
    assert learn_refunds(answer=answer, department_id="H24").strange
    assert learn_refunds(answer=answer, department_id="H26").paid == 1
    connection.check_constraints()
