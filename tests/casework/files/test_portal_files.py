"""The files of a dossier filed at a portal: kept as any upload once they come; what never comes, or is none, is asked for in words."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gplx.casework.checks import checks_of
from gplx.casework.fill_in import fill_in
from gplx.casework.receive_from_portal import Card, File, Filed, Person, receive_from_portal
from gplx.casework.send_again import still_owed
from gplx.casework.take_portal_file import miss_portal_file, take_portal_file
from gplx.casework.withdraw import withdraw
from gplx.clock.acted import acted
from gplx.clock.answers import answered
from gplx.clock.portal.files import portal_file_came
from gplx.documents.changes import keep
from gplx.documents.models import HEALTH_PAPER, NUMBER_PAPER, PHOTO, Document
from gplx.dossiers.models import Act, Dossier
from gplx.ground.clock import now
from gplx.health.models import UNVERIFIED
from gplx.health.questions import evidence_of
from gplx.letters.models import Message
from gplx.licences.models import Licence
from gplx.portals.models import Filing
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, WANTED, Exchange
from gplx.registers.sync.port import FetchedFile
from tests import builders
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db
URL = "https://cong.example.vn/tep/1"
SEND_ANOTHER = "Ảnh chân dung nộp tại Cổng dịch vụ công không nhận được hoặc không dùng được. Vui lòng gửi ảnh khác."
_numbers = iter(range(1, 10_000))


def filed(*files: File, portal: str = "sync") -> Filing:
    number = next(_numbers)
    person = Person(
        tech_id=f"cong-{number}",
        name="Nguyễn Thử Cổng",
        born=date(1985, 4, 12),
        sex="male",
        numbers=(f"001185{number:06d}",),
        address="3 phố Thử, Hà Nội",
        phone="0900000003",
        email="",
    )
    card = Card(number=f"01185{number:07d}", licence_class="B2", issued=date(2012, 3, 1), expires=date(2022, 3, 1))
    dossier = receive_from_portal(
        Filed(
            code=f"000.00.00.H26-210927-{number:05d}",
            portal=portal,
            department=builders.department(),
            person=person,
            card=card,
            delivery="desk",
            delivery_address="",
            files=files,
            body={},
        )
    )
    return Filing.objects.get(dossier=dossier)


def by_address(kind: str = PHOTO, *, portal: str = "sync") -> Filing:
    return filed(File(kind=kind, url=URL), portal=portal)


def came(filing: Filing, data: bytes, kind: str = PHOTO) -> None:
    """The adapter has put the file into the store, and its answer is learnt."""
    default_storage.delete(filing.path_of(kind))
    default_storage.save(filing.path_of(kind), ContentFile(data))
    ended(filing, ANSWERED, kind)


def ended(filing: Filing, state: str, kind: str = PHOTO) -> None:
    exchange = Exchange.objects.get(key=f"fetch:{filing.id}:{kind}")
    exchange.state, exchange.ended_at = state, None if state == WANTED else now()
    exchange.answer = msgspec.to_builtins(FetchedFile(size=1)) if state == ANSWERED else None
    exchange.save()
    answered({"exchange": exchange.id})


def verdict(filing: Filing, name: str) -> tuple[str, str]:
    dossier = Dossier.objects.get(id=filing.dossier_id)
    return next((one.verdict, one.says) for one in checks_of(dossier) if one.name == name)


def refusals(filing: Filing) -> list[dict[str, str]]:
    return list(Act.objects.filter(dossier=filing.dossier, act="refuse_file").values_list("details", flat=True))


def test_a_photo_that_comes_is_kept_and_the_way_there_is_emptied() -> None:
    filing = by_address()
    assert verdict(filing, "photo") == ("missing", "Chưa có ảnh chân dung.")
    came(filing, builders.picture(side=300))
    photo = Document.objects.get(dossier=filing.dossier, kind=PHOTO)
    assert (photo.content_type, photo.source) == ("image/jpeg", "portal")
    assert photo.portrait is not None
    assert verdict(filing, "photo")[0] == "ok", "whoever filed at a portal is not asked about doubts of the picture"
    assert not default_storage.exists(filing.path_of(PHOTO))
    assert refusals(filing) == []


def test_told_twice_it_is_kept_once() -> None:
    filing = by_address()
    came(filing, builders.picture())
    came(filing, builders.picture(side=90))
    ended(filing, ANSWERED)
    assert Document.objects.filter(dossier=filing.dossier).count() == 1


def test_with_the_last_file_all_is_green_and_the_fee_is_asked_for() -> None:
    filing = by_address()
    dossier = filing.dossier
    Licence.objects.filter(id=dossier.licence_id).update(match="strong", in_register=True)
    builders.learn_all(dossier)
    dossier.refresh_from_db()
    assert dossier.payment_asked_at is None
    came(filing, builders.picture())
    dossier.refresh_from_db()
    assert dossier.payment_asked_at is not None


@pytest.mark.parametrize("data", [b"<html>", b"", b"\xff\xd8\xff broken", b"%PDF-1.7 no picture"])
def test_what_is_no_picture_is_asked_for_in_words(data: bytes) -> None:
    filing = by_address()
    came(filing, data)
    assert not Document.objects.exists()
    assert not default_storage.exists(filing.path_of(PHOTO))
    filing.dossier.refresh_from_db()
    assert still_owed(filing.dossier) == {"photo": SEND_ANOTHER}
    assert verdict(filing, "photo") == ("missing", SEND_ANOTHER)
    assert refusals(filing) == [{"item": "photo", "why": "unusable", "reason": SEND_ANOTHER}]
    acted({"act": Act.objects.get(act="refuse_file").id})
    assert SEND_ANOTHER in Message.objects.get(dossier=filing.dossier, template="refuse_file").text


@pytest.mark.parametrize("state", [REFUSED, GIVEN_UP])
def test_what_the_portal_will_not_give_is_asked_for_once(state: str) -> None:
    filing = by_address()
    ended(filing, state)
    ended(filing, state)
    assert refusals(filing) == [{"item": "photo", "why": "unusable", "reason": SEND_ANOTHER}]


def test_while_it_may_yet_come_nobody_is_bothered() -> None:
    filing = by_address()
    ended(filing, WANTED)
    assert refusals(filing) == []
    assert Exchange.objects.get(key=f"fetch:{filing.id}:photo").learnt_at is None


def test_what_comes_after_all_is_owed_no_more() -> None:
    filing = by_address()
    ended(filing, GIVEN_UP)
    came(filing, builders.picture())
    filing.dossier.refresh_from_db()
    assert filing.dossier.again == {}
    assert verdict(filing, "photo")[0] == "ok"


def test_the_owner_sends_another_in_place_of_what_was_none_and_theirs_stays() -> None:
    filing = by_address()
    ended(filing, REFUSED)
    dossier = Dossier.objects.get(id=filing.dossier_id)

    def change(one: Dossier) -> None:
        keep(dossier=one, kind=PHOTO, data=builders.picture(side=70), at=now())

    fill_in(
        dossier_id=dossier.id,
        by=dossier.applicant,
        request_id=builders.fresh(),
        seen=dossier.version,
        item="photo",
        change=change,
    )
    mine = Document.objects.get(dossier=dossier)
    came(filing, builders.picture(side=200))
    assert list(Document.objects.filter(dossier=dossier)) == [mine]


def test_what_came_otherwise_is_not_asked_for() -> None:
    filing = by_address()
    keep(dossier=filing.dossier, kind=PHOTO, data=builders.picture(), at=now())
    ended(filing, GIVEN_UP)
    filing.dossier.refresh_from_db()
    assert filing.dossier.again == {}
    assert refusals(filing) == [{"item": "photo", "why": "unusable"}]
    acted({"act": Act.objects.get(act="refuse_file").id})
    assert not Message.objects.filter(template="refuse_file").exists()


def test_of_a_dossier_that_has_ended_nothing_is_kept_or_asked_for() -> None:
    filing, other = by_address(), by_address()
    for one in (filing, other):
        withdraw(dossier_id=one.dossier_id, by=one.dossier.applicant, request_id=builders.fresh(), seen=None)
    came(filing, builders.picture())
    ended(other, GIVEN_UP)
    assert not Document.objects.exists()
    assert refusals(filing) == refusals(other) == []
    assert not default_storage.exists(filing.path_of(PHOTO))


@pytest.mark.parametrize("made", [pdf, lambda: builders.picture(side=200)], ids=["pdf", "picture"])
def test_a_health_paper_waits_for_an_officer(made: Callable[[], bytes]) -> None:
    filing = by_address("health")
    came(filing, made(), "health")
    paper = Document.objects.get(dossier=filing.dossier)
    evidence = evidence_of(filing.dossier)
    assert paper.kind == HEALTH_PAPER
    assert evidence is not None
    assert (evidence.verdict, evidence.document) == (UNVERIFIED, paper.id)


def test_a_paper_about_a_number_is_kept() -> None:
    filing = by_address(NUMBER_PAPER)
    came(filing, pdf(), NUMBER_PAPER)
    assert Document.objects.get(dossier=filing.dossier).kind == NUMBER_PAPER


@pytest.mark.parametrize(("kind", "item"), [("health", "health"), (NUMBER_PAPER, "identity")])
def test_each_part_is_asked_for_by_its_own_name(kind: str, item: str) -> None:
    filing = by_address(kind)
    came(filing, b"<html>", kind)
    filing.dossier.refresh_from_db()
    assert set(filing.dossier.again) == {item}
    assert refusals(filing)[0]["reason"].startswith("Tệp giấy ")


def test_a_file_within_the_message_is_taken_by_its_job() -> None:
    filing = filed(File(kind=PHOTO, data=builders.picture()))
    for _ in range(2):
        portal_file_came({"filing": str(filing.id), "kind": PHOTO})
    assert Document.objects.get(dossier=filing.dossier).source == "portal"
    assert not default_storage.exists(filing.path_of(PHOTO))


def test_a_file_of_a_provincial_portal_is_learnt_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gplx.clock.answers.portals", lambda: ("sync", "sync_h26"))
    monkeypatch.setattr("gplx.clock.answers.operation", lambda _register, name: FETCH[name])
    filing = by_address(portal="sync_h26")
    assert Exchange.objects.get(operation="fetch").register == "sync_h26"
    came(filing, builders.picture())
    assert Document.objects.filter(dossier=filing.dossier, kind=PHOTO).exists()


class _Fetch:
    answer = FetchedFile


FETCH = {"fetch": _Fetch}


def test_what_is_no_filing_is_a_defect() -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(Filing.DoesNotExist):
        take_portal_file(filing_id=unknown, kind=PHOTO)
    with pytest.raises(Filing.DoesNotExist):
        miss_portal_file(filing_id=unknown, kind=PHOTO)
