"""Messages to a department's software go out by the queue's own machine: in order for each dossier, again after a failure, once."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from pytest_django import Settings

from gplx.conf.wiring import _operations
from gplx.dossiers.models import Dossier
from gplx.offices.models import Department
from gplx.offices.software.webhooks import register, rotate
from gplx.registers import directory
from gplx.registers.exchanges import PAUSES, ask_again, carry_out
from gplx.registers.models import ANSWERED, GIVEN_UP, WANTED, Exchange
from tests import builders
from tests.casework.software.hooks import KEY, follow
from tests.registers.outside import Answer, Outside, a_world

pytestmark = pytest.mark.django_db(transaction=True)
FAILS = Answer({}, status=500)


@pytest.fixture
def outside(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """The software of Hà Nội's department, on this machine: that is allowed in practice alone."""
    settings.PRACTICE, settings.WEBHOOK_KEYS = True, [KEY]
    near = replace(django_settings.OUTSIDE, webhooks=replace(django_settings.OUTSIDE.webhooks, public_only=False))
    monkeypatch.setitem(directory._DIRECTORY, "webhooks", _operations(near)["webhooks"])
    builders.department()
    with a_world() as world:
        register(department_id="H26", address=f"{world.url}/hook")
        yield world


def messages() -> list[Exchange]:
    return list(Exchange.objects.filter(about="webhook:H26").order_by("id"))


def carry_all() -> None:
    """Each call of the department's software is taken up once, whether it is its turn or not."""
    for one in messages():
        carry_out(one.id)


def heard(outside: Outside) -> list[Any]:
    return [body["data"]["act"] for body in outside.bodies()]


def followed() -> Dossier:
    dossier = builders.paid()
    follow(dossier)
    return dossier


def test_in_order_and_with_no_transaction_open(outside: Outside) -> None:
    followed()
    assert not connection.in_atomic_block
    outside.will_answer({}, {}, {})
    carry_all()
    assert heard(outside) == ["submit", "ask_payment", "pay"]
    assert [one.state for one in messages()] == [ANSWERED] * 3
    carry_all()
    assert len(outside.asked) == 3


def test_those_behind_one_that_failed_wait_for_it(outside: Outside) -> None:
    followed()
    outside.will_answer(FAILS)
    carry_all()
    assert heard(outside) == ["submit"]
    first, *behind = messages()
    assert (first.state, first.attempts, first.error) == (WANTED, 1, "software of H26 is not well (HTTP 500)")
    assert [(one.state, one.attempts) for one in behind] == [(WANTED, 0)] * 2

    outside.will_answer({}, {}, {})
    carry_all()
    assert heard(outside) == ["submit", "submit", "ask_payment", "pay"]
    ids = [asked.headers["webhook-id"] for asked in outside.asked]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_another_dossier_does_not_wait(outside: Outside) -> None:
    followed()
    other = followed()
    outside.will_answer(FAILS)
    carry_out(messages()[0].id)
    outside.will_answer({}, {}, {})
    for one in messages()[3:]:
        carry_out(one.id)
    assert {body["data"]["code"] for body in outside.bodies()[1:]} == {other.code}


def test_a_refusal_is_tried_again_and_given_up_after_all_pauses(outside: Outside) -> None:
    followed()
    first = messages()[0]
    Exchange.objects.filter(id=first.id).update(attempts=len(PAUSES))
    outside.will_answer(Answer({}, status=401))
    carry_out(first.id)
    first.refresh_from_db()
    assert (first.state, first.error) == (GIVEN_UP, "software of H26 refused the call (HTTP 401)")
    ask_again(first.id)
    outside.will_answer({}, {}, {})
    carry_all()
    assert [one.state for one in messages()] == [ANSWERED] * 3


def test_a_new_address_and_secret_count_for_what_waits(outside: Outside) -> None:
    followed()
    outside.will_answer(FAILS)
    carry_out(messages()[0].id)
    register(department_id="H26", address=f"{outside.url}/moved")
    rotate(department_id="H26")
    outside.will_answer({})
    carry_out(messages()[0].id)
    before, after = outside.asked
    assert (before.path, after.path) == ("/base/hook", "/base/moved")
    assert [len(one.headers["webhook-signature"].split()) for one in (before, after)] == [1, 2]


def test_who_stopped_is_not_called_for_what_waits(outside: Outside) -> None:
    followed()
    Department.objects.get(id="H26").webhook.delete()
    carry_all()
    assert outside.asked == []
    assert [(one.state, one.answer) for one in messages()] == [(ANSWERED, {"taken": False})] * 3
