"""From the draft to the paid dossier: nothing is asked for twice, nothing is paid before it must be."""

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from gplx.casework.ask_payment import ask_payment
from gplx.casework.checks import checks_of
from gplx.casework.learn_health import learn_health
from gplx.casework.learn_licences import learn_licences
from gplx.casework.learn_violations import learn_violations
from gplx.casework.start_draft import UnableToStart, start_draft
from gplx.casework.submit import submit
from gplx.documents.models import Document
from gplx.dossiers.actor import citizen, officer, system
from gplx.dossiers.models import DRAFT, POST, SUBMITTED, Act, Dossier
from gplx.dossiers.refusals import NotAllowed, NotComplete, NotPossibleNow, StaleDossier
from gplx.fees.models import OPEN, Payment
from gplx.ledger.questions import history, is_whole
from gplx.offices.models import CLERK, Department
from gplx.registers.health.port import FoundCertificates
from gplx.registers.licences.port import FoundPersons
from gplx.registers.models import Exchange
from gplx.registers.violations_record import FoundViolations, Violation
from tests import builders
from tests.builders import fresh

pytestmark = pytest.mark.django_db


def file_it(dossier: Dossier, *, request_id: str = "r1", seen: int | None = None) -> Dossier:
    return submit(dossier_id=dossier.id, by=citizen(dossier.applicant), request_id=request_id, seen=seen)


def verdicts(dossier: Dossier) -> dict[str, str]:
    return {check.name: check.verdict for check in checks_of(dossier)}


def violation(kind: str, *, active: bool = True) -> Violation:
    return Violation(
        minutes_number="0001/BB-THU",
        noted=date(2021, 9, 1),
        agency="Đội CSGT Thử nghiệm",
        behaviour="Hành vi thử",
        kind=kind,
        since=date(2021, 9, 1),
        until=None,
        fine=800_000,
        paid=None,
        active=active,
        licence_number=None,
        licence_class=None,
    )


def test_a_draft_is_prefilled_and_the_agencies_are_asked_at_once() -> None:
    builders.department()
    person = builders.applicant()
    dossier = start_draft(applicant=person, licence=builders.licence(person))
    assert (dossier.state, dossier.code, dossier.department_id) == (DRAFT, None, "H26")
    assert (dossier.delivery, dossier.delivery_address) == (POST, person.address)
    assert (dossier.phone, dossier.email, dossier.reason) == (person.phone, person.email, "expiring")
    asked = Exchange.objects.filter(about=f"dossier:{dossier.id}").values_list("register", flat=True)
    assert sorted(asked) == ["health", "inspectorate", "police"]


def test_a_second_click_starts_nothing() -> None:
    builders.department()
    person = builders.applicant()
    held = builders.licence(person)
    first, second = start_draft(applicant=person, licence=held), start_draft(applicant=person, licence=held)
    assert first.id == second.id
    assert Dossier.objects.count() == 1
    assert Exchange.objects.filter(about=f"dossier:{first.id}").count() == 3


def test_one_licence_has_one_open_dossier_whatever_goes_around_the_act() -> None:
    dossier = builders.draft()
    dossier.id, dossier._state.adding = UUID(int=1), True
    with pytest.raises(IntegrityError, match="one_open_dossier_a_licence"), transaction.atomic():
        dossier.save(force_insert=True)


def test_where_no_department_is_online_nothing_starts() -> None:
    builders.department()
    Department.objects.update(online=False)
    person = builders.applicant()
    with pytest.raises(UnableToStart):
        start_draft(applicant=person, licence=builders.licence(person))
    assert not Dossier.objects.exists()


def test_nobody_starts_with_anothers_licence() -> None:
    builders.department()
    with pytest.raises(ValueError, match="not the applicant's licence"):
        start_draft(applicant=builders.applicant(), licence=builders.licence(builders.applicant()))


def test_residence_binds_nobody_but_is_the_first_choice() -> None:
    builders.department()
    person = builders.applicant(address="2 phố Thử, Hải Phòng")
    assert start_draft(applicant=person, licence=builders.licence(person)).department.province_name == "Hải Phòng"


