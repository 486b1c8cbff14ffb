"""Closing, explaining and reading a day: by whom, how often, with which sums, and what stays as it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.casework.ask_statements import ask_statements
from gplx.casework.close_day import close_day
from gplx.casework.explain_difference import explain_difference
from gplx.casework.pay_at_counter import pay_at_counter
from gplx.casework.refund_difference import refund_difference
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow
from gplx.fees.books.models import TREASURY
from gplx.fees.books.questions import balances
from gplx.fees.models import Payment
from gplx.fees.reconciliation.models import Closing, Difference
from gplx.fees.reconciliation.questions import cash_of, closing_of, days, difference_of, differences_of, sides_come
from gplx.fees.refunds.models import Refund
from gplx.ledger.questions import history
from gplx.offices.models import ACCOUNTANT, CLERK, LEADER, Department, Officer
from gplx.registers.models import Exchange
from tests import builders, moments
from tests.builders import fresh
from tests.fees.reconciliation.statements import ACCOUNT, DAY, platform_agrees, platform_says, row, treasury_says

pytestmark = pytest.mark.django_db
FEE, NEXT = 135_000, "2021-09-28T09:00"


@pytest.fixture(autouse=True)
def _account() -> None:
    builders.department()
    Department.objects.filter(id="H26").update(account=ACCOUNT)


@pytest.fixture
def by() -> Officer:
    return builders.officer(ACCOUNTANT, name="Trần Thử Kế Toán")


def doubled(**other: Any) -> Difference:
    """A payment that the platform took twice."""
    payment = Payment.objects.get(dossier=builders.paid(**other))
    platform_says(row(payment), row(payment, transaction="gd-2"))
    return Difference.objects.get(department_id=other.get("department_id", "H26"))


def told(department_id: str = "H26") -> list[tuple[str, str]]:
    return [(one.act, one.actor) for one in history(subject=f"reconciliation:{department_id}", kind="money")]


# ---- explaining


def test_an_explanation_is_kept_with_its_author_and_the_ledger_keeps_each(by: Officer) -> None:
    found, second = doubled(), builders.officer(ACCOUNTANT)
    explain_difference(difference_id=found.pk, by=by, note="  Đã hỏi nền tảng. ")
    found.refresh_from_db()
    assert (found.note, found.noted_by, found.explained, found.settled_at) == ("Đã hỏi nền tảng.", by, True, None)
    explain_difference(difference_id=found.pk, by=second, note="Chờ sao kê bổ sung.")
    found.refresh_from_db()
    assert (found.note, found.noted_by) == ("Chờ sao kê bổ sung.", second)
    assert sorted(told()) == sorted([("explained", f"officer:{by.pk}"), ("explained", f"officer:{second.pk}")])


def test_an_explanation_is_as_long_as_it_may_be_and_moves_no_money(by: Officer) -> None:
    found, before = doubled(), balances(department_id="H26")
    explain_difference(difference_id=found.pk, by=by, note="ế" * 400)
    found.refresh_from_db()
    assert (len(found.note), balances(department_id="H26")) == (300, before)


def test_what_is_settled_is_not_explained_any_more(by: Officer) -> None:
    found = doubled()
    refund_difference(difference_id=found.pk, by=by)
    with pytest.raises(NotPossibleNow):
        explain_difference(difference_id=found.pk, by=by, note="Muộn.")
    found.refresh_from_db()
    assert (found.note, found.explained, told()) == ("", True, [])


@pytest.mark.parametrize("note", ["", " ", "\n\t", "\u2003"])
def test_blanks_explain_nothing(by: Officer, note: str) -> None:
    found = doubled()
    with pytest.raises(NotComplete):
        explain_difference(difference_id=found.pk, by=by, note=note)
    found.refresh_from_db()
    assert (found.note, found.noted_at, told()) == ("", None, [])


def test_what_is_nobodys_is_explained_and_refunded_by_nobody(by: Officer) -> None:
    payment = Payment.objects.get(dossier=builders.paid())
    platform_says(row(payment), row(payment, reference="dvcla", transaction="la", dossier=""))
    found = Difference.objects.get()
    with pytest.raises(NotAllowed):
        explain_difference(difference_id=found.pk, by=by, note="Của ai?")
    with pytest.raises(NotAllowed):
        refund_difference(difference_id=found.pk, by=by)
    assert difference_of(by, found.pk) is None
    assert differences_of(by, DAY) == [found]
    assert not Refund.objects.exists()


@pytest.mark.parametrize("rows", ["less", "nothing"])
def test_what_the_platform_lacks_cannot_be_refunded(by: Officer, rows: str) -> None:
    payment = Payment.objects.get(dossier=builders.paid())
    platform_says(*([row(payment, amount=FEE - 1)] if rows == "less" else []))
    before = balances(department_id="H26")
    with pytest.raises(NotPossibleNow):
        refund_difference(difference_id=Difference.objects.get().pk, by=by)
    assert (Refund.objects.count(), balances(department_id="H26")) == (0, before)


def test_the_payment_said_twice_with_one_transaction_is_not_refunded(by: Officer) -> None:
    payment = Payment.objects.get(dossier=builders.paid())
    platform_says(row(payment), row(payment))
    with pytest.raises(NotPossibleNow):
        refund_difference(difference_id=Difference.objects.get().pk, by=by)
    assert not Refund.objects.exists()


def test_money_of_a_reference_that_is_none_has_nobody_to_go_back_to(by: Officer) -> None:
    dossier = builders.paid()
    payment = Payment.objects.get(dossier=dossier)
    platform_says(row(payment), row(payment, reference="dvcla", transaction="la"))
    found = Difference.objects.get()
    assert (found.department_id, found.kind) == ("H26", "missing_here")
    with pytest.raises(NotPossibleNow):
        refund_difference(difference_id=found.pk, by=by)


# ---- closing


def reconciled() -> None:
    builders.paid()
    platform_agrees()
    treasury_says(online=FEE)


def test_a_closing_says_who_when_and_with_what_sums_and_the_ledger_too(by: Officer) -> None:
    reconciled()
    with moments.at(NEXT) as at:
        close_day(day=DAY, by=by)
    found = closing_of(department_id="H26", day=DAY)
    assert found is not None
    assert (found.by, found.at - at < timedelta(minutes=1)) == (by, True)
    assert found.totals["moved"] == {"platform": FEE, "vnpay": 0, "cash": 0}
    assert found.totals["open"] == 0
    assert found.totals["balances"]["treasury"] == FEE
    [entry] = history(subject="reconciliation:H26", kind="money")
    assert (entry.act, entry.details["day"], entry.details["open"]) == ("day_closed", "2021-09-27", 0)


def test_a_second_person_closes_nothing_more_and_the_first_stays(by: Officer) -> None:
    reconciled()
    with moments.at(NEXT):
        close_day(day=DAY, by=by)
        assert close_day(day=DAY, by=builders.officer(ACCOUNTANT)).by == by
    assert (Closing.objects.count(), told()) == (1, [("day_closed", f"officer:{by.pk}")])


@pytest.mark.parametrize("day", [date(2021, 9, 28), date(2021, 9, 29), date(2031, 1, 1)])
def test_today_and_days_to_come_are_not_closed(by: Officer, day: date) -> None:
    with moments.at(NEXT):
        platform_says(day=day)
        treasury_says(day=day)
        with pytest.raises(NotPossibleNow, match="chưa kết thúc"):
            close_day(day=day, by=by)
    assert not Closing.objects.exists()


@pytest.mark.parametrize("side", ["platform", "treasury", "neither"])
def test_one_statement_is_not_enough(by: Officer, side: str) -> None:
    if side == "platform":
        platform_says()
    elif side == "treasury":
        treasury_says()
    with moments.at(NEXT), pytest.raises(NotComplete, match="sao kê"):
        close_day(day=DAY, by=by)
    assert (Closing.objects.count(), told()) == (0, [])


def test_what_is_anothers_or_nobodys_or_of_another_day_does_not_hold_a_department_up(by: Officer) -> None:
    payment = Payment.objects.get(dossier=builders.paid(department_id="H29"))
    builders.paid()
    mine = Payment.objects.get(dossier__department_id="H26")
    stranger = row(mine, reference="dvcla", transaction="la", dossier="")
    platform_says(row(mine), row(payment), row(payment, transaction="gd-2"), stranger)
    treasury_says(online=FEE)
    platform_says(row(mine, transaction="gd-3"), day=DAY - timedelta(days=1))
    with moments.at(NEXT):
        closed = close_day(day=DAY, by=by)
        with pytest.raises(ActRefused, match="giải trình"):
            close_day(day=DAY, by=builders.officer(ACCOUNTANT, department_id="H29"))
    assert (closed.totals["open"], Closing.objects.count()) == (0, 1)


def test_a_difference_found_after_closing_is_open_and_the_closing_stays(by: Officer) -> None:
    reconciled()
    with moments.at(NEXT):
        totals = close_day(day=DAY, by=by).totals
        payment = Payment.objects.get()
        platform_says(row(payment), row(payment, transaction="gd-2"))
        assert Difference.objects.filter(settled_at=None, side="platform").count() == 1
        assert close_day(day=DAY, by=by).totals == totals
    assert balances(department_id="H26")[TREASURY] == FEE


def test_what_the_treasury_takes_back_after_closing_is_taken_out_again(by: Officer) -> None:
    reconciled()
    with moments.at(NEXT):
        close_day(day=DAY, by=by)
        treasury_says(online=FEE - 35_000)
        assert balances(department_id="H26")[TREASURY] == 100_000
        treasury_says(online=FEE)
    assert balances(department_id="H26")[TREASURY] == FEE


def test_without_a_closing_nothing_is_moved() -> None:
    reconciled()
    treasury_says(online=FEE)
    assert balances(department_id="H26").get(TREASURY, 0) == 0


@pytest.mark.parametrize("role", [CLERK, LEADER])
def test_a_closed_day_is_no_secret_that_anybody_may_fetch_by_closing_it(by: Officer, role: str) -> None:
    reconciled()
    with moments.at(NEXT):
        close_day(day=DAY, by=by)
        with pytest.raises(NotAllowed):
            close_day(day=DAY, by=builders.officer(role))


# ---- asking


def test_a_day_is_asked_for_once_an_occasion() -> None:
    for occasion in ("a", "a", "b"):
        ask_statements(day=DAY, occasion=occasion)
    asked = Exchange.objects.filter(operation="statement").order_by("id")
    assert list(asked.values_list("key", flat=True)) == [
        "statement:payments:20210927:a",
        "statement:treasury:20210927:a",
        "statement:payments:20210927:b",
        "statement:treasury:20210927:b",
    ]
    assert set(asked.values_list("about", flat=True)) == {"day:2021-09-27"}


# ---- reading


def test_the_days_tell_ways_sides_differences_and_closings_of_one_department(by: Officer) -> None:
    clerk, dossier = builders.officer(CLERK), builders.submitted()
    pay_at_counter(dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, received=FEE)
    reconciled()
    treasury_says(online=FEE, cash=FEE)
    with moments.at(NEXT):
        close_day(day=DAY, by=by)
    payment = Payment.objects.get(method="platform", state="paid")
    platform_says(row(payment, transaction="x"), day=DAY - timedelta(days=1))
    Difference.objects.update(note="Đã rõ.")
    last, before = days(department_id="H26", last=DAY, count=2)
    assert (last.day, last.online, last.cash, last.differences, last.closed) == (DAY, FEE, FEE, 0, True)
    assert last.sides == {"platform", "treasury"}
    assert (before.differences, before.unexplained, before.closed) == (1, 0, False)
    assert before.sides == {"platform"}
    assert [(one.online, one.cash, one.differences) for one in days(department_id="H29", last=DAY, count=1)] == [
        (0, 0, 0)
    ]
    assert set(sides_come(DAY)) == {"platform", "treasury"}


def test_differences_are_of_the_day_first_and_then_carried_over_never_of_days_to_come(by: Officer) -> None:
    payment = Payment.objects.get(dossier=builders.paid())
    for ago in (0, 2, 1):
        rows = (row(payment),) if not ago else ()
        platform_says(*rows, row(payment, transaction=f"la-{ago}"), day=DAY - timedelta(days=ago))
    found = [one.transaction_id for one in differences_of(by, DAY - timedelta(days=1))]
    assert found == ["la-1", "la-2"]
    assert [one.transaction_id for one in differences_of(by, DAY)] == ["la-0", "la-1", "la-2"]
    assert differences_of(builders.officer(ACCOUNTANT, department_id="H29"), DAY) == []


def test_the_differences_are_one_query_with_their_authors(by: Officer) -> None:
    payment = Payment.objects.get(dossier=builders.paid())
    platform_says(row(payment), *(row(payment, transaction=f"la-{number}") for number in range(12)))
    Difference.objects.update(note="Thử.", noted_by=by)
    with CaptureQueriesContext(connection) as seen:
        assert {one.noted_by.name for one in differences_of(by, DAY) if one.noted_by} == {"Trần Thử Kế Toán"}
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2021-09-27T00:01", DAY), ("2021-09-27T23:58", DAY), ("2021-09-28T00:01", DAY + timedelta(days=1))],
)
def test_cash_is_of_the_day_in_hanoi_and_of_its_department(moment: str, day: date) -> None:
    with moments.at(moment):
        dossier = builders.submitted()
        pay_at_counter(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), seen=None, received=FEE)
    taken = {ago: cash_of(department_id="H26", day=DAY + timedelta(days=ago)).count() for ago in (-1, 0, 1)}
    assert taken == {ago: int(DAY + timedelta(days=ago) == day) for ago in (-1, 0, 1)}
    assert not cash_of(department_id="H29", day=day).exists()
