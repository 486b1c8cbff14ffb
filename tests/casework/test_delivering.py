"""The card is delivered on the carrier's word or on a signature: late, doubled and failed words change nothing else."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection

from gplx.applicants.models import Applicant
from gplx.casework.deliver import deliver
from gplx.casework.follow_parcel import follow_parcel
from gplx.delivery.changes import ask_where, keep_track, order_parcel
from gplx.delivery.models import DELIVERED, FAILED, ON_THE_WAY, ORDERED, Parcel
from gplx.delivery.questions import parcel_by_dossier_id, parcel_of
from gplx.dossiers.actor import Actor, citizen, officer, system
from gplx.dossiers.models import CLOSED, DESK, Act, Dossier
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow
from gplx.ground.clock import HANOI, now
from gplx.licences.models import ElectronicLicence, Licence
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from gplx.registers.models import Exchange
from gplx.registers.post.port import ParcelEvent, ParcelTrack
from tests import builders
from tests.builders import fresh
from tests.moments import at

pytestmark = pytest.mark.django_db
ON_ITS_WAY = ParcelEvent(code="2", text="Đang chuyển", at=datetime(2021, 10, 1, 9, 0, tzinfo=HANOI))
NOT_THERE = ParcelEvent(code="5", text="Không gặp người nhận", at=None)
RECEIVED = ParcelEvent(code="4", text="Đã phát", at=None)


def track(*events: ParcelEvent) -> ParcelTrack:
    return ParcelTrack(events=events, delivered=RECEIVED in events)


def looks_again() -> list[dict[str, Any]]:
    """The jobs that will look at a parcel again, none of them at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM pgqueuer WHERE entrypoint = 'look_at_parcel' AND execute_after > now()")
        return [json.loads(bytes(payload)) for (payload,) in cursor.fetchall()]


@pytest.fixture
def dossier() -> Dossier:
    return builders.handed_over()


def parcel(dossier: Dossier) -> Parcel:
    return Parcel.objects.get(dossier=dossier)


def test_the_post_is_told_from_whom_to_whom_and_where(dossier: Dossier) -> None:
    ask = Exchange.objects.get(register="post", operation="order").ask
    assert (ask["order"], ask["waybill"], ask["contents"]) == (dossier.code, dossier.code, "Giấy phép lái xe")
    assert ask["receiver"] == {
        "name": dossier.applicant.name,
        "phone": dossier.phone,
        "address": dossier.delivery_address,
        "province": 1,
        "district": 0,
        "email": dossier.email,
    }
    assert (ask["sender"]["name"], ask["sender"]["province"]) == (dossier.department.name, 1)
    assert ask["sender"]["address"]
    assert (parcel(dossier).state, parcel(dossier).says, parcel(dossier).last_event) == (ORDERED, "", 0)


def test_a_parcel_is_ordered_once(dossier: Dossier) -> None:
    assert order_parcel(dossier=dossier, at=now()) == parcel(dossier)
    assert Exchange.objects.filter(register="post").count() == 1


def test_what_lies_at_the_desk_is_not_ordered() -> None:
    dossier = builders.handed_over(delivery=DESK)
    assert parcel_of(dossier) is None
    assert parcel_by_dossier_id(dossier.id) is None
    assert not Exchange.objects.filter(register="post").exists()
    follow_parcel(dossier_id=dossier.id, tracked=track(RECEIVED))
    assert Dossier.objects.get(id=dossier.id).state == "approved"
    assert looks_again() == []


@pytest.mark.parametrize(
    ("said", "state", "says", "events"),
    [
        ([None], ORDERED, "", 0),
        ([track()], ORDERED, "", 0),
        ([track(ON_ITS_WAY)], ON_THE_WAY, "Đang chuyển", 1),
        ([track(ON_ITS_WAY, NOT_THERE)], FAILED, "Không gặp người nhận", 2),
        ([track(ON_ITS_WAY, NOT_THERE), track(ON_ITS_WAY, NOT_THERE, ON_ITS_WAY)], ON_THE_WAY, "Đang chuyển", 3),
        ([track(NOT_THERE), None, track()], FAILED, "Không gặp người nhận", 1),
    ],
)
def test_until_it_is_delivered_it_is_looked_at_again(
    dossier: Dossier, said: list[ParcelTrack | None], state: str, says: str, events: int
) -> None:
    for word in said:
        follow_parcel(dossier_id=dossier.id, tracked=word)
    kept = parcel(dossier)
    assert (kept.state, kept.says, kept.last_event) == (state, says, events)
    assert looks_again() == [{"dossier": str(dossier.id)}] * len(said)
    assert Dossier.objects.get(id=dossier.id).state == "approved"