def test_all_green_it_gets_its_code_and_the_fee_is_asked_for_at_once() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    filed = file_it(dossier)
    assert (filed.state, filed.code) == (SUBMITTED, "000.00.99.H26-210927-0001")
    assert set(verdicts(filed).values()) == {"ok"}
    payment = Payment.objects.get(dossier=filed)
    assert (payment.amount, payment.state) == (135_000, OPEN)
    assert payment.reference.startswith("dvc0000099H262109270001")
    assert payment.reference.isalnum()
    assert [act.act for act in filed.acts.order_by("id")] == ["submit", "ask_payment"]
    assert filed.due_on == date(2021, 9, 28)
    assert is_whole(subject=f"dossier:{filed.id}")


def test_codes_run_on_within_the_day_of_each_department() -> None:
    codes = [builders.submitted(department_id=one).code for one in ("H26", "H26", "H24", "H26")]
    assert codes == [
        "000.00.99.H26-210927-0001",
        "000.00.99.H26-210927-0002",
        "000.00.99.H24-210927-0001",
        "000.00.99.H26-210927-0003",
    ]


def test_a_submission_that_is_undone_leaves_no_gap_in_the_codes() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        file_it(dossier)
        _ = 1 / 0
    dossier.refresh_from_db()
    assert file_it(dossier).code == "000.00.99.H26-210927-0001"


def test_the_same_click_twice_files_once() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    first, second = file_it(dossier, seen=dossier.version), file_it(dossier, seen=dossier.version)
    assert first.code == second.code
    assert Payment.objects.count() == 1
    assert Act.objects.filter(act="submit").count() == 1


def test_another_click_on_a_filed_one_is_not_possible() -> None:
    dossier = builders.submitted()
    with pytest.raises(NotPossibleNow):
        file_it(dossier, request_id="another")


def test_a_page_that_is_old_changes_nothing() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    with pytest.raises(StaleDossier):
        file_it(dossier, seen=dossier.version + 1)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.code) == (DRAFT, None)
    assert not Act.objects.exists()


def test_nobody_files_for_another() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    with pytest.raises(NotAllowed):
        submit(dossier_id=dossier.id, by=citizen(builders.applicant()), request_id="r1", seen=None)


def test_without_a_photo_it_says_so_and_nothing_is_lost() -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    Document.objects.all().delete()
    with pytest.raises(NotComplete, match=r"^Chưa có ảnh chân dung\.$"):
        file_it(dossier)
    dossier.refresh_from_db()
    assert dossier.state == DRAFT


def test_without_a_health_certificate_it_says_so() -> None:
    dossier = builders.draft()
    learn_health(dossier_id=dossier.id, found=FoundCertificates(certificates=()))
    with pytest.raises(NotComplete, match="Chưa tìm thấy giấy khám sức khỏe"):
        file_it(dossier)


def test_somebody_elses_certificate_under_ones_number_is_none() -> None:
    dossier = builders.draft()
    other = builders.certificate(builders.applicant(name="Trần Mẫu Khác"))
    learn_health(dossier_id=dossier.id, found=FoundCertificates(certificates=(other,)))
    assert verdicts(dossier)["health"] == "missing"


def test_a_certificate_that_is_too_old_does_not_serve() -> None:
    dossier = builders.draft()
    old = builders.certificate(dossier.applicant, concluded=date(2021, 3, 26))
    learn_health(dossier_id=dossier.id, found=FoundCertificates(certificates=(old,)))
    assert verdicts(dossier)["health"] == "missing"
    good = builders.certificate(dossier.applicant, concluded=date(2021, 3, 29))
    learn_health(dossier_id=dossier.id, found=FoundCertificates(certificates=(old, good)))
    assert verdicts(dossier)["health"] == "ok"


def test_an_agency_that_is_silent_never_stops_a_filing_but_nothing_is_paid_yet() -> None:
    dossier = builders.submitted(green=False)
    assert dossier.state == SUBMITTED
    assert verdicts(dossier)["police"] == "waiting"
    assert dossier.payment_asked_at is None
    assert not Payment.objects.exists()


