"""Two people, or two windows, at the same moment: one of them is first, and nothing happens twice."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from gplx.applicants.models import Applicant
from gplx.casework.expire import expire
from gplx.casework.follow_parcel import follow_parcel
from gplx.casework.give_help import give_help
from gplx.casework.learn_licences import learn_licences
from gplx.casework.learn_violations import learn_violations
from gplx.casework.pay import Word, pay
from gplx.casework.record_answer import PaperAnswer
from gplx.casework.start_draft import start_draft
from gplx.casework.submit import submit
from gplx.delivery.models import Parcel
from gplx.documents.models import Document
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import Act, DayNumber, Dossier, Visit
from gplx.dossiers.numbers import next_code
from gplx.fees.models import Payment
from gplx.ground.clock import now, today
from gplx.ledger.models import Entry
from gplx.ledger.questions import is_whole
from gplx.licences.models import ElectronicLicence
from gplx.registers.licences.port import FoundPersons
from gplx.registers.models import Exchange
from gplx.registers.post.port import ParcelEvent, ParcelTrack
from gplx.registers.violations_record import FoundViolations
from tests import builders
from tests.casework.acts.stages import CODE
from tests.casework.acts.together import kinds, together
from tests.casework.acts.tries import TRIES, Try, ready_draft
from tests.casework.learning.registered import card, found
from tests.casework.learning.registered import person as registered
from tests.delivery.words import FAILED, LOST, RETURNED

pytestmark = pytest.mark.django_db(transaction=True)


def check_chain(dossier: Dossier) -> None:
    """Version, history and ledger are those of acts that came one after another."""
    dossier.refresh_from_db()
    versions = [entry.details["version"] for entry in Entry.objects.filter(kind="act").order_by("number")]
    assert versions == list(range(2, dossier.version + 1))
    assert Act.objects.filter(dossier=dossier).count() == dossier.version - 1
    assert is_whole(subject=f"dossier:{dossier.id}")


def doing(trial: Try, dossier: Dossier, doer: Any, request_id: str) -> Callable[[], Any]:
    return partial(trial.do, dossier, doer, request_id=request_id, seen=dossier.version)


@pytest.mark.parametrize("name", ["submit", "accept", "approve", "hand over to the post", "withdraw while examining"])
def test_a_double_click_is_one_act(name: str) -> None:
    trial = TRIES[name]
    dossier = trial.ready()
    doer = trial.doer(dossier)
    outcomes = together(*[doing(trial, dossier, doer, "r1")] * 3)
    assert kinds(outcomes) == ["done"] * 3
    assert Act.objects.filter(dossier=dossier, act=trial.act).count() == 1
    check_chain(dossier)


@pytest.mark.parametrize("name", ["accept", "propose", "approve", "refuse receipt", "print", "ask for the fee"])
def test_two_officers_at_the_same_button_are_one_act_and_one_old_page(name: str) -> None:
    trial = TRIES[name]
    dossier = trial.ready()
    people = [trial.doer(dossier), trial.doer(dossier)]
    outcomes = together(*(doing(trial, dossier, who, f"r{number}") for number, who in enumerate(people)))
    assert kinds(outcomes) == ["StaleDossier", "done"]
    assert Act.objects.filter(dossier=dossier, act=trial.act).count() == 1
    check_chain(dossier)


@pytest.mark.parametrize(
    ("one", "other", "ends"),
    [
        ("accept", "withdraw before acceptance", {"examining", "withdrawn"}),
        ("approve", "send back", {"approved", "examining"}),
        ("approve", "withdraw while examining", {"approved", "withdrawn"}),
        ("refuse receipt", "ask to correct before acceptance", {"refused", "with_applicant"}),
    ],
)
def test_of_two_acts_that_exclude_each_other_one_comes_to_be(one: str, other: str, ends: set[str]) -> None:
    first, second = TRIES[one], TRIES[other]
    dossier = first.ready()
    calls = [doing(trial, dossier, trial.doer(dossier), f"r{number}") for number, trial in enumerate((first, second))]
    assert kinds(together(*calls)) == ["StaleDossier", "done"]
    check_chain(dossier)
    assert dossier.state in ends


def test_two_approvals_give_one_electronic_licence() -> None:
    trial = TRIES["approve"]
    dossier = trial.ready()
    leaders = [builders.officer("leader"), builders.officer("leader")]
    together(*(doing(trial, dossier, leader, f"r{number}") for number, leader in enumerate(leaders)))
    assert ElectronicLicence.objects.filter(dossier_code=dossier.code).count() == 1


def test_two_windows_that_submit_take_one_code() -> None:
    dossier = ready_draft()
    by = citizen(dossier.applicant)
    calls = [partial(submit, dossier_id=dossier.id, by=by, request_id=f"r{n}", seen=dossier.version) for n in (1, 2)]
    assert kinds(together(*calls)) == ["StaleDossier", "done"]
    assert DayNumber.objects.get().last == 1
    assert Payment.objects.filter(dossier=dossier).count() == 1


def test_two_clerks_with_one_code_take_a_draft_up_once() -> None:
    trial = TRIES["give help"]
    dossier = trial.ready()
    people = [trial.doer(dossier), trial.doer(dossier)]
    calls = [
        partial(give_help, dossier_id=dossier.id, by=who, request_id=f"r{number}", code=CODE)
        for number, who in enumerate(people)
    ]
    assert kinds(together(*calls)) == ["NotPossibleNow", "done"]
    assert Act.objects.filter(dossier=dossier, act="give_help").count() == 1
    check_chain(dossier)


def test_a_draft_is_submitted_or_given_up_and_never_half_of_each() -> None:
    dossier = ready_draft()
    file = partial(submit, dossier_id=dossier.id, by=citizen(dossier.applicant), request_id="r1", seen=None)
    give_up = partial(expire, dossier_id=dossier.id, idle_since=now())
    assert kinds(together(file, give_up)) == ["NotPossibleNow", "done"]
    check_chain(dossier)
    assert dossier.state in ("submitted", "withdrawn")
    assert bool(dossier.code) == (dossier.state == "submitted") == Document.objects.filter(dossier=dossier).exists()


def test_two_clicks_at_the_counter_receive_one_person() -> None:
    clerk = builders.officer("clerk")
    card = builders.ShownCard(
        number="001085000444", old_number="", name="Ai Đó", born=builders.BORN, sex="male", address="", scanned=False
    )
    calls = [partial(builders.receive_at_counter, by=clerk, card=card, request_id="one-click")] * 3
    assert {one.id for one in together(*calls)} == {Visit.objects.get().id}
    assert Applicant.objects.filter(tech_id=None).count() == 1


def test_two_windows_that_sign_in_at_once_are_the_one_person_who_was_met() -> None:
    met = builders.visit(number="001085000444").applicant
    told = {"name": met.name, "born": met.born, "sex": "male", "numbers": ("001085000444",), "contact": {}}
    sign_in = partial(builders.welcome, tech_id="t-444", assurance="2", at=now(), **told)
    assert {one.id for one in together(*[sign_in] * 3)} == {met.id}
    assert Entry.objects.filter(kind="link").count() == 1


def test_two_clicks_start_one_draft() -> None:
    builders.department()
    person = builders.applicant()
    held = builders.licence(person)
    outcomes = together(*[partial(start_draft, applicant=person, licence=held)] * 3)
    assert len({one.id for one in outcomes}) == 1
    assert Dossier.objects.count() == 1
    assert Exchange.objects.filter(about=f"dossier:{outcomes[0].id}").count() == 3


def test_many_at_once_get_codes_without_gap_or_double() -> None:
    office = builders.department()
    codes = together(*[partial(next_code, department=office, day=today())] * 8)
    assert sorted(codes) == [f"000.00.99.H26-210927-{number:04d}" for number in range(1, 9)]


def test_the_last_two_answers_at_once_ask_for_the_fee_once() -> None:
    dossier = builders.submitted(green=False)
    clear = FoundViolations(records=())
    calls = [
        partial(learn_violations, dossier_id=dossier.id, source=source, found=clear)
        for source in ("police", "inspectorate", "police")
    ]
    assert kinds(together(*calls)) == ["done"] * 3
    assert Payment.objects.filter(dossier=dossier).count() == 1
    assert Act.objects.filter(dossier=dossier, act="ask_payment").count() == 1
    check_chain(dossier)


def test_the_platforms_word_from_two_sides_pays_once() -> None:
    dossier = builders.submitted()
    payment = Payment.objects.get(dossier=dossier)
    word = Word(
        reference=payment.reference, paid=True, amount=payment.amount, currency="VND", transaction="gd-1", said={}
    )
    other = replace(word, transaction="gd-2")
    assert sorted(together(partial(pay, word), partial(pay, word), partial(pay, other))) in (
        ["00", "00", "02"],
        ["00", "02", "02"],
    )
    assert Act.objects.filter(dossier=dossier, act="pay").count() == 1
    assert Entry.objects.filter(kind="money").count() == 1


def test_money_and_a_withdrawal_at_once_never_lose_the_money() -> None:
    dossier = builders.submitted()
    payment = Payment.objects.get(dossier=dossier)
    word = Word(
        reference=payment.reference, paid=True, amount=payment.amount, currency="VND", transaction="gd-1", said={}
    )
    withdraw = TRIES["withdraw before acceptance"]
    outcomes = together(
        partial(pay, word), partial(withdraw.do, dossier, dossier.applicant, request_id="r1", seen=None)
    )
    assert kinds(outcomes) == ["done", "done"]
    payment.refresh_from_db()
    dossier.refresh_from_db()
    assert dossier.state == "withdrawn"
    assert (payment.state, payment.refund_due) == ("paid", True)


def test_the_carriers_word_twice_at_once_delivers_once() -> None:
    dossier = builders.handed_over()
    track = ParcelTrack(events=(ParcelEvent(code="4", text="Đã phát", at=None),), delivered=True)
    outcomes = together(*[partial(follow_parcel, dossier_id=dossier.id, tracked=track)] * 3)
    assert kinds(outcomes) == ["done"] * 3
    dossier.refresh_from_db()
    assert (dossier.state, Parcel.objects.get().state) == ("closed", "delivered")
    assert Act.objects.filter(dossier=dossier, act="deliver").count() == 1


@pytest.mark.parametrize(("word", "acts"), [(RETURNED, 1), (LOST, 1), (FAILED, 2)])
def test_the_carriers_word_and_an_officers_at_once_put_the_card_in_one_place(word: ParcelEvent, acts: int) -> None:
    """Whoever is first: a card that came back is here, and neither is anything said of it twice nor of the next parcel."""
    dossier, take_back = builders.handed_over(), TRIES["take back"]
    printer = take_back.doer(dossier)
    says = ParcelTrack(events=(word,), delivered=False)
    outcomes = together(
        partial(follow_parcel, dossier_id=dossier.id, tracked=says),
        partial(take_back.do, dossier, printer, request_id="r1", seen=None),
    )
    assert set(kinds(outcomes)) <= {"done", "NotPossibleNow"}
    dossier.refresh_from_db()
    assert (dossier.posted_at, dossier.handed_over_at, dossier.post_failed_at) == (None, None, None)
    done = Act.objects.filter(dossier=dossier, act__in=("take_back", "lose_card", "fail_delivery"))
    assert 1 <= done.count() <= acts
    check_chain(dossier)


def test_two_parcels_at_once_never_get_the_same_waybill(settings: Any) -> None:
    settings.POST_WAYBILLS = "EG1-EG9"
    hand_over = TRIES["hand over to the post"]
    dossiers = [hand_over.ready() for _ in range(3)]
    outcomes = together(*[doing(hand_over, one, hand_over.doer(one), "r1") for one in dossiers])
    assert kinds(outcomes) == ["done"] * 3
    assert sorted(Parcel.objects.values_list("waybill", flat=True)) == ["EG1", "EG2", "EG3"]


def test_the_registers_word_and_an_officers_at_once_do_not_wait_for_each_other() -> None:
    dossier = builders.submitted(green=False)
    paper = PaperAnswer(
        subject="identity", good=True, note="Giấy xác nhận 1/XN", number=dossier.licence.record["number"]
    )
    record = replace(TRIES["record an answer before acceptance"], more={"answer": paper})
    nobody = FoundPersons(persons=())
    outcomes = together(
        doing(record, dossier, record.doer(dossier), "r1"),
        *[partial(learn_licences, applicant_id=dossier.applicant_id, found=nobody, asked=())] * 2,
    )
    assert kinds(outcomes) == ["done"] * 3


def test_a_draft_starts_while_the_register_answers() -> None:
    builders.department()
    person = builders.applicant()
    held = builders.licence(person)
    answer = found(registered(person, card(held.number)))
    outcomes = together(
        partial(start_draft, applicant=person, licence=held),
        *[partial(learn_licences, applicant_id=person.id, found=answer, asked=())] * 2,
    )
    assert kinds(outcomes) == ["done"] * 3
