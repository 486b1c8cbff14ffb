"""After an exchange the register knows two cards of one number: the new one is in force, and neither hides the other."""

from datetime import date

import pytest

from gplx.applicants.models import Applicant
from gplx.casework.learn_licences import learn_licences
from gplx.casework.start_draft import start_draft
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.licences.changes import CONFIRMED, confirm_match, keep_typed, record_written_back
from gplx.licences.models import ElectronicLicence, Licence
from gplx.licences.questions import licences_of
from gplx.offices.models import EXAMINER
from gplx.registers.licences import port
from tests import builders
from tests.casework.learning.registered import card, found, person
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db
OLD = card(state="exchanged")
NEW = card(serial="TH000001", issued=date(2021, 9, 30), expires=date(2031, 9, 30))


@pytest.fixture
def who() -> Applicant:
    builders.department()
    return builders.applicant()


def learn(who: Applicant, *cards: port.Licence) -> None:
    learn_licences(applicant_id=who.id, found=found(person(who, *cards)), asked=())


def known(who: Applicant) -> list[tuple[str, str]]:
    return list(Licence.objects.filter(holder=who.id).order_by("serial", "status").values_list("serial", "status"))


@pytest.mark.parametrize("cards", [(NEW, OLD), (OLD, NEW)])
def test_the_new_card_is_in_force_beside_the_old_one(who: Applicant, cards: tuple[port.Licence, ...]) -> None:
    learn(who, card())
    learn(who, *cards)
    assert known(who) == [("AA000001", "exchanged"), ("TH000001", "valid")]
    [valid] = licences_of(who.id)
    assert (valid.serial, valid.expires) == ("TH000001", date(2031, 9, 30))


def test_the_dossier_keeps_the_card_that_it_exchanged(who: Applicant) -> None:
    learn(who, card())
    dossier = start_draft(applicant=who, licence=licences_of(who.id)[0])
    learn(who, NEW, OLD)
    kept = Dossier.objects.get(id=dossier.id).licence
    assert (kept.serial, kept.issued, kept.status) == ("AA000001", date(2012, 3, 1), "exchanged")


def test_while_the_dossier_is_open_nobody_begins_another_with_the_new_card(who: Applicant) -> None:
    learn(who, card())
    dossier = start_draft(applicant=who, licence=licences_of(who.id)[0])
    learn(who, NEW, OLD)
    assert start_draft(applicant=who, licence=licences_of(who.id)[0]) == dossier


def test_the_same_answer_again_adds_nothing(who: Applicant) -> None:
    for _ in range(3):
        learn(who, NEW, OLD)
    assert len(known(who)) == 2


def test_a_card_that_was_typed_takes_the_serial_that_the_register_tells(who: Applicant) -> None:
    typed = keep_typed(
        holder=who.id, number=OLD.number, licence_class="B2", issued=date(2012, 3, 1), expires=None, at=now()
    )
    learn(who, card())
    assert known(who) == [("AA000001", "valid")]
    assert Licence.objects.get(holder=who.id).id == typed.id


def test_what_is_typed_of_a_known_number_is_the_card_in_force(who: Applicant) -> None:
    learn(who, NEW, OLD)
    typed = keep_typed(
        holder=who.id, number=OLD.number, licence_class="B2", issued=date(2021, 9, 30), expires=None, at=now()
    )
    assert (typed.serial, len(known(who))) == ("TH000001", 2)


def test_a_register_that_gives_no_serial_knows_one_card(who: Applicant) -> None:
    learn(who, card())
    learn(who, card(serial=None, expires=date(2023, 3, 1)))
    assert Licence.objects.get(holder=who.id).expires == date(2023, 3, 1)


def test_a_card_that_the_record_lists_no_more_is_in_force_no_more(who: Applicant) -> None:
    other = card(number="010850000002", licence_class="A1")
    learn(who, card(), other)
    learn(who, NEW)
    assert known(who) == [("AA000001", "exchanged"), ("AA000001", "valid"), ("TH000001", "valid")]
    assert {(one.number, one.serial) for one in licences_of(who.id)} == {
        (other.number, "AA000001"),
        (NEW.number, "TH000001"),
    }


def test_an_officers_word_is_about_one_card(who: Applicant) -> None:
    middling = person(who, card(), identity_number="987654321")
    learn_licences(applicant_id=who.id, found=found(middling), asked=())
    confirm_match(licence=Licence.objects.get(holder=who.id), good=True, officer=7)
    again = person(who, NEW, OLD, identity_number="987654321")
    learn_licences(applicant_id=who.id, found=found(again), asked=())
    told = {one.serial: f"{CONFIRMED}7" in one.evidence for one in Licence.objects.filter(holder=who.id)}
    assert told == {"AA000001": True, "TH000001": False}


def test_the_officer_sees_whether_the_register_has_it() -> None:
    dossier, examiner = builders.printed(), at(builders.officer(EXAMINER))
    assert "chưa ghi vào cơ sở dữ liệu" in page(examiner.get(f"/can-bo/ho-so/{dossier.id}"))
    record_written_back(dossier_code=dossier.code or "", number=dossier.licence.number, at=now())
    shown = page(examiner.get(f"/can-bo/ho-so/{dossier.id}"))
    assert "đã ghi vào cơ sở dữ liệu lúc" in shown
    assert "thẻ cũ hết hiệu lực" in shown


def test_before_it_is_printed_nothing_is_said_of_that() -> None:
    shown = page(at(builders.officer(EXAMINER)).get(f"/can-bo/ho-so/{builders.approved().id}"))
    assert "chưa in thẻ" in shown
    assert "ghi vào cơ sở dữ liệu" not in shown


def test_a_paper_card_gets_the_number_for_life_that_the_register_gave() -> None:
    dossier = builders.printed()
    record_written_back(dossier_code=dossier.code or "", number="010121000001", at=now())
    granted = ElectronicLicence.objects.get(dossier_code=dossier.code)
    assert granted.number == "010121000001" != dossier.licence.number
