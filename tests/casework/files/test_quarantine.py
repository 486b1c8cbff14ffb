"""A file is in quarantine until the scanner has looked through it; meanwhile its sender goes on, and nobody else sees it."""

import json

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gplx.casework.bring_health import bring_health
from gplx.casework.checks import Check, checks_of, stops_filing
from gplx.casework.correct import correct, still_owed
from gplx.casework.fill_in import fill_in, may_fill_in
from gplx.casework.learn_scan import learn_scan, release_unscanned
from gplx.casework.send_again import sentence
from gplx.casework.send_again import still_owed as sent_again
from gplx.casework.submit import submit
from gplx.documents.changes import keep, remove_files
from gplx.documents.models import HEALTH_PAPER, NUMBER_PAPER, PHOTO, Document
from gplx.documents.questions import document_of, newest
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.refusals import NotComplete, NotPossibleNow
from gplx.dossiers.transition import Details
from gplx.ground.clock import now
from gplx.health.models import INVALID, VALID, Evidence
from gplx.ledger.models import Entry
from gplx.registers.health.port import FoundCertificates
from gplx.registers.models import Exchange
from gplx.registers.scanner.port import ScannedFile
from tests import builders, pdfs
from tests.casework.acts.stages import asked_to_correct

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scanner")]
CLEAN, INFECTED = ScannedFile(verdict="clean"), ScannedFile(verdict="infected", name="Thu.Nghiem-1")
WAITS = "Tệp đang được kiểm tra vi-rút. Ông/bà vẫn nộp được hồ sơ."
PHOTO_BAD = "Ảnh chân dung đã gửi có vi-rút và đã bị hủy. Vui lòng gửi ảnh khác."
PAPER_BAD = "Tệp giấy khám sức khỏe đã gửi có vi-rút và đã bị hủy. Vui lòng gửi tệp khác, hoặc chụp ảnh giấy."


def check(dossier: Dossier, name: str) -> Check:
    return next(one for one in checks_of(Dossier.objects.get(id=dossier.id)) if one.name == name)


def the(dossier: Dossier, kind: str) -> Document:
    return Document.objects.filter(dossier=dossier, kind=kind).latest("at")


def says(dossier: Dossier, kind: str, found: ScannedFile | None) -> Document:
    """The scanner's word on the newest file of a kind, and what became of it."""
    learn_scan(document_id=the(dossier, kind).id, found=found)
    return the(dossier, kind)


def bring(dossier: Dossier, kind: str, item: str, data: bytes) -> Dossier:
    """The applicant sends a file for a part of the dossier."""

    def kept(locked: Dossier) -> Details:
        return {"document": str(keep(dossier=locked, kind=kind, data=data, at=now()).id)}

    change = bring_health(kind=kind, data=data) if item == "health" else kept
    who = dossier.applicant
    return fill_in(dossier_id=dossier.id, by=who, request_id=builders.fresh(), seen=None, item=item, change=change)


def filed(dossier: Dossier) -> Dossier:
    return submit(dossier_id=dossier.id, by=citizen(dossier.applicant), request_id=builders.fresh(), seen=None)


# ---- waiting


def test_a_file_waits_and_the_scanner_is_asked_once_for_its_path_alone() -> None:
    dossier = builders.draft()
    document = the(dossier, PHOTO)
    assert (document.scan, document.is_shown) == ("pending", False)
    asked = Exchange.objects.get(register="scanner")
    assert (asked.operation, asked.ask, asked.about) == ("scan", {"path": document.path}, f"dossier:{dossier.id}")
    assert asked.key == f"scan:{document.id}"


def test_what_waits_keeps_nobody_from_filing_and_is_not_there_yet() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    assert (check(dossier, "photo").verdict, check(dossier, "photo").says) == ("waiting", WAITS)
    assert stops_filing(checks_of(dossier)) == ()
    submitted = filed(dossier)
    assert submitted.state == "submitted"
    assert submitted.payment_asked_at is None, "the fee waits for the last check"


def test_the_last_clean_file_asks_for_the_fee() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    filed(dossier)
    assert says(dossier, PHOTO, CLEAN).scan == "clean"
    assert check(dossier, "photo").verdict == "ok"
    assert Dossier.objects.get(id=dossier.id).payment_asked_at is not None
    learn_scan(document_id=the(dossier, PHOTO).id, found=INFECTED)
    assert the(dossier, PHOTO).scan == "clean", "the first word counts"


