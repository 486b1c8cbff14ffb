"""What is learnt of money, parcels and messages: once, late, or that nothing came of it."""

from datetime import datetime
from typing import Any

import msgspec
import pytest
from django.db import connection

from gplx.clock.portal.report import report_act
from gplx.delivery.models import DELIVERED, ORDERED, Parcel
from gplx.dossiers.models import Act, Dossier
from gplx.fees.models import FAILED, OPEN, PAID, Notice, Payment
from gplx.ground.clock import HANOI
from gplx.letters.changes import tell_applicant
from gplx.letters.models import Message
from gplx.registers.email.port import SentMail
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, WANTED, Exchange
from gplx.registers.payments.port import PaymentPage, PaymentState
from gplx.registers.post.port import OrderedParcel, ParcelEvent, ParcelTrack
from gplx.registers.sms.port import SentText
from tests import builders
from tests.clock.exchanges import about, ends, exchange, learns

pytestmark = pytest.mark.django_db


def waiting(name: str) -> int:
    """How many jobs of this name wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE entrypoint = %s", [name])
        return int(cursor.fetchone()[0])


# ---- payments


@pytest.fixture
def payment() -> Payment:
    return Payment.objects.get(dossier=builders.submitted())


def state_of(
    payment: Payment, state: str, *, amount: int | None = 135_000, currency: str = "VND", transaction: str = "gd-1"
) -> PaymentState:
    told = {"reference": payment.reference, "amount": amount, "currency": currency, "transaction": transaction}
    at = datetime(2021, 9, 27, 10, tzinfo=HANOI).isoformat()
    return msgspec.convert(told | {"state": state, "bank": "THU", "at": at}, PaymentState)


def asked_about(payment: Payment) -> Exchange:
    return exchange("payments", "query", about=about(payment.dossier), ask={"reference": payment.reference})


def became_of(payment: Payment) -> tuple[str, list[str]]:
    """Its state, and the codes of the words that were kept."""
    payment.refresh_from_db()
    return payment.state, list(Notice.objects.order_by("id").values_list("result", flat=True))


def test_the_page_to_pay_on_is_kept(payment: Payment) -> None:
    one = exchange("payments", "initiate", ask={"reference": payment.reference})
    ends(one, ANSWERED, PaymentPage(url="https://pay.example.vn/1"))
    payment.refresh_from_db()
    assert payment.page == "https://pay.example.vn/1"


@pytest.mark.parametrize("state", [WANTED, REFUSED, GIVEN_UP])
def test_without_an_answer_there_is_no_page(payment: Payment, state: str) -> None:
    ends(exchange("payments", "initiate", ask={"reference": payment.reference}), state)
    payment.refresh_from_db()
    assert payment.page == ""


@pytest.mark.parametrize(
    ("told", "state", "results"),
    [
        ({"state": "paid"}, PAID, ["00"]),
        ({"state": "pending", "amount": None}, OPEN, []),
        ({"state": "failed"}, FAILED, ["00"]),
        ({"state": "failed", "amount": None, "currency": "", "transaction": ""}, FAILED, ["00"]),
        ({"state": "paid", "amount": 134_999}, OPEN, ["14"]),
        ({"state": "paid", "amount": None}, OPEN, ["14"]),
        ({"state": "paid", "currency": "USD"}, OPEN, ["14"]),
        ({"state": "failed", "amount": 1}, OPEN, ["14"]),
    ],
    ids=[
        "paid",
        "not known yet",
        "failed",
        "failed, no amount",
        "too little",
        "no amount",
        "other money",
        "another's failure",
    ],
)
def test_what_the_platform_knows_of_a_payment(
    payment: Payment, told: dict[str, Any], state: str, results: list[str]
) -> None:
    ends(asked_about(payment), ANSWERED, state_of(payment, **told))
    assert became_of(payment) == (state, results)
    assert Act.objects.filter(act="pay").count() == (state == PAID)


def test_a_paid_payment_that_is_learnt_of_twice_is_paid_once(payment: Payment) -> None:
    one = ends(asked_about(payment), ANSWERED, state_of(payment, "paid"))
    learns(one)
    assert became_of(payment) == (PAID, ["00", "00"])
    assert Act.objects.filter(act="pay").count() == 1


@pytest.mark.parametrize("state", [WANTED, REFUSED, GIVEN_UP])
def test_a_platform_that_does_not_answer_changes_no_payment(payment: Payment, state: str) -> None:
    ends(asked_about(payment), state)
    assert became_of(payment) == (OPEN, [])


# ---- post


def track(*events: str, delivered: bool = False) -> ParcelTrack:
    said = tuple(ParcelEvent(code="2", text=one, at=None, meaning="on_the_way") for one in events)
    return ParcelTrack(events=said, delivered=delivered)


def test_an_order_that_was_taken_is_looked_after() -> None:
    dossier = builders.handed_over()
    ends(exchange("post", "order", about=about(dossier)), ANSWERED, OrderedParcel(waybill_used=True))
    assert (Parcel.objects.get().state, waiting("look_at_parcel")) == (ORDERED, 1)


@pytest.mark.parametrize(("state", "looks"), [(WANTED, 0), (REFUSED, 1), (GIVEN_UP, 1)])
def test_a_silent_post_is_asked_again_once_the_call_is_over(state: str, looks: int) -> None:
    dossier = builders.handed_over()
    ends(exchange("post", "track", about=about(dossier)), state)
    assert (Parcel.objects.get().says, waiting("look_at_parcel")) == ("", looks)


@pytest.mark.parametrize(("state", "stands"), [(WANTED, "ordered"), (REFUSED, "not_taken"), (GIVEN_UP, "not_taken")])
def test_an_order_that_will_not_be_taken_is_not_looked_after(state: str, stands: str) -> None:
    dossier = builders.handed_over()
    ends(exchange("post", "order", about=about(dossier)), state)
    assert (Parcel.objects.get().state, waiting("look_at_parcel")) == (stands, 0)


@pytest.mark.parametrize(("attempts", "waybill"), [(1, None), (2, "EG1")])
def test_only_the_first_call_says_that_a_waybill_was_not_used_up(settings: Any, attempts: int, waybill: str) -> None:
    settings.POST_WAYBILLS = "EG1-EG9"
    dossier = builders.handed_over()
    one = exchange("post", "order", about=about(dossier))
    Exchange.objects.filter(id=one.id).update(attempts=attempts)
    one.refresh_from_db()
    ends(one, ANSWERED, OrderedParcel(waybill_used=False))
    assert Parcel.objects.get().waybill == waybill


def test_the_posts_last_word_is_kept_and_it_is_asked_again() -> None:
    dossier = builders.handed_over()
    ends(exchange("post", "track", about=about(dossier)), ANSWERED, track("Đã nhận gửi", "Đang chuyển"))
    parcel = Parcel.objects.get()
    assert (parcel.state, parcel.says, parcel.last_event, waiting("look_at_parcel")) == (
        "on_the_way",
        "Đang chuyển",
        2,
        1,
    )


def test_a_parcel_that_arrived_ends_the_dossier_once_and_is_not_looked_at_again() -> None:
    dossier = builders.handed_over()
    arrived = msgspec.structs.replace(track("Đã phát", delivered=True), collection=3)
    one = ends(exchange("post", "track", about=about(dossier)), ANSWERED, arrived)
    learns(one)
    dossier.refresh_from_db()
    assert (dossier.state, Parcel.objects.get().state, waiting("look_at_parcel")) == ("closed", DELIVERED, 0)
    assert Act.objects.filter(dossier=dossier, act="deliver").count() == 1


# ---- messages


@pytest.fixture
def messages() -> dict[str, Exchange]:
    """The exchanges of the two messages about a submission, by way."""
    act = Act.objects.get(dossier=builders.submitted(), act="submit")
    tell_applicant(act, amount=135_000)
    return {one.register: one for one in Exchange.objects.filter(operation="send")}


def stands(messages: dict[str, Exchange]) -> dict[str, str]:
    return dict(Message.objects.values_list("way", "state"))


def test_a_message_is_sent_when_its_provider_took_it(messages: dict[str, Exchange]) -> None:
    ends(messages["sms"], ANSWERED, SentText(provider=2))
    assert stands(messages) == {"sms": "sent", "email": "wanted"}
    ends(messages["email"], ANSWERED, SentMail(provider=1))
    assert stands(messages) == {"sms": "sent", "email": "sent"}


@pytest.mark.parametrize(("state", "stood"), [(WANTED, "wanted"), (REFUSED, "failed"), (GIVEN_UP, "failed")])
def test_a_message_has_failed_only_when_it_will_not_be_tried_again(
    messages: dict[str, Exchange], state: str, stood: str
) -> None:
    ends(messages["email"], state)
    assert stands(messages) == {"sms": "wanted", "email": stood}


def test_a_message_that_goes_through_after_all_is_sent(messages: dict[str, Exchange]) -> None:
    ends(messages["sms"], GIVEN_UP)
    ends(messages["sms"], ANSWERED, SentText(provider=1))
    assert stands(messages)["sms"] == "sent"


# ---- the portal, of which nobody learns anything


def test_the_portals_answer_leaves_the_dossier_as_it_is() -> None:
    dossier = builders.submitted()
    report_act(Act.objects.get(dossier=dossier, act="submit"))
    before = Dossier.objects.values().get(id=dossier.id)
    ends(Exchange.objects.get(register="sync"), GIVEN_UP)
    assert Dossier.objects.values().get(id=dossier.id) == before
