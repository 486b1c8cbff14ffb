"""What the rooms learn from an exchange: its answer, that it takes longer, or that there will be none; once or more."""

import io
from datetime import date
from uuid import uuid4

import msgspec
import pytest
from PIL import Image

from gplx.clock.answers import LEARNERS, answered
from gplx.documents.models import Document
from gplx.dossiers.models import Act, Dossier
from gplx.fees.models import OPEN, Payment
from gplx.health.models import Evidence
from gplx.licences.models import ElectronicLicence, Licence
from gplx.registers.directory import operation, registers
from gplx.registers.health.port import FoundCertificates
from gplx.registers.licences.port import FoundPersons, IssuedLicence, Photo
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, WANTED, Exchange
from gplx.registers.sms.port import SentText
from gplx.registers.sync.port import Reported
from gplx.registers.violations_record import FoundViolations, Violation
from gplx.violations.models import Answer
from tests import builders
from tests.clock.exchanges import about, ends, exchange, learns

pytestmark = pytest.mark.django_db


# ---- the exchange itself


def test_every_learner_stands_for_an_operation_that_is_provided() -> None:
    for register, name in LEARNERS:
        assert register in registers()
        assert operation(register, name)


def test_what_nobody_waits_for_is_learnt_without_a_learner() -> None:
    """The portal's acknowledgement changes nothing in any room."""
    one = ends(exchange("sync", "report"), ANSWERED, Reported(known_before=False, steps=1))
    assert ("sync", "report") not in LEARNERS
    assert one.learnt_at is not None


def test_an_answer_of_a_register_that_is_no_longer_there_is_ignored() -> None:
    one = ends(exchange("telegraph", "send"), ANSWERED, SentText(provider=1))
    assert one.learnt_at is not None


@pytest.mark.parametrize("state", [ANSWERED, REFUSED, GIVEN_UP])
def test_it_counts_as_learnt_only_when_it_is_over(state: str) -> None:
    one = learns(exchange("sync", "report"))
    assert (one.learnt_at, one.is_awaited) == (None, True)
    ends(one, state, Reported(known_before=True, steps=0) if state == ANSWERED else None)
    assert one.learnt_at is not None
    assert not one.is_awaited


def test_a_learner_that_fails_leaves_it_to_be_learnt() -> None:
    one = exchange("licences", "photo", about=f"dossier:{uuid4()}")
    with pytest.raises(Dossier.DoesNotExist):
        ends(one, ANSWERED, Photo(jpeg=a_portrait()))
    one.refresh_from_db()
    assert one.learnt_at is None


def test_an_exchange_that_never_was_is_a_defect() -> None:
    with pytest.raises(Exchange.DoesNotExist):
        answered({"exchange": 404})


# ---- licence register


def a_person(dossier: Dossier, number: str) -> FoundPersons:
    """The register's record of the dossier's applicant with one more licence."""
    from_register = {
        "identity_number": dossier.applicant.numbers.earliest("id").number,
        "old_identity_number": None,
        "name": dossier.applicant.name,
        "born": dossier.applicant.born.isoformat(),
        "sex": "male",
        "address": "",
        "area_code": "01",
        "nationality": "VN",
        "photo": None,
        "licences": [
            {
                "number": number,
                "serial": None,
                "licence_class": "A1",
                "issued": "2010-01-05",
                "expires": None,
                "passed": None,
                "issued_by": "01",
                "kept_by": "Sở Giao thông vận tải Hà Nội",
                "card": "pet",
                "issuer": "transport",
                "state": "valid",
            }
        ],
    }
    return msgspec.convert({"persons": [from_register]}, FoundPersons)


def asked_for_licences(dossier: Dossier) -> Exchange:
    who = f"applicant:{dossier.applicant_id}"
    return exchange("licences", "find", about=who, ask={"numbers": [dossier.licence.number]})


def test_the_licences_that_were_found_are_kept_once() -> None:
    dossier = builders.draft()
    one = ends(asked_for_licences(dossier), ANSWERED, a_person(dossier, "010000000001"))
    learns(one)
    kept = Licence.objects.get(holder=dossier.applicant_id, number="010000000001")
    assert (kept.match, kept.licence_class, kept.issued) == ("strong", "A1", date(2010, 1, 5))


@pytest.mark.parametrize("state", [WANTED, REFUSED, GIVEN_UP])
def test_a_silent_licence_register_says_nothing_about_what_was_typed(state: str) -> None:
    dossier = builders.draft(match="unknown")
    ends(asked_for_licences(dossier), state)
    assert list(Licence.objects.values_list("match", "in_register")) == [("unknown", dossier.licence.in_register)]


def test_a_licence_register_that_answers_does_not_know_what_was_typed() -> None:
    dossier = builders.draft(match="unknown")
    ends(asked_for_licences(dossier), ANSWERED, FoundPersons(persons=()))
    assert list(Licence.objects.values_list("match", "in_register")) == [("none", False)]


def portraits(dossier: Dossier) -> list[str]:
    return list(Document.objects.filter(dossier=dossier, kind="photo").values_list("source", flat=True))