def test_the_last_answer_asks_for_the_fee_by_itself() -> None:
    dossier = builders.submitted(green=False)
    builders.learn_violations_clear(dossier, "police")
    assert not Payment.objects.exists()
    builders.learn_violations_clear(dossier, "inspectorate")
    dossier.refresh_from_db()
    assert dossier.payment_asked_at is not None
    assert Payment.objects.get().dossier_id == dossier.id


def test_answers_that_come_twice_ask_for_the_fee_once() -> None:
    dossier = builders.submitted(green=False)
    for _ in range(3):
        builders.learn_violations_clear(dossier)
    assert Payment.objects.count() == 1
    assert Act.objects.filter(dossier=dossier, act="ask_payment").count() == 1


def test_no_answer_is_neither_clear_nor_a_hold_and_never_undoes_an_answer() -> None:
    dossier = builders.submitted(green=False)
    learn_violations(dossier_id=dossier.id, source="police", found=None)
    assert verdicts(dossier)["police"] == "waiting"
    builders.learn_violations_clear(dossier, "police")
    learn_violations(dossier_id=dossier.id, source="police", found=None)
    assert verdicts(dossier)["police"] == "ok"


@pytest.mark.parametrize(
    ("kind", "active", "police", "asked"),
    [
        ("seized", True, "held", False),
        ("stripped", True, "held", False),
        ("seized", False, "ok", True),
        ("unpaid_fine", True, "ok", True),
    ],
)
def test_a_measure_holds_the_fee_back_only_where_the_law_says(
    kind: str, active: bool, police: str, asked: bool
) -> None:
    dossier = builders.submitted(green=False)
    builders.learn_violations_clear(dossier, "inspectorate")
    found = FoundViolations(records=(violation(kind, active=active),))
    learn_violations(dossier_id=dossier.id, source="police", found=found)
    dossier.refresh_from_db()
    assert verdicts(dossier)["police"] == police
    assert bool(dossier.payment_asked_at) is asked


def test_a_silent_licence_register_does_not_stop_a_filing() -> None:
    dossier = builders.draft(match="unknown")
    builders.learn_all(dossier)
    filed = file_it(dossier)
    assert verdicts(filed)["licence"] == "waiting"
    assert not Payment.objects.exists()


def test_a_licence_that_the_register_does_not_know_after_all_stays_unpaid() -> None:
    dossier = builders.draft(match="unknown")
    builders.learn_all(dossier)
    filed = file_it(dossier)
    learn_licences(applicant_id=filed.applicant_id, found=FoundPersons(persons=()), asked=(filed.licence.number,))
    filed = Dossier.objects.get(id=filed.id)
    assert verdicts(filed)["licence"] == "bad"
    assert not Payment.objects.exists()


def test_a_record_that_is_only_maybe_theirs_needs_proof_first() -> None:
    dossier = builders.draft(match="middling")
    builders.learn_all(dossier)
    assert verdicts(dossier)["licence"] == "missing"
    with pytest.raises(NotComplete, match="Cần chứng minh số giấy tờ cũ"):
        file_it(dossier)


def test_a_clerk_cannot_ask_for_money_while_a_check_is_open() -> None:
    dossier = builders.submitted(green=False)
    with pytest.raises(NotComplete):
        ask_payment(dossier_id=dossier.id, by=officer(builders.officer(CLERK)), request_id=fresh())
    assert not Payment.objects.exists()


def test_the_decision_is_kept_with_its_reasons_and_values() -> None:
    decision = builders.submitted().decision
    assert decision["outcome"] == "exchange"
    assert decision["assessment"]["fee"]["amount"] == 135_000
    assert all(reason["article"] for reason in decision["assessment"]["reasons"])


def test_each_act_waits_to_be_told_on() -> None:
    dossier = builders.submitted()
    entries = [(entry.act, entry.actor) for entry in history(subject=f"dossier:{dossier.id}", kind="act")]
    assert entries == [("submit", f"citizen:{dossier.applicant_id}"), ("ask_payment", system("checks").signature)]
