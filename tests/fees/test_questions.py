"""How much is due, by the law of the filing day; and which of several tries to pay counts."""

from datetime import datetime
from itertools import permutations

import pytest

from gplx.dossiers.models import Dossier
from gplx.fees.changes import ask_gateway, close_payments, keep_page, open_payment
from gplx.fees.models import CANCELLED, FAILED, OPEN, PAID, Payment
from gplx.fees.questions import amount_due, current_payment
from gplx.ground.clock import HANOI, now
from gplx.registers.models import Exchange
from tests import builders
from tests.moments import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("filed", "channel", "amount"),
    [
        ("2017-06-01T00:00", "online", 135_000),
        ("2021-09-27T10:00", "online", 135_000),
        ("2023-07-31T23:59", "online", 135_000),
        ("2023-08-01T00:00", "online", 135_000),
        ("2023-11-30T23:59", "online", 135_000),
        ("2023-12-01T00:00", "online", 115_000),
        ("2023-12-01T06:59", "online", 115_000),  # still yesterday in UTC
        ("2023-12-01T10:00", "counter", 135_000),
        ("2025-12-31T23:59", "online", 115_000),
        ("2026-01-01T00:00", "online", 135_000),
        ("2026-01-01T06:30", "online", 135_000),
    ],
)
def test_the_fee_is_that_of_the_filing_day_and_the_channel(filed: str, channel: str, amount: int) -> None:
    dossier = builders.draft()
    moment = datetime.fromisoformat(filed).replace(tzinfo=HANOI)
    Dossier.objects.filter(id=dossier.id).update(submitted_at=moment, channel=channel)
    assert amount_due(Dossier.objects.get(id=dossier.id)).amount == amount


def test_a_draft_is_told_the_fee_of_today_for_it_would_be_filed_today() -> None:
    with at("2025-12-30"):
        dossier = builders.draft()
        assert amount_due(dossier).amount == 115_000
    with at("2026-01-01"):
        assert amount_due(dossier).amount == 135_000


def test_the_first_hour_of_a_new_fee_is_paid_by_the_new_law() -> None:
    with at("2023-12-01T00:30"):
        dossier = builders.draft()
        builders.learn_all(dossier)
        Dossier.objects.filter(id=dossier.id).update(submitted_at=now(), code="thu")
        payment = open_payment(dossier=Dossier.objects.get(id=dossier.id), at=now())
    assert payment.amount == 115_000


def tries(dossier: Dossier, *states: str) -> dict[str, Payment]:
    """Payments in these states, in this order."""
    return {
        state: Payment.objects.create(
            dossier=dossier, reference=f"{state}{number}", amount=135_000, article="", state=state, asked_at=now()
        )
        for number, state in enumerate(states)
    }


@pytest.mark.parametrize("states", list(permutations([PAID, OPEN, FAILED])))
def test_what_was_paid_counts_before_what_is_open_before_what_failed(states: tuple[str, ...]) -> None:
    dossier = builders.draft()
    made = tries(dossier, *states)
    assert current_payment(dossier) == made[PAID]
    made[PAID].delete()
    assert current_payment(dossier) == made[OPEN]
    made[OPEN].delete()
    assert current_payment(dossier) == made[FAILED]


def test_of_tries_that_failed_the_last_one_counts_and_of_none_none() -> None:
    dossier = builders.draft()
    assert current_payment(dossier) is None
    made = tries(dossier, FAILED, CANCELLED)
    assert current_payment(dossier) == made[CANCELLED]
    assert current_payment(builders.draft()) is None


def test_the_platform_is_told_for_whom_and_to_which_account() -> None:
    dossier = builders.submitted()
    ask = Exchange.objects.get(register="payments", operation="initiate").ask
    receipt = ask["receipt"]
    assert (ask["amount"], ask["dossier"], ask["reference"]) == (135_000, dossier.code, Payment.objects.get().reference)
    assert (receipt["payer_name"], receipt["dossier"]) == (dossier.applicant.name, dossier.code)
    assert receipt["payer_number"] == dossier.applicant.numbers.earliest("id").number
    assert (receipt["agency_code"], receipt["account_name"]) == ("000.00.99.H26", dossier.department.name)
    assert [(fee["code"], fee["amount"]) for fee in receipt["fees"]] == [("1.002809", 135_000)]


def test_the_page_is_kept_for_its_own_payment() -> None:
    builders.submitted()
    other = Payment.objects.get()
    builders.submitted()
    mine = Payment.objects.latest("id")
    keep_page(reference=mine.reference, url="https://thanh-toan.example.vn/1")
    keep_page(reference="unknown", url="https://thanh-toan.example.vn/2")
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.page, other.page) == ("https://thanh-toan.example.vn/1", "")


def test_the_platform_is_asked_once_an_occasion() -> None:
    builders.submitted()
    payment = Payment.objects.get()
    for occasion in ("1", "1", "2"):
        ask_gateway(payment=payment, occasion=occasion)
    asked = Exchange.objects.filter(operation="query")
    ask = {"reference": payment.reference, "asked_at": payment.asked_at.astimezone(HANOI).isoformat()}
    assert [one.ask for one in asked] == [ask] * 2


def test_an_end_closes_what_is_open_marks_what_is_paid_and_leaves_the_rest_and_the_others() -> None:
    dossier, other = builders.draft(), builders.draft()
    made, others = tries(dossier, OPEN, FAILED, PAID), builders.submitted()
    with at("2021-10-01") as moment:
        close_payments(dossier=dossier, at=now())
    for payment in made.values():
        payment.refresh_from_db()
    assert [(one.state, one.refund_due) for one in made.values()] == [(CANCELLED, False), (FAILED, False), (PAID, True)]
    assert made[OPEN].ended_at >= moment
    assert made[FAILED].ended_at is None
    assert Payment.objects.get(dossier=others).state == OPEN
    assert not Payment.objects.filter(dossier=other).exists()
