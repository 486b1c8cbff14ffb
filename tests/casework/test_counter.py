"""A dossier entered at the counter: with consent, by the same acts, by the counter's rules, in the clerk's name for the person."""

from datetime import date

import pytest

from gplx.applicants.models import CHIP_QR, OFFICER
from gplx.applicants.questions import numbers_of
from gplx.casework.ask_correction import ask_correction
from gplx.casework.correct import correct
from gplx.casework.fill_in import fill_in
from gplx.casework.prove_number import prove_number
from gplx.casework.receive_at_counter import WORDS
from gplx.casework.start_draft import start_draft
from gplx.casework.submit import submit
from gplx.casework.withdraw import withdraw
from gplx.clock.portal.report import report_act
from gplx.dossiers.actor import Actor
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import COUNTER, SUBMITTED, WITHDRAWN, Act, Dossier, Visit
from gplx.dossiers.questions import entrusted_to, visible_to
from gplx.dossiers.refusals import NotAllowed
from gplx.fees.models import Payment
from gplx.fees.questions import amount_due
from gplx.ledger.models import Entry
from gplx.offices.models import CLERK, EXAMINER
from gplx.registers.models import Exchange
from tests import builders
from tests.builders import fresh
from tests.moments import at

pytestmark = pytest.mark.django_db
OFFICE = "Sở Giao thông vận tải Hà Nội"
QR = "001085000555|012345678|Nguyễn Thử Quầy|12041985|Nam|2 phố Thử, Hà Nội|01032021"


def clerk_of(dossier: Dossier) -> Actor:
    assert dossier.visit
    return as_officer(dossier.visit.officer)


def test_it_is_kept_who_agreed_when_before_whom_and_in_which_words() -> None:
    with at("2021-09-27T10:00") as moment:
        visit = builders.visit()
    assert visit.words == WORDS.format(office=OFFICE)
    assert visit.department_id == visit.officer.department_id == "H26"
    assert moment <= visit.at
    entry = Entry.objects.get(subject=f"applicant:{visit.applicant_id}", kind="consent")
    assert (entry.act, entry.actor, entry.at) == ("counter", f"officer:{visit.officer_id}", visit.at)
    assert entry.details == {"visit": str(visit.id), "words": visit.words, "department": "H26"}


def test_the_licence_register_is_asked_for_all_numbers_of_the_card() -> None:
    visit = builders.visit(number="001085000555", old_number="012345678", scanned=True)
    asked = Exchange.objects.get(register="licences", about=f"applicant:{visit.applicant_id}")
    assert asked.ask["numbers"] == ["001085000555", "012345678"]


@pytest.mark.parametrize(("scanned", "source"), [(True, CHIP_QR), (False, OFFICER)])
def test_an_old_number_is_proven_by_the_card_or_by_the_officer_who_saw_it(scanned: bool, source: str) -> None:
    visit = builders.visit(number="001085000555", old_number="012345678", scanned=scanned)
    known = numbers_of(visit.applicant)[1]
    assert (known.number, known.source) == ("012345678", source)
    assert known.evidence == {"card": "001085000555", "officer": visit.officer_id}


def test_a_second_click_is_the_same_visit() -> None:
    first = builders.visit()
    card = builders.ShownCard(
        number="001085000001", old_number="", name="Ai Đó", born=builders.BORN, sex="male", address="", scanned=False
    )
    again = builders.receive_at_counter(by=first.officer, card=card, request_id=first.request_id)
    assert again == first
    assert (Visit.objects.count(), Entry.objects.filter(kind="consent").count()) == (1, 1)


def test_the_draft_is_of_the_counter_and_of_its_department() -> None:
    visit = builders.visit(address="9 đường Thử, Đà Nẵng", by=builders.officer(CLERK, department_id="H26"))
    dossier = start_draft(applicant=visit.applicant, licence=builders.licence(visit.applicant), visit=visit)
    assert (dossier.channel, dossier.department_id, dossier.visit) == (COUNTER, "H26", visit)
    assert dossier.entrusted_at is not None
    entry = Entry.objects.get(subject=f"dossier:{dossier.id}", kind="consent")
    assert (entry.actor, entry.details["words"]) == (f"officer:{visit.officer_id}", visit.words)
    registers = set(Exchange.objects.filter(about=f"dossier:{dossier.id}").values_list("register", flat=True))
    assert registers == {"health", "police", "inspectorate"}


def test_a_second_click_and_a_second_visit_find_the_same_draft() -> None:
    dossier = builders.counter_draft()
    visit = builders.visit(
        number=numbers_of(dossier.applicant)[0].number, name=dossier.applicant.name, by=builders.officer(CLERK)
    )
    assert visit.applicant == dossier.applicant
    assert start_draft(applicant=visit.applicant, licence=dossier.licence, visit=visit) == dossier


def test_what_the_clerk_does_is_in_their_name_for_the_applicant() -> None:
    dossier = builders.filed_at_counter()
    act, clerk = Act.objects.get(dossier=dossier, act="submit"), clerk_of(dossier)
    assert (act.by_kind, act.by_id, act.by_name) == ("officer", clerk.id, clerk.name)
    assert act.details["for_applicant"] is True
    assert act.details["originals"] == ["licence", "identity"]
    entry = Entry.objects.get(subject=f"dossier:{dossier.id}", act="submit")
    assert (entry.actor, entry.details["for_applicant"]) == (f"officer:{clerk.id}", True)


