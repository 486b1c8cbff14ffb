"""Whoever could not be written to learns so where they look: on the page of their dossier; the officer is asked to call them."""

import pytest
from django.test import Client

from gplx.dossiers.models import Dossier
from gplx.letters.changes import record_sent
from gplx.letters.models import EMAIL, SMS, Message
from gplx.letters.questions import ways_that_failed
from gplx.offices.models import CLERK
from tests import builders
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db
SAID = {
    SMS: "Không gửi được tin nhắn đến số điện thoại ông/bà đã ghi.",
    EMAIL: "Không gửi được thư đến địa chỉ thư điện tử ông/bà đã ghi.",
}


@pytest.fixture
def dossier() -> Dossier:
    made = builders.paid()
    for way in SAID:
        for n, template in enumerate(("submit", "pay")):
            Message.objects.create(
                dossier=made, way=way, template=template, text="GPLX: thử", key=f"{way}:{n}", at=builders.now()
            )
    return made


def progress(dossier: Dossier) -> str:
    return page(builders.sign_in_citizen(Client(), dossier.applicant).get(f"/ho-so/{dossier.id}/tien-do"))


@pytest.mark.parametrize("way", SAID)
def test_the_last_message_that_failed_for_good_is_told_to_both(dossier: Dossier, way: str) -> None:
    for one in SAID:
        record_sent(key=f"{one}:1", sent=one != way)
    shown = progress(dossier)
    assert [one for one, said in SAID.items() if said in shown] == [way]
    office = page(at(builders.officer(CLERK)).get(f"/can-bo/ho-so/{dossier.id}"))
    assert office.count("Vui lòng gọi điện cho người dân.") == 1


@pytest.mark.parametrize("state", ["wanted", "sent"])
def test_while_it_may_still_arrive_and_once_it_did_nothing_is_said(dossier: Dossier, state: str) -> None:
    Message.objects.filter(dossier=dossier).update(state=state)
    shown = progress(dossier)
    assert not any(said in shown for said in SAID.values())


def test_a_later_one_that_arrived_makes_an_earlier_one_no_news(dossier: Dossier) -> None:
    record_sent(key="sms:0", sent=False)
    record_sent(key="sms:1", sent=True)
    assert ways_that_failed(dossier) == ()


def test_a_later_failure_counts(dossier: Dossier) -> None:
    record_sent(key="sms:0", sent=True)
    record_sent(key="sms:1", sent=False)
    assert ways_that_failed(dossier) == (SMS,)