@pytest.mark.parametrize("before", [[], [track(ON_ITS_WAY)], [track(ON_ITS_WAY, NOT_THERE)]])
def test_delivered_it_closes_the_dossier_on_the_carriers_word(dossier: Dossier, before: list[ParcelTrack]) -> None:
    for word in before:
        follow_parcel(dossier_id=dossier.id, tracked=word)
    with at("2021-10-02T11:00") as moment:
        follow_parcel(dossier_id=dossier.id, tracked=track(ON_ITS_WAY, NOT_THERE, RECEIVED))
    closed = Dossier.objects.get(id=dossier.id)
    assert (closed.state, parcel(dossier).state) == (CLOSED, DELIVERED)
    assert closed.delivered_at == closed.ended_at >= moment
    act = Act.objects.get(dossier=dossier, act="deliver")
    assert (act.by_kind, act.by_id, act.portal_code, act.details) == ("system", "post", 10, {"carrier": "post"})
    assert looks_again() == [{"dossier": str(dossier.id)}] * len(before)


def test_words_after_the_delivery_change_nothing(dossier: Dossier) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(RECEIVED))
    version = Dossier.objects.get(id=dossier.id).version
    for word in (track(RECEIVED), track(ON_ITS_WAY), track(NOT_THERE), None):
        follow_parcel(dossier_id=dossier.id, tracked=word)
    assert Dossier.objects.get(id=dossier.id).version == version
    assert (parcel(dossier).state, parcel(dossier).says) == (DELIVERED, "Đã phát")
    assert looks_again() == []


def test_the_post_is_asked_once_an_occasion(dossier: Dossier) -> None:
    for occasion in ("a", "a", "b"):
        ask_where(parcel=parcel(dossier), occasion=occasion)
    asked = Exchange.objects.filter(operation="track").order_by("id")
    assert [(one.ask, one.about) for one in asked] == [({"order": dossier.code}, f"dossier:{dossier.id}")] * 2


def test_a_track_without_a_word_is_not_kept(dossier: Dossier) -> None:
    before = parcel(dossier).at
    keep_track(parcel=parcel(dossier), track=track(), at=now())
    assert parcel(dossier).at == before


@pytest.mark.parametrize("role", [CLERK, EXAMINER, LEADER])
def test_only_who_prints_delivers_at_the_desk(role: str) -> None:
    dossier = builders.handed_over(delivery=DESK)
    with pytest.raises(NotAllowed):
        deliver(dossier_id=dossier.id, by=officer(builders.officer(role)), request_id=fresh(), signed_by="Ai đó")
    assert Dossier.objects.get(id=dossier.id).delivered_at is None


def people(dossier: Dossier) -> dict[str, tuple[Actor, type[ActRefused]]]:
    """Those whose word is not enough, and how they are refused."""
    stranger: Applicant = builders.applicant()
    return {
        "the owner": (citizen(dossier.applicant), NotAllowed),
        "a stranger": (citizen(stranger), NotAllowed),
        "the printer": (officer(builders.officer(PRINTER)), NotComplete),
        "another office": (officer(builders.officer(PRINTER, department_id="H24")), NotAllowed),
    }


@pytest.mark.parametrize("who", ["the owner", "a stranger", "the printer", "another office"])
def test_for_a_parcel_nobodys_word_but_the_carriers_counts(dossier: Dossier, who: str) -> None:
    by, refusal = people(dossier)[who]
    with pytest.raises(refusal):
        deliver(dossier_id=dossier.id, by=by, request_id=fresh(), signed_by="Nguyễn Thử Nghiệm")
    assert Dossier.objects.get(id=dossier.id).state == "approved"


def test_nothing_is_delivered_before_it_is_handed_over() -> None:
    dossier = builders.printed()
    with pytest.raises(NotPossibleNow):
        deliver(dossier_id=dossier.id, by=system("post"), request_id=fresh())


def test_who_signed_is_not_written_into_the_history() -> None:
    dossier = builders.handed_over(delivery=DESK)
    by = officer(builders.officer(PRINTER))
    deliver(dossier_id=dossier.id, by=by, request_id=fresh(), signed_by="Nguyễn Thử Nghiệm")
    assert Act.objects.get(dossier=dossier, act="deliver").details == {"signed": True}


def test_the_electronic_licence_is_that_of_the_approval_with_the_serial_of_the_blank() -> None:
    with at("2021-09-30T15:00"):
        dossier = builders.printed(serial="ab 654321")
    granted = ElectronicLicence.objects.get()
    assert (granted.dossier_code, granted.holder, granted.holder_name) == (
        dossier.code,
        dossier.applicant_id,
        dossier.applicant.name,
    )
    assert (granted.number, granted.licence_class) == (dossier.licence.number, "B2")
    assert (granted.issued, granted.valid_until) == (date(2021, 9, 30), date(2031, 9, 30))
    assert (granted.serial, granted.issued_by) == ("AB654321", dossier.department.name)
    assert granted.written_back_at is None
    assert len(granted.check_code) == 16
    assert Licence.objects.get(id=dossier.licence_id).serial == "AA000001"
