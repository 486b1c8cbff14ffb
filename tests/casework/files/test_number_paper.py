"""The paper that should prove a number: an officer confirms it, and the number serves on; or refuses it, and says what to bring."""

from uuid import uuid4

import msgspec
import pytest

from gplx.applicants.models import OFFICER, Applicant
from gplx.casework.checks import Check, checks_of
from gplx.casework.compare_person import explain, record_of
from gplx.casework.learn_licences import learn_licences
from gplx.casework.prove_number import prove_number
from gplx.casework.record_answer import PaperAnswer, record_answer
from gplx.casework.refuse_file import refuse_file
from gplx.casework.send_again import still_owed
from gplx.casework.start_draft import start_draft
from gplx.casework.submit import submit
from gplx.documents.changes import keep
from gplx.documents.models import NUMBER_PAPER, PHOTO, Document
from gplx.dossiers.actor import citizen, system
from gplx.dossiers.actor import officer as as_actor
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.refusals import NotAllowed, NotComplete
from gplx.ground.clock import now
from gplx.licences.models import Licence
from gplx.offices.models import CLERK, LEADER
from gplx.registers.licences.port import FoundPersons
from gplx.registers.models import Exchange
from tests import builders, pdfs
from tests.casework.learning.registered import person as registered

pytestmark = pytest.mark.django_db
UNREADABLE = "Giấy xác nhận số CMND đã gửi không đọc được."


def check(dossier: Dossier) -> Check:
    return checks_of(Dossier.objects.get(id=dossier.id))[0]


def with_paper(*, filed: bool = True) -> Dossier:
    """A dossier for a licence under another number, with the paper about that number."""
    dossier = builders.draft(match="middling")
    keep(dossier=dossier, kind=NUMBER_PAPER, data=pdfs.pdf(), at=now())
    builders.learn_all(dossier)
    if not filed:
        return dossier
    return submit(dossier_id=dossier.id, by=citizen(dossier.applicant), request_id=builders.fresh(), seen=None)


def paper(dossier: Dossier) -> Document:
    return Document.objects.filter(dossier=dossier, kind=NUMBER_PAPER).latest("at")


def confirm(dossier: Dossier, *, number: str = "") -> Dossier:
    given = number or dossier.licence.record["number"]
    answer = PaperAnswer(subject="identity", good=True, note="Giấy xác nhận số", number=given)
    by = builders.officer(CLERK)
    return record_answer(dossier_id=dossier.id, by=by, request_id=builders.fresh(), seen=None, answer=answer)


def refuse(dossier: Dossier, why: str, *, role: str = CLERK, document: object = None) -> Dossier:
    return refuse_file(
        dossier_id=dossier.id,
        by=as_actor(builders.officer(role)),
        request_id=builders.fresh(),
        seen=None,
        document_id=str(document or paper(dossier).id),
        why=why,
    )


# ---- confirmed


def test_a_confirmed_number_is_kept_with_paper_officer_and_dossier() -> None:
    dossier = with_paper()
    assert check(dossier).verdict == "officer"
    confirm(dossier)
    known = dossier.applicant.numbers.get(source=OFFICER)
    assert known.number == dossier.licence.record["number"]
    assert known.evidence["document"] == str(paper(dossier).id)
    assert known.evidence["dossier"] == str(dossier.id)
    assert isinstance(known.evidence["officer"], int)
    assert check(dossier).verdict == "ok"
    assert Dossier.objects.get(id=dossier.id).payment_asked_at is not None


def test_the_register_is_asked_anew_with_the_confirmed_number() -> None:
    dossier = with_paper()
    confirm(dossier)
    number = dossier.licence.record["number"]
    asked = Exchange.objects.get(key=f"licences:{dossier.applicant_id}:officer:{number}")
    assert number in asked.ask["numbers"]


def under(holder: Applicant, number: str, *, licence: str) -> FoundPersons:
    """The register's answer: another licence of the holder under this number."""
    told = registered(holder, identity_number=number)
    other = msgspec.structs.replace(told.licences[0], number=licence)
    return FoundPersons(persons=(msgspec.structs.replace(told, licences=(other,)),))


def test_the_next_dossier_needs_no_proof() -> None:
    first = with_paper()
    number, holder = first.licence.record["number"], first.applicant
    learn_licences(applicant_id=holder.id, found=under(holder, number, licence="790170000001"), asked=())
    assert Licence.objects.get(number="790170000001").match == "middling"
    confirm(first)
    learn_licences(applicant_id=holder.id, found=under(holder, number, licence="790170000001"), asked=())
    second = start_draft(applicant=holder, licence=Licence.objects.get(number="790170000001"))
    assert check(second).verdict == "ok"
    assert not Document.objects.filter(dossier=second, kind=NUMBER_PAPER).exists()