@pytest.mark.parametrize(("found", "is_seen"), [(None, False), (CLEAN, True), (INFECTED, False)])
def test_others_get_a_file_only_when_it_is_clean(found: ScannedFile | None, is_seen: bool) -> None:
    dossier = builders.draft()
    document = the(dossier, PHOTO)
    if found:
        learn_scan(document_id=document.id, found=found)
    assert (document_of(dossier=dossier, document_id=document.id) is not None) is is_seen


def test_a_certificate_on_paper_waits_too_and_an_officers_look_comes_after() -> None:
    dossier = bring(builders.draft(), HEALTH_PAPER, "health", builders.picture())
    assert (check(dossier, "health").verdict, check(dossier, "health").says) == ("waiting", WAITS)
    says(dossier, HEALTH_PAPER, CLEAN)
    assert check(dossier, "health").verdict == "officer"


def test_a_paper_about_a_number_waits_too() -> None:
    dossier = bring(builders.draft(match="middling"), NUMBER_PAPER, "identity", pdfs.pdf())
    assert check(dossier, "licence").verdict == "waiting"
    says(dossier, NUMBER_PAPER, CLEAN)
    assert check(dossier, "licence").verdict == "officer"


# ---- harmful


def to_be_removed() -> list[str]:
    """The contents that the queue is to remove."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM pgqueuer WHERE entrypoint = 'remove_files' AND status = 'queued'")
        return [path for (payload,) in cursor.fetchall() for path in json.loads(bytes(payload))["paths"]]


def test_an_infected_file_is_destroyed_and_its_sender_told_which_one_to_send_again() -> None:
    dossier = builders.draft()
    document = the(dossier, PHOTO)
    assert default_storage.exists(document.path)
    learn_scan(document_id=document.id, found=INFECTED)
    assert to_be_removed() == [document.path]
    remove_files({"paths": to_be_removed()})
    assert not default_storage.exists(document.path)
    assert the(dossier, PHOTO).scan == "infected"
    assert newest(dossier=dossier, kind=PHOTO) is None
    found = check(dossier, "photo")
    assert (found.verdict, found.says) == ("missing", PHOTO_BAD)
    told = Entry.objects.get(subject=f"dossier:{dossier.id}", act="refuse_file")
    assert (told.actor, told.details["why"], told.details["document"]) == (
        "system:scanner",
        "infected",
        str(document.id),
    )
    assert "Thu.Nghiem" not in str(told.details)


def test_content_stays_while_the_transaction_may_still_fail() -> None:
    document = the(builders.draft(), PHOTO)
    with pytest.raises(RuntimeError), transaction.atomic():
        learn_scan(document_id=document.id, found=INFECTED)
        raise RuntimeError
    document.refresh_from_db()
    assert document.scan == "pending"
    assert to_be_removed() == []


def test_another_file_takes_its_place() -> None:
    dossier = builders.draft()
    says(dossier, PHOTO, INFECTED)
    again = bring(dossier, PHOTO, "photo", builders.picture(side=70))
    assert again.again == {}
    assert check(dossier, "photo").verdict == "waiting"
    says(dossier, PHOTO, CLEAN)
    assert check(dossier, "photo").verdict == "ok"


def test_one_that_was_replaced_already_is_asked_for_by_nobody() -> None:
    dossier = builders.draft()
    first = the(dossier, PHOTO)
    bring(dossier, PHOTO, "photo", builders.picture(side=70))
    says(dossier, PHOTO, CLEAN)
    learn_scan(document_id=first.id, found=INFECTED)
    assert Document.objects.get(id=first.id).scan == "infected"
    assert Dossier.objects.get(id=dossier.id).again == {}
    assert check(dossier, "photo").verdict == "ok"
    assert "reason" not in Act.objects.get(dossier=dossier, act="refuse_file").details


def test_an_infected_certificate_is_no_evidence_any_more() -> None:
    dossier = bring(builders.draft(), HEALTH_PAPER, "health", pdfs.pdf())
    says(dossier, HEALTH_PAPER, INFECTED)
    assert Evidence.objects.get().verdict == INVALID
    assert (check(dossier, "health").verdict, check(dossier, "health").says) == ("missing", PAPER_BAD)
    assert set(sent_again(Dossier.objects.get(id=dossier.id))) == {"health"}
    papers = (builders.certificate(dossier.applicant),)
    builders.learn_health(dossier_id=dossier.id, found=FoundCertificates(certificates=papers))
    assert check(dossier, "health").verdict == "ok"
    assert sent_again(Dossier.objects.get(id=dossier.id)) == {}, "found otherwise, nothing is owed"


def test_what_an_officer_saw_with_own_eyes_stays_though_the_file_is_gone() -> None:
    dossier = bring(builders.draft(), HEALTH_PAPER, "health", pdfs.pdf())
    Evidence.objects.update(verdict=VALID, confirmed_by="Cán bộ Thử")
    says(dossier, HEALTH_PAPER, INFECTED)
    assert Evidence.objects.get().verdict == VALID


def test_after_filing_the_part_is_open_again_without_spending_the_one_correction() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    filed(dossier)
    with pytest.raises(NotPossibleNow):
        bring(dossier, PHOTO, "photo", builders.picture(side=70))
    says(dossier, PHOTO, INFECTED)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.corrections, dossier.again) == ("submitted", 0, {"photo": "infected"})
    assert may_fill_in(dossier, item="photo")
    assert not may_fill_in(dossier, item="delivery")
    with pytest.raises(NotPossibleNow):
        bring(dossier, HEALTH_PAPER, "health", pdfs.pdf())
    bring(dossier, PHOTO, "photo", builders.picture(side=70))
    says(dossier, PHOTO, CLEAN)
    assert Dossier.objects.get(id=dossier.id).payment_asked_at is not None


def test_a_corrected_part_that_was_infected_is_owed_as_before() -> None:
    dossier = asked_to_correct("photo", stage=lambda: builders.submitted(green=False))
    bring(dossier, PHOTO, "photo", builders.picture(side=70))
    assert still_owed(Dossier.objects.get(id=dossier.id)) == ()
    says(dossier, PHOTO, INFECTED)
    assert still_owed(Dossier.objects.get(id=dossier.id)) == ("photo",)
    with pytest.raises(NotComplete):
        correct(dossier_id=dossier.id, by=dossier.applicant, request_id=builders.fresh(), seen=None)


def test_a_correction_also_names_what_was_refused_meanwhile() -> None:
    dossier = asked_to_correct("delivery", stage=lambda: builders.submitted(green=False))
    says(dossier, PHOTO, INFECTED)
    assert still_owed(Dossier.objects.get(id=dossier.id)) == ("photo",)


def test_a_file_that_cannot_be_looked_through_has_to_be_sent_otherwise() -> None:
    dossier = builders.draft()
    document = says(dossier, PHOTO, None)
    assert (document.scan, document.is_shown) == ("unscannable", False)
    assert (
        check(dossier, "photo").says == "Không kiểm tra được vi-rút trong ảnh chân dung đã gửi. Vui lòng gửi ảnh khác."
    )
    assert default_storage.exists(document.path), "it was not shown to be harmful"


@pytest.mark.parametrize("state", ["approved", "refused", "withdrawn", "closed"])
def test_of_a_dossier_that_was_decided_nothing_is_asked_again(state: str) -> None:
    dossier = builders.draft()
    Dossier.objects.filter(id=dossier.id).update(state=state)
    assert says(dossier, PHOTO, INFECTED).scan == "infected"
    assert Dossier.objects.get(id=dossier.id).again == {}
    assert not Act.objects.filter(dossier=dossier, act="refuse_file").exists()


def test_the_word_on_a_file_that_was_removed_is_no_ones() -> None:
    document = the(builders.draft(), PHOTO)
    document.delete()
    learn_scan(document_id=document.id, found=INFECTED)
    assert not Act.objects.filter(act="refuse_file").exists()


def test_where_the_scanner_was_given_up_for_good_the_file_is_what_it_was_checked_to_be() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    filed(dossier)
    release_unscanned(document_id=the(dossier, PHOTO).id)
    assert the(dossier, PHOTO).scan == "unscanned"
    assert Dossier.objects.get(id=dossier.id).payment_asked_at is not None
    says(dossier, PHOTO, CLEAN)
    release_unscanned(document_id=the(dossier, PHOTO).id)
    assert the(dossier, PHOTO).scan == "unscanned"


def test_each_sentence_names_the_file_and_what_to_do() -> None:
    for item, name in (("photo", "ảnh"), ("health", "giấy khám sức khỏe"), ("identity", "giấy xác nhận số CMND")):
        for why in ("infected", "unscannable"):
            told = sentence(item=item, why=why)
            assert name in told.lower() or name in told
            assert "Vui lòng gửi" in told
    with pytest.raises(KeyError):
        sentence(item="delivery", why="infected")


def test_checks_take_the_same_number_of_questions_however_many_files() -> None:
    dossier = builders.draft()

    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            checks_of(dossier)
        return len(made)

    few = asked()
    for side in range(61, 66):
        keep(dossier=dossier, kind=PHOTO, data=builders.picture(side=side), at=now())
    assert asked() == few > 1
