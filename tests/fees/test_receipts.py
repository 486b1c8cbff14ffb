"""Receipts: one for each payment that was made, numbers without gaps, cancelled and replaced but never changed."""

from threading import Barrier, Thread
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from gplx.casework.pay import Word, pay
from gplx.clock.receipts import draw_receipt, issue_receipt, issue_waiting_receipts
from gplx.fees.models import FeeReceipt, Payment, ReceiptSeries
from gplx.fees.receipts.changes import NoNumbersLeft, UnableToCancel, cancel, draw, issue, open_series
from gplx.fees.receipts.questions import numbers_left, paper_of, receipt_by_code, receipts_of, without_receipt
from gplx.ground.clock import now
from gplx.ledger.questions import history
from gplx.offices.models import LEADER
from tests import builders

pytestmark = pytest.mark.django_db


def series(symbol: str = "1C21-HN", *, first: int = 1, last: int = 999, department_id: str = "H26") -> ReceiptSeries:
    return open_series(department=builders.department(department_id), symbol=symbol, first=first, last=last)


def made(department_id: str = "H26") -> Payment:
    """A payment that was made."""
    return Payment.objects.get(dossier=builders.paid(department_id=department_id))


def given_out(payment: Payment) -> FeeReceipt:
    receipt = issue(payment_id=payment.id)
    assert receipt is not None
    return receipt


def numbers(symbol: str = "1C21-HN") -> list[int]:
    return list(FeeReceipt.objects.filter(series__symbol=symbol).order_by("number").values_list("number", flat=True))


