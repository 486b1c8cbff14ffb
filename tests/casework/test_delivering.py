"""The card is delivered on the carrier's word or on a signature: late, doubled and failed words change nothing else."""

from datetime import date, datetime

import pytest

from gplx.applicants.models import Applicant
from gplx.casework.deliver import deliver
from gplx.casework.follow_parcel import follow_parcel
from gplx.delivery.models import DELIVERED, OldLicence, Parcel
from gplx.delivery.questions import parcel_of
from gplx.dossiers.actor import Actor, citizen, officer, system
from gplx.dossiers.models import CLOSED, DESK, Act, Dossier
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow
from gplx.ground.clock import HANOI
from gplx.licences.models import ElectronicLicence, Licence
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from gplx.registers.models import Exchange
from gplx.registers.post.port import ParcelEvent, ParcelTrack
from tests import builders
from tests.builders import fresh
from tests.delivery.words import FAILED, ON_ITS_WAY, RECEIVED, looks_again, track
from tests.moments import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier() -> Dossier:
    return builders.handed_over()


def parcel(dossier: Dossier) -> Parcel:
    return Parcel.objects.get(dossier=dossier)


def test_what_lies_at_the_desk_is_not_ordered() -> None:
    dossier = builders.handed_over(delivery=DESK)
    assert parcel_of(dossier) is None
    assert not Exchange.objects.filter(register="post").exists()
    follow_parcel(dossier_id=dossier.id, tracked=track(RECEIVED))
    assert Dossier.objects.get(id=dossier.id).state == "approved"
    assert looks_again() == []


@pytest.mark.parametrize("before", [[], [track(ON_ITS_WAY)], [track(ON_ITS_WAY, FAILED)]])
def test_delivered_it_closes_the_dossier_on_the_carriers_word(dossier: Dossier, before: list[ParcelTrack]) -> None:
    for word in before:
        follow_parcel(dossier_id=dossier.id, tracked=word)
    with at("2021-10-02T11:00") as moment:
        follow_parcel(dossier_id=dossier.id, tracked=track(ON_ITS_WAY, FAILED, RECEIVED))
    closed = Dossier.objects.get(id=dossier.id)
    assert (closed.state, parcel(dossier).state) == (CLOSED, DELIVERED)
    assert closed.delivered_at == closed.ended_at >= moment
    act = Act.objects.get(dossier=dossier, act="deliver")
    assert (act.by_kind, act.by_id, act.portal_code, act.details) == ("system", "post", 10, {"carrier": "post"})


def test_words_after_the_delivery_change_nothing(dossier: Dossier) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(RECEIVED))
    version = Dossier.objects.get(id=dossier.id).version
    for word in (track(RECEIVED), track(ON_ITS_WAY), track(FAILED), None):
        follow_parcel(dossier_id=dossier.id, tracked=word)
    assert Dossier.objects.get(id=dossier.id).version == version
    assert (parcel(dossier).state, parcel(dossier).says) == (DELIVERED, RECEIVED.text)


@pytest.mark.parametrize("text", ["Phát thành công", "Đã phát, người nhận ký", "4"])
def test_only_the_code_says_that_it_is_delivered_never_a_text(dossier: Dossier, text: str) -> None:
    said = ParcelEvent(code="99", text=text, at=datetime(2021, 10, 1, 9, tzinfo=HANOI))
    follow_parcel(dossier_id=dossier.id, tracked=ParcelTrack(events=(said,), delivered=False))
    assert Dossier.objects.get(id=dossier.id).delivered_at is None
    assert (parcel(dossier).state, parcel(dossier).says) == ("ordered", text)


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


@pytest.mark.parametrize("taken", [True, False])
def test_the_desk_notes_who_took_the_old_licence_and_cut_its_corner(taken: bool) -> None:
    dossier, by = builders.handed_over(delivery=DESK), builders.officer(PRINTER, name="Cán bộ Quầy")
    with at("2021-10-02T11:00"):
        deliver(
            dossier_id=dossier.id, by=officer(by), request_id=fresh(), signed_by="Nguyễn Thử Nghiệm", old_licence=taken
        )
    assert Act.objects.get(dossier=dossier, act="deliver").details == {"signed": True, "old_licence": taken}
    kept = OldLicence.objects.get(dossier=dossier)
    delivered_at = Dossier.objects.get(id=dossier.id).delivered_at
    told = ("Cán bộ Quầy", "Cán bộ Quầy") if taken else ("", "")
    assert (kept.taken_by, kept.cut_by) == told
    assert bool(kept.taken_at) is bool(kept.cut_at) is taken
    if taken:
        assert delivered_at and kept.cut_at and abs(kept.cut_at - delivered_at).total_seconds() < 1


def test_who_signed_is_not_written_into_the_history() -> None:
    dossier = builders.handed_over(delivery=DESK)
    by = officer(builders.officer(PRINTER))
    deliver(dossier_id=dossier.id, by=by, request_id=fresh(), signed_by="Nguyễn Thử Nghiệm")
    assert "Nguyễn" not in str(Act.objects.get(dossier=dossier, act="deliver").details)


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
