"""Money by the clock and by the queue: who is written to, who is reminded, what the treasury's words become."""

import json
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings
from structlog.testing import capture_logs

from gplx.casework.check_refund_holder import check_refund_holder
from gplx.casework.remind_refunds import MOST_REMINDERS, remind_refunds
from gplx.clock.answers import answered as learn
from gplx.clock.refunds import ask_treasury, fetch_statements, refund_moved, remind_of_refunds
from gplx.fees.reconciliation.models import Statement
from gplx.fees.refunds.models import ORDERED, PAID, Order, Refund
from gplx.ground.clock import now
from gplx.letters.models import Message
from gplx.letters.refunds import refund_messages
from gplx.registers.models import ANSWERED, Exchange
from tests import builders, moments
from tests.fees.refunds.paths import accountant, answered, begun, named, ordered
from tests.pages.officer.money.test_refunds import answer_of

pytestmark = pytest.mark.django_db


def moved() -> list[dict[str, Any]]:
    """What the queue was told of refunds, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(payload, 'utf8')::jsonb FROM pgqueuer WHERE entrypoint = 'refund_moved' ORDER BY id"
        )
        return [row[0] if isinstance(row[0], dict) else json.loads(row[0]) for row in cursor.fetchall()]


def told(refund: Refund) -> list[str]:
    """The messages that were written, once each, however often the job runs."""
    for _ in range(2):
        for payload in moved():
            refund_moved(payload)
    found = Message.objects.filter(dossier_id=refund.dossier_id, way="sms", template__startswith="refund_")
    return list(found.order_by("id").values_list("template", flat=True))


def test_begun_ordered_paid() -> None:
    refund = ordered()
    answered(refund)
    # The first job runs when the refund has already moved on, and says what is still true.
    assert told(refund) == ["refund_begun", "refund_ordered", "refund_paid"]


def test_who_has_to_name_an_account_is_asked_to() -> None:
    refund = begun()
    assert told(refund) == ["refund_account"]
    text = Message.objects.filter(template="refund_account").earliest("id").text
    assert text.startswith(f"GPLX: Lệ phí 135.000 ₫ của hồ sơ {refund.dossier.code} được hoàn trả.")
    assert Exchange.objects.filter(register="sms", key__startswith="sms:refund:").count() == 1


def test_returned() -> None:
    refund = ordered()
    answered(refund, paid=False)
    assert told(refund)[-1] == "refund_returned"


def test_an_account_that_was_not_taken_is_asked_for_anew() -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    check_refund_holder(refund_id=refund.pk, by=accountant(), good=False, reason="Thiếu giấy ủy quyền.")
    assert told(refund)[-1] == "refund_returned"


@pytest.mark.parametrize("name", refund_messages())
def test_no_message_holds_a_link_a_name_or_an_account(name: str) -> None:
    for language in ("vi", "en"):
        text = refund_messages()[name][language]
        assert text.startswith("GPLX: ")
        assert not set("/@") & set(text.replace("ông/bà", "").replace("Ông/bà", ""))
        assert len(text) <= 160


def test_who_waits_is_reminded_after_each_pause_and_not_for_ever(settings: Settings) -> None:
    settings.REFUND_REMIND = 3 * 24 * 3600
    with moments.at("2021-09-27T09:00"):
        refund = begun()
        assert remind_refunds() == 0
    reminded = []
    for day in range(1, 31):
        with moments.at(f"2021-10-{day:02d}T09:30"):
            reminded += [day] if remind_refunds() else []
            assert remind_refunds() == 0
    assert (len(reminded), reminded[:3]) == (MOST_REMINDERS, [1, 3, 6])
    refund.refresh_from_db()
    assert refund.reminders == MOST_REMINDERS
    assert told(refund).count("refund_account") == MOST_REMINDERS + 1


def test_who_has_named_one_is_not_reminded() -> None:
    named(begun())
    with moments.at("2021-10-20"):
        remind_of_refunds()
    assert Refund.objects.get().reminders == 0


def test_the_treasury_is_asked_each_hour_until_it_has_said_everything() -> None:
    with moments.at("2021-09-27T10:00"):
        refund = ordered()
        ask_treasury()
        ask_treasury()
    with moments.at("2021-09-27T11:00"):
        ask_treasury()
        answered(refund)
    with moments.at("2021-09-27T12:00"):
        ask_treasury()
    assert Exchange.objects.filter(register="treasury", operation="answer").count() == 2


def came(register: str, operation: str, answer: dict[str, Any], ask: dict[str, Any]) -> None:
    """An answer, as the machine of exchanges records it."""
    exchange = Exchange.objects.create(
        register=register,
        operation=operation,
        key=builders.fresh(),
        about="order:x",
        state=ANSWERED,
        ask=ask,
        ask_digest="",
        answer=answer,
        wanted_at=now(),
    )
    learn({"exchange": exchange.id})


def test_its_answer_over_the_wire_is_the_same_file() -> None:
    refund, order = ordered(), Order.objects.get()
    came("treasury", "answer", {"code": order.code, "file": ""}, {"code": order.code})
    refund.refresh_from_db()
    assert refund.state == ORDERED
    file = answer_of(order, (refund.reference, "CHI", 135_000, "")).decode()
    came("treasury", "answer", {"code": order.code, "file": file}, {"code": order.code})
    refund.refresh_from_db()
    assert refund.state == PAID


@pytest.mark.parametrize("spoil", [lambda file: file[:-9], lambda file: file.replace("135000", "135001")])
def test_what_cannot_be_read_or_fits_nothing_is_told_to_the_operator(spoil: Any) -> None:
    refund, order = ordered(), Order.objects.get()
    with capture_logs() as logs:
        file = spoil(answer_of(order, (refund.reference, "CHI", 135_000, "")).decode())
        came("treasury", "answer", {"code": order.code, "file": file}, {"code": order.code})
        other = answer_of(order, ("HT00000009L1", "CHI", 1, "")).decode()
        came("treasury", "answer", {"code": order.code, "file": other}, {"code": order.code})
    assert [one["log_level"] for one in logs] == ["warning", "warning"]
    assert "HT0" not in str(logs)
    refund.refresh_from_db()
    assert refund.state == ORDERED


def test_statements_are_asked_for_and_learnt() -> None:
    builders.paid()
    fetch_statements()
    day = {"day": "2021-09-26"}
    assert list(Exchange.objects.filter(operation="statement").values_list("ask", flat=True)) == [day, day]
    came("payments", "statement", day | {"rows": []}, day)
    came("treasury", "statement", day | {"credits": [], "paid_back": []}, day)
    assert set(Statement.objects.values_list("side", flat=True)) == {"platform", "treasury"}