def queued(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE entrypoint = %s", [name])
        return int(cursor.fetchone()[0])


def test_a_payment_that_was_made_has_its_receipt_wanted_in_the_same_transaction() -> None:
    before = queued("issue_receipt")
    made()
    assert queued("issue_receipt") == before + 1


def test_a_receipt_says_what_was_paid_by_whom_for_what() -> None:
    series()
    payment = made()
    receipt = given_out(payment)
    assert (receipt.series.symbol, receipt.number, receipt.written_number) == ("1C21-HN", 1, "0000001")
    assert (receipt.amount, receipt.payer) == (135_000, "Nguyễn Thử Nghiệm")
    assert receipt.what_for == f"Lệ phí cấp giấy phép lái xe, hồ sơ {payment.dossier.code}"
    assert receipt.article == "Biểu mức thu (kèm theo) Thông tư 188/2016/TT-BTC"
    assert len(receipt.code) == 32
    issued = [one for one in history(subject=f"dossier:{payment.dossier_id}", kind="money") if one.act != "paid"]
    assert [(one.act, one.details["receipt"]) for one in issued] == [("receipt_issued", "1C21-HN 0000001")]


def test_again_it_is_the_same_one() -> None:
    series()
    payment = made()
    assert given_out(payment) == given_out(payment)
    issue_receipt({"payment": payment.id})
    assert numbers() == [1]


def test_what_was_not_paid_has_none() -> None:
    series()
    builders.submitted()
    assert issue(payment_id=Payment.objects.get().id) is None
    assert numbers() == []


def test_money_that_is_due_back_was_taken_all_the_same() -> None:
    series()
    payment = made()
    Payment.objects.update(refund_due=True)
    assert given_out(payment).number == 1


def test_each_department_counts_for_itself() -> None:
    series()
    series("1C21-HCM", first=500, department_id="H29")
    here, there, again = given_out(made()), given_out(made("H29")), given_out(made())
    assert [(one.series.symbol, one.number) for one in (here, there, again)] == [
        ("1C21-HN", 1),
        ("1C21-HCM", 500),
        ("1C21-HN", 2),
    ]


def test_when_one_series_is_used_up_the_next_goes_on() -> None:
    series(first=8, last=9)
    series("1C22-HN", first=1, last=1)
    got = [given_out(made()) for _ in range(3)]
    assert [(one.series.symbol, one.number) for one in got] == [("1C21-HN", 8), ("1C21-HN", 9), ("1C22-HN", 1)]
    assert numbers_left() == {"H26": 0}
    with pytest.raises(NoNumbersLeft):
        issue(payment_id=made().id)


def test_without_a_number_it_waits_and_is_given_out_when_there_is_one() -> None:
    payment = made()
    issue_receipt({"payment": payment.id})
    assert list(without_receipt()) == [payment]
    assert FeeReceipt.objects.count() == 0
    series()
    issue_waiting_receipts()
    assert FeeReceipt.objects.get().payment == payment
    assert not without_receipt().exists()


def test_what_is_undone_takes_no_number_with_it() -> None:
    series()
    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():
        given_out(made())
        raise RuntimeError("undone")
    assert ReceiptSeries.objects.get().given is None
    assert given_out(made()).number == 1


@pytest.mark.parametrize("given", [0, 10, 7])
def test_the_database_itself_knows_the_bounds_of_a_series(given: int) -> None:
    one = series(first=1, last=9)
    ReceiptSeries.objects.filter(id=one.id).update(given=7)
    allowed = 1 <= given <= 9
    try:
        with transaction.atomic():
            ReceiptSeries.objects.filter(id=one.id).update(given=given)
    except IntegrityError:
        assert not allowed
    else:
        assert allowed


def test_the_database_gives_no_number_twice_and_one_valid_receipt_a_payment() -> None:
    series()
    first, second = made(), made()
    receipt = given_out(first)
    same = {"amount": 1, "issued_at": now(), "series": receipt.series}
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeReceipt.objects.create(payment=second, number=1, code="b" * 32, **same)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeReceipt.objects.create(payment=first, number=2, code="c" * 32, **same)


def test_one_series_is_opened_once() -> None:
    assert series(last=10) == series(last=99)
    assert ReceiptSeries.objects.get().last == 10


# ---- many at once


@pytest.mark.django_db(transaction=True)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(plan=st.lists(st.sampled_from(["issue", "issue again", "undo", "cancel"]), min_size=4, max_size=10))
def test_however_many_take_numbers_at_once_there_is_no_gap(plan: list[str]) -> None:
    """Threads take, undo and replace at the same moment: what stands in the end is 1, 2, 3 … without one missing or twice."""
    symbol = f"DONG-{ReceiptSeries.objects.count()}"
    ReceiptSeries.objects.update(last=1, first=1, given=1)
    one = series(symbol)
    payments, leader = [made() for _ in plan], builders.officer(LEADER)
    start = Barrier(len(plan))

    def act(what: str, payment: Payment) -> None:
        start.wait()
        try:
            with transaction.atomic():
                receipt = given_out(payment)
                if what == "cancel":
                    cancel(receipt_id=receipt.id, by=leader, reason="thử", replace=True)
                if what == "undo":
                    transaction.set_rollback(True)
            if what == "issue again":
                given_out(payment)
        finally:
            connection.close()

    threads = [Thread(target=act, args=pair) for pair in zip(plan, payments, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = sum({"undo": 0, "cancel": 2}.get(what, 1) for what in plan)
    assert numbers(symbol) == list(range(1, expected + 1))
    one.refresh_from_db()
    assert (one.given or 0) == expected


# ---- cancelled and replaced


def test_a_receipt_is_cancelled_with_its_reason_and_stays() -> None:
    series()
    receipt, leader = given_out(made()), builders.officer(LEADER, name="Phạm Thử Lãnh Đạo")
    assert cancel(receipt_id=receipt.id, by=leader, reason=" Sai tên ", replace=False) is None
    receipt.refresh_from_db()
    assert receipt.cancelled_at is not None
    assert (receipt.cancelled_by, receipt.cancelled_because) == ("Phạm Thử Lãnh Đạo", "Sai tên")
    last = history(subject=f"dossier:{receipt.payment.dossier_id}", kind="money").last()
    assert last is not None
    assert (last.act, last.actor, last.details["reason"]) == ("receipt_cancelled", f"officer:{leader.pk}", "Sai tên")


def test_another_takes_its_place_and_both_know_of_one_another() -> None:
    series()
    receipt = given_out(made())
    other = cancel(receipt_id=receipt.id, by=builders.officer(LEADER), reason="Sai tên", replace=True)
    assert other is not None
    assert (other.number, other.replaces, other.payment) == (2, receipt, receipt.payment)
    old = receipt_by_code(receipt.code)
    assert old is not None
    assert old.replaced_by == other
    assert [one.number for one in receipts_of(receipt.payment.dossier)] == [2, 1]
    assert given_out(receipt.payment).number == 2, "asked for again, the valid one is it"


def test_after_a_cancellation_alone_none_is_given_out_by_itself() -> None:
    series()
    receipt = given_out(made())
    cancel(receipt_id=receipt.id, by=builders.officer(LEADER), reason="Hoàn tiền", replace=False)
    issue_receipt({"payment": receipt.payment_id})
    issue_waiting_receipts()
    assert numbers() == [1]


def test_what_cannot_be_cancelled_stays() -> None:
    series(last=1)
    receipt, leader = given_out(made()), builders.officer(LEADER)
    with pytest.raises(UnableToCancel, match="lý do"):
        cancel(receipt_id=receipt.id, by=leader, reason="  ", replace=False)
    with pytest.raises(NoNumbersLeft):
        cancel(receipt_id=receipt.id, by=leader, reason="Sai tên", replace=True)
    receipt.refresh_from_db()
    assert receipt.cancelled_at is None, "where no other can be given out, the old one stays"
    cancel(receipt_id=receipt.id, by=leader, reason="Sai tên", replace=False)
    with pytest.raises(UnableToCancel, match="đã được hủy"):
        cancel(receipt_id=receipt.id, by=leader, reason="Sai tên", replace=False)


# ---- the paper


def test_the_paper_is_made_once_by_a_job_of_its_own() -> None:
    series()
    before = queued("draw_receipt")
    receipt = given_out(made())
    assert queued("draw_receipt") == before + 1
    assert receipt.made_at is None
    draw_receipt({"receipt": receipt.id})
    receipt.refresh_from_db()
    assert receipt.made_at is not None
    first = paper_of(receipt)
    assert first.startswith(b"%PDF-")
    with patch("gplx.fees.receipts.changes.receipt_pdf", side_effect=AssertionError("made twice")):
        draw(receipt_id=receipt.id)
    assert paper_of(receipt) == first


def test_a_paper_that_a_killed_worker_left_half_made_is_made_anew() -> None:
    series()
    receipt = given_out(made())
    default_storage.save(receipt.path, ContentFile(b"%PDF-half"))
    draw(receipt_id=receipt.id)
    assert len(paper_of(receipt)) > 2000
    assert default_storage.listdir("receipts/" + receipt.code[:2])[1] == [f"{receipt.code}.pdf"]


# ---- series are opened by a command


def test_a_command_opens_a_series() -> None:
    builders.department()
    call_command("open_receipt_series", "H26", "1C21-HN", "1", "500")
    assert numbers_left() == {"H26": 500}


@pytest.mark.parametrize("words", [("H99", "A", "1", "2"), ("H26",), ("H26", "A", "5", "4"), ("H26", "A", "0", "4")])
def test_a_series_that_is_none_is_not_opened(words: tuple[str, ...]) -> None:
    builders.department()
    with pytest.raises(CommandError, match="Say a department"):
        call_command("open_receipt_series", *words)
    assert not ReceiptSeries.objects.exists()


@pytest.mark.parametrize(("practice", "count"), [(True, 12), (False, 0)])
def test_each_practice_office_has_a_series(settings: Settings, practice: bool, count: int) -> None:
    builders.department()
    settings.PRACTICE = practice
    for _ in range(2):
        call_command("open_receipt_series")
    assert ReceiptSeries.objects.count() == count


def test_cash_and_other_ways_have_a_receipt_as_well() -> None:
    series()
    builders.submitted()
    payment = Payment.objects.get()
    Payment.objects.update(method="cash")
    word = Word(reference=payment.reference, paid=True, amount=135_000, currency="VND", transaction="quầy 1", said={})
    assert pay(word) == "00"
    receipt = given_out(Payment.objects.get())
    draw(receipt_id=receipt.id)
    assert paper_of(receipt).startswith(b"%PDF-")