@pytest.mark.parametrize("number", ["012345678", "001085999999"])
def test_a_number_that_does_not_stand_in_the_record_proves_nothing(number: str) -> None:
    dossier = with_paper()
    with pytest.raises(NotComplete, match=r"^Số này không phải là số ghi ở cơ sở dữ liệu giấy phép lái xe\.$"):
        confirm(dossier, number=number)
    assert not dossier.applicant.numbers.filter(source=OFFICER).exists()
    assert check(dossier).verdict == "officer"


def test_spaces_between_digits_are_no_other_number() -> None:
    dossier = with_paper()
    number = dossier.licence.record["number"]
    confirm(dossier, number=f"{number[:3]} {number[3:6]}.{number[6:]}")
    assert dossier.applicant.numbers.get(source=OFFICER).number == number


# ---- refused


@pytest.mark.parametrize(
    ("why", "bring"),
    [
        ("unreadable", "chụp lại rõ cả bốn góc"),
        ("other_number", "gửi giấy xác nhận đúng số đó"),
        ("other_person", "gửi giấy của chính ông/bà"),
    ],
)
def test_a_refusal_says_what_to_bring_and_opens_the_part_again(why: str, bring: str) -> None:
    dossier = with_paper()
    after = refuse(dossier, why)
    found = check(dossier)
    assert (found.verdict, after.state, after.corrections) == ("missing", "submitted", 0)
    assert bring in found.says and "mã QR trên thẻ căn cước" in found.says
    assert after.again == {"identity": why}
    assert Act.objects.get(dossier=dossier, act="refuse_file").details["reason"] == found.says
    assert Licence.objects.get(id=dossier.licence_id).match == "middling", "the licence may still be theirs"


def test_a_new_paper_goes_to_the_officer_again() -> None:
    dossier = with_paper()
    refuse(dossier, "unreadable")
    Dossier.objects.filter(id=dossier.id).update(again={})
    keep(dossier=dossier, kind=NUMBER_PAPER, data=pdfs.pdf(pages=2), at=now())
    assert check(dossier).verdict == "officer"
    confirm(Dossier.objects.get(id=dossier.id))
    assert check(dossier).verdict == "ok"


def test_the_chip_card_serves_in_place_of_another_paper() -> None:
    dossier = with_paper()
    refuse(dossier, "unreadable")
    assert set(still_owed(Dossier.objects.get(id=dossier.id))) == {"identity"}
    own, old = dossier.applicant.numbers.earliest("id").number, dossier.licence.record["number"]
    card = f"{own}|{old}|{dossier.applicant.name}|12041985|Nam|1 phố Thử|01012021"
    assert prove_number(applicant=dossier.applicant, qr_text=card) == old
    found = under(dossier.applicant, old, licence=dossier.licence.number)
    learn_licences(applicant_id=dossier.applicant_id, found=found, asked=())
    assert check(dossier).verdict == "ok"
    assert still_owed(Dossier.objects.get(id=dossier.id)) == {}


@pytest.mark.parametrize("why", ["nonsense", ""])
def test_only_known_reasons_count(why: str) -> None:
    dossier = with_paper()
    with pytest.raises(NotComplete):
        refuse(dossier, why)
    assert check(dossier).verdict == "officer"


def test_an_officer_refuses_no_photo_and_no_file_of_another_dossier() -> None:
    dossier, other = with_paper(), with_paper()
    photo = Document.objects.get(dossier=dossier, kind=PHOTO)
    for document in (photo.id, paper(other).id, uuid4()):
        with pytest.raises(NotComplete, match=r"^Không có giấy nào đang chờ đối chiếu\.$"):
            refuse(dossier, "unreadable", document=document)
    assert Dossier.objects.get(id=dossier.id).again == {}


def test_a_leader_refuses_no_paper_and_the_scanner_has_its_own_words() -> None:
    dossier = with_paper()
    with pytest.raises(NotAllowed):
        refuse(dossier, "unreadable", role=LEADER)
    document = str(paper(dossier).id)
    told = {"dossier_id": dossier.id, "seen": None, "document_id": document}
    done = refuse_file(by=system("scanner"), request_id="s1", why="infected", **told)
    again = refuse_file(by=system("scanner"), request_id="s1", why="infected", **told)
    assert done.version == again.version, "said twice, it is done once"


# ---- compared


def test_the_comparison_is_explained_in_sentences_with_what_is_unusual_about_a_number() -> None:
    dossier = with_paper()
    record = record_of(dossier)
    assert record is not None
    assert (record.name, record.born) == (dossier.applicant.name, dossier.applicant.born)
    told = explain(dossier)
    assert any(one.startswith("Chưa có số giấy tờ nào đã được chứng minh") for one in told)
    assert "Ngày sinh trùng." in told
    assert any(one.startswith(f"{record.number}: ") for one in told), "no province has given numbers that begin so"


def test_without_a_record_there_is_nothing_to_compare() -> None:
    dossier = builders.draft(match="unknown")
    assert record_of(dossier) is None
    assert explain(dossier) == ()
