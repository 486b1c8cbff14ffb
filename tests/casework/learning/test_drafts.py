"""How a draft begins: where, why, with what is known already; and the portrait that the register holds."""

import unicodedata
from datetime import date
from typing import Any

import msgspec
import pytest

from gplx.casework.ask_photo import ask_photo, learn_photo
from gplx.casework.learn_licences import learn_licences
from gplx.casework.start_draft import start_draft
from gplx.documents.models import PHOTO, Document
from gplx.documents.questions import content_of
from gplx.dossiers.models import DRAFT, POST, REFUSED, WITHDRAWN, Dossier
from gplx.licences.models import Licence
from gplx.offices.models import Department
from gplx.registers.licences.port import PhotoOnFile
from gplx.registers.models import Exchange
from tests import builders
from tests.casework.acts.stages import refused
from tests.casework.acts.tries import TRIES
from tests.casework.learning.registered import card, found, person
from tests.moments import at

pytestmark = pytest.mark.django_db


def start(*, address: str = "1 phố Thử, Hà Nội", language: str = "vi", **more: Any) -> Dossier:
    """A draft of somebody who lives there, for a licence of which single words are changed."""
    builders.department()
    who = builders.applicant(address=address)
    learn_licences(applicant_id=who.id, found=found(person(who, card(**more))), asked=())
    return start_draft(applicant=who, licence=Licence.objects.get(holder=who.id), language=language)


@pytest.mark.parametrize(
    ("address", "issued_by", "department"),
    [
        ("2 phố Thử, Hải Phòng", "01", "Hải Phòng"),
        (unicodedata.normalize("NFD", "2 phố Thử, Hải Phòng"), "01", "Hải Phòng"),
        ("2 phố Hà Nội, quận Thử, Hải Phòng", "01", "Hải Phòng"),  # a street may bear a province's name
        ("2 phố Thử, Cà Mau", "31", "Hải Phòng"),  # where it was given
        ("", "31", "Hải Phòng"),
        ("2 phố Thử, Cà Mau", "96", "Bình Dương"),  # neither is online: the first by name
    ],
)
def test_the_department_is_where_they_live_else_where_it_was_given_else_any(
    address: str, issued_by: str, department: str
) -> None:
    builders.department()
    first = Department.objects.filter(online=True).order_by("province_name").first()
    assert first is not None
    expected = department if department != "Bình Dương" else first.province_name
    assert start(address=address, issued_by=issued_by).department.province_name == expected


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"expires": date(2022, 3, 26)}, "expiring"),  # 180 days to the day
        ({"expires": date(2022, 3, 27)}, "damaged"),
        ({"expires": date(2021, 9, 27)}, "expiring"),
        ({"expires": date(2021, 9, 1)}, "expiring"),
        ({"expires": None}, "damaged"),
        ({"expires": None, "card": "paper"}, "paper_to_pet"),
        ({"expires": date(2021, 10, 1), "card": "paper"}, "paper_to_pet"),
    ],
)
def test_the_reason_is_proposed_by_what_is_known_of_the_licence(more: dict[str, Any], reason: str) -> None:
    with at("2021-09-27"):
        assert start(**more).reason == reason


@pytest.mark.parametrize(("address", "delivery"), [("1 phố Thử, Hà Nội", POST), ("", "")])
def test_the_post_is_proposed_where_there_is_an_address(address: str, delivery: str) -> None:
    dossier = start(address=address)
    assert (dossier.delivery, dossier.delivery_address) == (delivery, address)


def test_a_draft_speaks_the_language_of_its_beginning_and_has_neither_code_nor_history() -> None:
    dossier = start(language="en")
    assert (dossier.language, dossier.state, dossier.code, dossier.version) == ("en", DRAFT, None, 1)
    assert not dossier.acts.exists()
    assert dossier.due_on is None


def test_every_agency_is_asked_for_every_number_and_the_violations_for_the_licence_too() -> None:
    dossier = start()
    number = dossier.applicant.numbers.earliest("id").number
    asks = {one.register: one.ask for one in Exchange.objects.filter(about=f"dossier:{dossier.id}")}
    violations = {"numbers": [number, "010850000001"], "born": "1985-04-12"}
    assert asks == {"health": {"numbers": [number]}, "police": violations, "inspectorate": violations}


def test_after_a_withdrawal_the_same_licence_may_start_anew() -> None:
    first = builders.submitted()
    TRIES["withdraw before acceptance"].do(first, first.applicant, request_id="r1")
    second = start_draft(applicant=first.applicant, licence=first.licence)
    assert (second.id != first.id, second.state) == (True, DRAFT)
    assert Dossier.objects.get(id=first.id).state == WITHDRAWN


def test_after_a_refusal_too_and_then_the_refused_one_cannot_be_reopened_beside_it() -> None:
    first = refused()
    second = start_draft(applicant=first.applicant, licence=first.licence)
    assert second.id != first.id
    assert Dossier.objects.get(id=first.id).state == REFUSED


def with_photo(taken: date | None) -> Dossier:
    """A draft whose licence has a portrait in the register, taken on that day."""
    builders.department()
    who = builders.applicant()
    record = person(who)
    if taken:
        record = msgspec.structs.replace(record, photo=PhotoOnFile(id="anh-1", taken=taken))
    learn_licences(applicant_id=who.id, found=found(record), asked=())
    return start_draft(applicant=who, licence=Licence.objects.get(holder=who.id))


@pytest.mark.parametrize(
    ("taken", "asked"),
    [
        (None, False),
        (date(2021, 9, 27), True),
        (date(2021, 3, 27), True),  # six months to the day
        (date(2021, 3, 26), False),
        (date(2012, 3, 1), False),
    ],
)
def test_a_portrait_is_fetched_only_if_it_is_recent(taken: date | None, asked: bool) -> None:
    with at("2021-09-27"):
        dossier = with_photo(taken)
        ask_photo(dossier)  # once more: once is enough
    wanted = list(Exchange.objects.filter(operation="photo"))
    assert [(one.register, one.ask, one.about) for one in wanted] == (
        [("licences", {"id": "anh-1"}, f"dossier:{dossier.id}")] if asked else []
    )


def photos(dossier: Dossier) -> list[Document]:
    return list(Document.objects.filter(dossier=dossier, kind=PHOTO))


def test_the_registers_portrait_is_kept_once_and_named_as_such() -> None:
    dossier = start()
    for _ in range(2):
        learn_photo(dossier_id=dossier.id, jpeg=builders.picture())
    (kept,) = photos(dossier)
    assert (kept.source, kept.content_type) == ("register", "image/jpeg")
    assert content_of(kept).startswith(b"\xff\xd8\xff")


def test_the_photo_that_its_owner_sent_stays() -> None:
    dossier = builders.draft()
    learn_photo(dossier_id=dossier.id, jpeg=builders.picture(side=80))
    assert [one.source for one in photos(dossier)] == ["upload"]


@pytest.mark.parametrize("broken", [b"", b"GIF89a", b"\xff\xd8\xff" + b"\x00" * 100, b"%PDF-1.4"])
def test_a_broken_portrait_is_as_good_as_none(broken: bytes) -> None:
    dossier = start()
    learn_photo(dossier_id=dossier.id, jpeg=broken)
    assert photos(dossier) == []


def test_what_comes_after_the_filing_is_not_put_into_it() -> None:
    dossier = builders.submitted()
    Document.objects.all().delete()
    learn_photo(dossier_id=dossier.id, jpeg=builders.picture())
    assert photos(dossier) == []