def test_what_the_clerk_does_in_their_own_right_is_not() -> None:
    dossier = builders.examining()
    assert "for_applicant" not in Act.objects.get(dossier=dossier, act="accept").details


def test_the_fee_is_that_of_the_counter() -> None:
    with at("2024-03-04T10:00"):
        at_counter, online = builders.counter_draft(), builders.draft()
        assert (amount_due(at_counter).amount, amount_due(online).amount) == (135_000, 115_000)


def test_where_all_is_green_the_fee_is_asked_for_and_can_be_paid_online() -> None:
    dossier = builders.filed_at_counter()
    assert dossier.payment_asked_at
    assert Payment.objects.get(dossier=dossier).amount == 135_000
    assert Exchange.objects.filter(register="payments", about=f"dossier:{dossier.id}").exists()
    assert builders.pay_for(dossier).paid_at


@pytest.mark.parametrize(
    ("moment", "channel", "due"),
    [
        ("2021-09-28T14:59", "counter", date(2021, 9, 29)),
        ("2021-09-28T15:01", "counter", date(2021, 9, 30)),
        ("2021-09-28T15:01", "online", date(2021, 9, 29)),
    ],
)
def test_after_fifteen_hundred_the_counters_clock_begins_on_the_next_day(moment: str, channel: str, due: date) -> None:
    with at(moment):
        dossier = builders.filed_at_counter() if channel == "counter" else builders.submitted()
    assert dossier.due_on == due


def test_another_departments_clerk_and_another_role_do_nothing_for_the_person() -> None:
    dossier = builders.counter_draft()
    builders.learn_all(dossier)
    for stranger in (builders.officer(CLERK, department_id="H17"), builders.officer(EXAMINER)):
        with pytest.raises(NotAllowed):
            submit(dossier_id=dossier.id, by=as_officer(stranger), request_id=fresh(), seen=None)


def test_a_clerk_does_nothing_for_whom_did_not_agree() -> None:
    dossier, clerk = builders.draft(), as_officer(builders.officer(CLERK))
    builders.learn_all(dossier)
    with pytest.raises(NotAllowed):
        submit(dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None)
    with pytest.raises(NotAllowed):
        fill_in(dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, item="delivery", change=lambda _: None)
    filed = builders.submitted()
    with pytest.raises(NotAllowed):
        withdraw(dossier_id=filed.id, by=clerk, request_id=fresh(), seen=None)


def test_the_draft_is_reached_by_its_departments_clerks_alone_and_then_by_the_office() -> None:
    dossier = builders.counter_draft()
    here, there = builders.officer(CLERK), builders.officer(CLERK, department_id="H17")
    assert [one.id for one in entrusted_to(here)] == [dossier.id]
    assert not entrusted_to(there).exists()
    assert not visible_to(here).exists()
    builders.learn_all(dossier)
    submit(dossier_id=dossier.id, by=as_officer(here), request_id=fresh(), seen=None)
    assert not entrusted_to(here).exists()
    assert [one.id for one in visible_to(here)] == [dossier.id]


def test_what_was_asked_for_is_corrected_at_the_counter_too() -> None:
    dossier = builders.filed_at_counter()
    asked = {"items": ["delivery"], "reason": "Địa chỉ chưa rõ"}
    ask_correction(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), seen=None, **asked)
    clerk = builders.officer(CLERK)
    assert [one.id for one in entrusted_to(clerk)] == [dossier.id]
    corrected = correct(dossier_id=dossier.id, by=as_officer(clerk), request_id=fresh(), seen=None)
    assert corrected.state == SUBMITTED
    assert Act.objects.get(dossier=dossier, act="correct").details["for_applicant"] is True


def test_the_person_takes_it_back_at_the_counter_or_online() -> None:
    at_counter, online = builders.filed_at_counter(), builders.filed_at_counter()
    withdraw(dossier_id=at_counter.id, by=clerk_of(at_counter), request_id=fresh(), seen=None)
    withdraw(dossier_id=online.id, by=online.applicant, request_id=fresh(), seen=None)
    assert set(Dossier.objects.values_list("state", flat=True)) == {WITHDRAWN}
    kinds = [act.by_kind for act in Act.objects.filter(act="withdraw").order_by("id")]
    assert kinds == ["officer", "citizen"]


def test_the_portal_is_told_that_it_came_by_the_counter_and_names_no_account() -> None:
    act = Act.objects.get(dossier=builders.filed_at_counter(), act="submit")
    report_act(act)
    said = Exchange.objects.get(register="sync", key=f"sync:{act.id}").ask
    assert (said["dossier"]["channel"], said["dossier"]["tech_id"]) == (1, "")
    assert said["steps"][0]["what"] == "Nhận hồ sơ tại bộ phận một cửa"


def test_who_was_met_with_a_typed_card_proves_the_old_number_by_its_qr() -> None:
    visit = builders.visit(number="001085000555")
    assert prove_number(applicant=visit.applicant, qr_text=QR) == "012345678"