def bare_draft() -> Dossier:
    dossier = builders.draft()
    Document.objects.all().delete()
    return dossier


def a_portrait() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 400), "#CFE0F3").save(drawn, "JPEG")
    return drawn.getvalue()


def test_the_registers_portrait_is_kept_once() -> None:
    dossier = bare_draft()
    one = ends(exchange("licences", "photo", about=about(dossier)), ANSWERED, Photo(jpeg=a_portrait()))
    learns(one)
    assert portraits(dossier) == ["register"]


@pytest.mark.parametrize("state", [WANTED, REFUSED, GIVEN_UP])
def test_without_a_portrait_none_is_kept(state: str) -> None:
    dossier = bare_draft()
    ends(exchange("licences", "photo", about=about(dossier)), state)
    assert portraits(dossier) == []


def test_a_broken_portrait_is_as_good_as_none() -> None:
    dossier = bare_draft()
    one = ends(exchange("licences", "photo", about=about(dossier)), ANSWERED, Photo(jpeg=b"<html>"))
    assert portraits(dossier) == []
    assert one.learnt_at is not None


@pytest.mark.parametrize(("state", "written"), [(ANSWERED, True), (WANTED, False), (REFUSED, False), (GIVEN_UP, False)])
def test_the_new_licence_counts_as_written_back_only_when_the_register_has_it(state: str, written: bool) -> None:
    dossier = builders.printed()
    one = exchange("licences", "issue", about=about(dossier), ask={"dossier": dossier.code})
    ends(one, state, IssuedLicence(number="010000000001") if state == ANSWERED else None)
    granted = ElectronicLicence.objects.get(dossier_code=dossier.code)
    assert (granted.written_back_at is not None) is written
    assert granted.number == ("010000000001" if written else dossier.licence.number)


# ---- health, police, inspectorate


def test_a_certificate_that_was_found_is_kept() -> None:
    dossier = builders.draft()
    found = FoundCertificates(certificates=(builders.certificate(dossier.applicant),))
    ends(exchange("health", "find", about=about(dossier)), ANSWERED, found)
    assert list(Evidence.objects.filter(dossier=dossier).values_list("channel", "verdict")) == [("database", "valid")]


def test_no_certificate_is_an_answer_too() -> None:
    dossier = builders.draft()
    ends(exchange("health", "find", about=about(dossier)), ANSWERED, FoundCertificates(certificates=()))
    assert list(Evidence.objects.filter(dossier=dossier).values_list("verdict", flat=True)) == ["not_found"]


@pytest.mark.parametrize("state", [WANTED, REFUSED, GIVEN_UP])
def test_a_silent_health_database_says_nothing(state: str) -> None:
    dossier = builders.draft()
    ends(exchange("health", "find", about=about(dossier)), state)
    assert not Evidence.objects.filter(dossier=dossier).exists()


def verdicts(dossier: Dossier) -> dict[str, str]:
    return dict(Answer.objects.filter(dossier=dossier).values_list("source", "verdict"))


def a_measure(*, active: bool = True) -> Violation:
    return Violation(
        minutes_number="BB-001",
        noted=date(2021, 9, 1),
        agency="Đội CSGT số 1",
        behaviour="Vượt đèn đỏ",
        kind="seized",
        since=date(2021, 9, 1),
        until=date(2021, 10, 31),
        fine=None,
        paid=None,
        active=active,
        licence_number=None,
        licence_class=None,
    )


@pytest.mark.parametrize("source", ["police", "inspectorate"])
@pytest.mark.parametrize(
    ("records", "verdict"),
    [((), "clear"), ((a_measure(),), "hold"), ((a_measure(active=False),), "clear")],
    ids=["nothing", "in force", "over"],
)
def test_each_agencys_answer_is_its_own(source: str, records: tuple[Violation, ...], verdict: str) -> None:
    dossier = builders.draft()
    one = ends(exchange(source, "find", about=about(dossier)), ANSWERED, FoundViolations(records=records))
    learns(one)
    assert verdicts(dossier) == {source: verdict}


@pytest.mark.parametrize("state", [WANTED, REFUSED, GIVEN_UP])
def test_an_agency_that_fails_has_not_answered_which_is_not_clear(state: str) -> None:
    dossier = builders.draft()
    ends(exchange("police", "find", about=about(dossier)), state)
    assert verdicts(dossier) == {"police": "no_answer"}


def test_an_answer_that_comes_after_all_takes_the_place_of_none() -> None:
    dossier = builders.draft()
    one = learns(exchange("police", "find", about=about(dossier)))
    assert verdicts(dossier) == {"police": "no_answer"}
    ends(one, ANSWERED, FoundViolations(records=()))
    assert verdicts(dossier) == {"police": "clear"}


def test_with_the_last_good_answer_the_fee_is_asked_for_and_once() -> None:
    dossier = builders.submitted(green=False)
    for source in ("police", "inspectorate"):
        assert not Payment.objects.exists()
        learns(ends(exchange(source, "find", about=about(dossier)), ANSWERED, FoundViolations(records=())))
    assert Act.objects.filter(dossier=dossier, act="ask_payment").count() == 1
    assert Payment.objects.get().state == OPEN
