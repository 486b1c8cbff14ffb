"""The fee in cash: exactly the fee, once, by a clerk of the department; what comes online all the same goes back."""

from typing import Any

import pytest
from django.db import connection

from gplx.casework.ask_correction import ask_correction
from gplx.casework.pay import pay
from gplx.casework.pay_at_counter import pay_at_counter
from gplx.dossiers.models import SUBMITTED, WITH_APPLICANT, Act, Dossier
from gplx.dossiers.refusals import NotAllowed, NotComplete, NotPossibleNow, StaleDossier
from gplx.fees.books.models import BUDGET, CASH, DUE, PLATFORM, REFUND_DUE
from gplx.fees.models import CANCELLED, PAID, Payment
from gplx.fees.questions import current_payment
from gplx.fees.refunds.models import Refund
from gplx.offices.models import ACCOUNTANT, CLERK, EXAMINER, LEADER, PRINTER, Officer
from tests import builders
from tests.builders import fresh
from tests.fees.books.test_postings import stands, taken_back, word

pytestmark = pytest.mark.django_db
FEE = 135_000


def taken(dossier: Dossier, *, by: Officer | None = None, received: int = FEE, **more: Any) -> Dossier:
    told = {"request_id": fresh(), "seen": None, **more}
    return pay_at_counter(dossier_id=dossier.id, by=by or builders.officer(CLERK), received=received, **told)


def test_the_fee_is_paid_and_the_online_payment_closed() -> None:
    dossier = taken(builders.submitted())
    assert (dossier.state, bool(dossier.paid_at)) == (SUBMITTED, True)
    assert list(Payment.objects.order_by("id").values_list("method", "state")) == [
        ("platform", CANCELLED),
        ("cash", PAID),
    ]
    assert stands(dossier) == {CASH: FEE, BUDGET: -FEE}


def test_the_history_says_who_took_it_and_how() -> None:
    clerk = builders.officer(CLERK, name="Lê Thử Thu")
    dossier = taken(builders.submitted(), by=clerk)
    act = Act.objects.get(dossier=dossier, act="pay")
    assert (act.by_name, act.details["amount"], act.details["method"]) == ("Lê Thử Thu", FEE, "cash")
    assert Payment.objects.get(method="cash").reference == act.details["reference"]


def test_its_receipt_is_given_out_like_any_other() -> None:
    taken(builders.submitted())
    with connection.cursor() as cursor:
        cursor.execute("SELECT convert_from(payload, 'utf8') FROM pgqueuer WHERE entrypoint = 'issue_receipt'")
        assert cursor.fetchall() == [(f'{{"payment": {Payment.objects.get(method="cash").pk}}}',)]


def test_the_same_request_takes_it_once() -> None:
    dossier, clerk, request_id = builders.submitted(), builders.officer(CLERK), fresh()
    for _ in range(3):
        taken(dossier, by=clerk, request_id=request_id)
    assert Payment.objects.filter(method="cash").count() == 1
    with pytest.raises(NotPossibleNow):
        taken(dossier, by=clerk)


@pytest.mark.parametrize("received", [0, 1, FEE - 1, FEE + 1, 2 * FEE])
def test_any_other_amount_is_not_the_fee(received: int) -> None:
    dossier = builders.submitted()
    with pytest.raises(NotComplete):
        taken(dossier, received=received)
    assert stands(dossier) == {DUE: FEE, BUDGET: -FEE}
    assert Payment.objects.count() == 1


def test_what_comes_online_all_the_same_goes_back() -> None:
    dossier = builders.submitted()
    online = current_payment(dossier)
    assert online
    taken(dossier)
    assert [pay(word(online)) for _ in range(2)] == ["00", "00"]
    assert (Refund.objects.get().payment, Refund.objects.get().why) == (online, "paid_twice")
    assert stands(dossier) == {CASH: FEE, PLATFORM: FEE, BUDGET: -FEE, REFUND_DUE: -FEE}


def test_what_was_paid_online_before_is_not_taken_again() -> None:
    dossier = builders.paid()
    with pytest.raises(NotPossibleNow):
        taken(dossier)
    assert stands(dossier) == {PLATFORM: FEE, BUDGET: -FEE}


def test_cash_goes_back_too_where_the_dossier_ends() -> None:
    dossier = taken_back(taken(builders.submitted()))
    assert stands(dossier) == {CASH: FEE, REFUND_DUE: -FEE}
    assert Refund.objects.get().why == "withdrawn"


def test_while_a_correction_is_asked_it_can_be_paid() -> None:
    dossier = builders.submitted()
    clerk = builders.officer(CLERK)
    ask_correction(dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, items=["photo"], reason="Ảnh mờ.")
    dossier = taken(dossier, by=clerk)
    assert (dossier.state, bool(dossier.paid_at)) == (WITH_APPLICANT, True)


def test_before_the_fee_was_asked_nothing_is_taken() -> None:
    with pytest.raises(NotPossibleNow):
        taken(builders.submitted(green=False))


@pytest.mark.parametrize("role", [EXAMINER, LEADER, PRINTER, ACCOUNTANT])
def test_only_a_clerk_takes_it(role: str) -> None:
    with pytest.raises(NotAllowed):
        taken(builders.submitted(), by=builders.officer(role))


def test_nor_another_departments_clerk_nor_on_an_old_page() -> None:
    dossier = builders.submitted()
    with pytest.raises(NotAllowed):
        taken(dossier, by=builders.officer(CLERK, department_id="H24"))
    with pytest.raises(StaleDossier):
        taken(dossier, seen=dossier.version - 1)
    assert not Payment.objects.filter(method="cash").exists()
