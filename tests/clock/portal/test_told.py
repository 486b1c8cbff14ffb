"""What the national portal is told of a dossier: every field, in each state that the portal hears of."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import msgspec
import pytest
from django.db import connection

from gplx.applicants.changes import link
from gplx.casework.ask_correction import ask_correction
from gplx.casework.correct import correct
from gplx.casework.deliver import deliver
from gplx.casework.postpone import postpone
from gplx.casework.refuse import refuse
from gplx.casework.reopen import reopen
from gplx.casework.withdraw import withdraw
from gplx.clock.acted import acted
from gplx.clock.portal.report import report_act
from gplx.clock.portal.told import CLOSES, SAYS, TAKEN_UP
from gplx.documents.changes import keep
from gplx.documents.models import FEE_BILL, INFECTED, NUMBER_PAPER, PENDING, PHOTO, UNSCANNABLE, Document
from gplx.dossiers.actor import system
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.states import TABLE
from gplx.ground.clock import HANOI, now, today
from gplx.offices.models import CLERK, EXAMINER, LEADER
from gplx.registers.models import Exchange
from gplx.registers.sync.port import Paper, ProgressStep, Report, SyncDossier
from tests import builders
from tests.builders import fresh
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db
DUE = datetime(2021, 10, 4, 17, tzinfo=HANOI)
WITH_CODE = sorted({row.act for row in TABLE if row.portal is not None})
WHY = {"reason": "Lý do thử.", "seen": None}


def told(dossier: Dossier) -> tuple[SyncDossier, ProgressStep]:
    """The portal is told of the last act; this is what it hears."""
    report_act(Act.objects.filter(dossier=dossier).select_related("dossier").latest("id"))
    said = msgspec.convert(Exchange.objects.filter(register="sync").latest("id").ask, Report)
    (step,) = said.steps
    return said.dossier, step


# ---- the builders of the stages that the portal hears of


def asked_before_acceptance() -> Dossier:
    dossier = builders.submitted()
    clerk = builders.officer(CLERK)
    return ask_correction(dossier_id=dossier.id, by=clerk, request_id=fresh(), items=["photo"], **WHY)


def asked_after_acceptance() -> Dossier:
    dossier = builders.examining()
    examiner = builders.officer(EXAMINER)
    return ask_correction(dossier_id=dossier.id, by=examiner, request_id=fresh(), items=["photo"], **WHY)


def corrected(asked: Callable[[], Dossier]) -> Dossier:
    dossier = asked()
    keep(dossier=dossier, kind=PHOTO, data=builders.picture(side=80), at=now())
    return correct(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)


def corrected_before_acceptance() -> Dossier:
    return corrected(asked_before_acceptance)


def corrected_after_acceptance() -> Dossier:
    return corrected(asked_after_acceptance)


def refused_at_the_desk() -> Dossier:
    dossier = builders.paid()
    clerk = builders.officer(CLERK)
    return refuse(dossier_id=dossier.id, by=clerk, request_id=fresh(), article="Điều 37", **WHY)


def refused_by_the_leader() -> Dossier:
    dossier = builders.examining()
    leader = builders.officer(LEADER)
    return refuse(dossier_id=dossier.id, by=leader, request_id=fresh(), article="Điều 37", **WHY)


def reopened_at_the_desk() -> Dossier:
    dossier = refused_at_the_desk()
    return reopen(dossier_id=dossier.id, by=builders.officer(LEADER), request_id=fresh(), **WHY)


def reopened_to_examine() -> Dossier:
    dossier = refused_by_the_leader()
    return reopen(dossier_id=dossier.id, by=builders.officer(LEADER), request_id=fresh(), **WHY)


def withdrawn() -> Dossier:
    dossier = builders.submitted(green=False)
    return withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)


def delivered() -> Dossier:
    dossier = builders.handed_over()
    return deliver(dossier_id=dossier.id, by=system("post"), request_id=fresh())


def silent() -> Dossier:
    return builders.submitted(green=False)


# The stage: portal code, fee, and which of received, due, finished, refused, returned it has.
STAGES = [
    (silent, 1, "none", ""),
    (builders.submitted, 6, "owed", ""),
    (asked_before_acceptance, 5, "owed", "received"),
    (corrected_before_acceptance, 1, "owed", ""),
    (builders.examining, 2, "paid", "received due"),
    (builders.proposed, 4, "paid", "received due"),
    (asked_after_acceptance, 5, "paid", "received"),  # the clock stands still, and no day is promised
    (corrected_after_acceptance, 4, "paid", "received due"),
    (builders.approved, 9, "paid", "received due finished"),
    (delivered, 10, "paid", "received due finished returned"),
    (refused_at_the_desk, 3, "paid", "refused"),
    (refused_by_the_leader, 8, "paid", "received due"),
    (reopened_at_the_desk, 1, "paid", ""),
    (reopened_to_examine, 4, "paid", "received due"),
    (withdrawn, 7, "none", ""),
]


@pytest.mark.parametrize(("stage", "code", "fee", "has"), STAGES, ids=lambda one: getattr(one, "__name__", ""))
def test_each_state_as_the_portal_hears_of_it(stage: Callable[[], Dossier], code: int, fee: str, has: str) -> None:
    said, step = told(stage())
    moments = {
        "received": said.received_at,
        "due": said.due_at,
        "finished": said.finished_at,
        "refused": said.refused_at,
        "returned": said.returned_at,
    }
    assert (said.status, step.status, said.fee) == (code, code, fee)
    assert [name for name, at in moments.items() if at] == has.split()
    assert step.due_at == said.due_at


def test_the_stages_are_all_that_the_portal_hears_of() -> None:
    assert {code for _, code, _, _ in STAGES} == {row.portal for row in TABLE} - {None} == set(range(1, 11))


@pytest.mark.parametrize("act", WITH_CODE)
def test_every_act_with_a_code_has_its_words(act: str) -> None:
    assert 5 < len(SAYS[act]) <= 100
    assert SAYS[act][0].isupper()


def test_there_are_no_words_for_what_the_portal_never_hears() -> None:
    assert sorted(SAYS) == WITH_CODE


@pytest.mark.parametrize("name", ["pay", "print_card", "hand_over", "record_answer"])
def test_an_act_without_a_code_is_not_told(name: str) -> None:
    dossier = builders.handed_over()
    Exchange.objects.filter(register="sync").delete()
    for act in Act.objects.filter(dossier=dossier, act=name):
        assert act.portal_code is None
        acted({"act": act.id})
    assert not Exchange.objects.filter(register="sync").exists()


def test_a_postponement_is_told_with_the_next_step() -> None:
    dossier = builders.examining()
    later = date(2021, 10, 8)
    postpone(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id=fresh(), due_on=later, **WHY)
    dossier = refuse(dossier_id=dossier.id, by=builders.officer(LEADER), request_id=fresh(), article="Điều 37", **WHY)
    said, _ = told(dossier)
    assert said.due_at == datetime(2021, 10, 8, 17, tzinfo=HANOI)


def test_who_and_what_it_is_about() -> None:
    dossier = builders.examining()
    said, _ = told(dossier)
    person = dossier.applicant
    assert (said.code, said.procedure_code, said.field_code) == (dossier.code, "1.002809", "G04-LX01")
    assert said.procedure_name == "Đổi giấy phép lái xe do ngành Giao thông vận tải cấp"
    assert (said.owner, said.tech_id, said.owner_kind, said.channel) == (person.name, person.tech_id, 1, 2)
    assert (said.email, said.phone) == (dossier.email, dossier.phone)
    assert said.summary == "Đổi giấy phép lái xe hạng B2"
    assert said.agency == dossier.department.name
    assert said.submitted_at == dossier.submitted_at
    assert said.received_at == dossier.accepted_at
    assert said.due_at == DUE


def test_each_number_is_told_once_and_the_first_first() -> None:
    dossier = builders.submitted()
    first = dossier.applicant.numbers.earliest("since").number
    told_of = {"evidence": {}, "at": now() + timedelta(seconds=1)}
    for number, source in (("012345678", "register"), (first, "register"), ("012345678", "portal")):
        link(applicant=dossier.applicant, number=number, source=source, **told_of)
    said, _ = told(dossier)
    assert said.owner_numbers == (first, "012345678")


@pytest.mark.parametrize(("delivery", "by_post"), [("post", True), ("desk", False)])
def test_how_the_card_comes(delivery: str, by_post: bool) -> None:
    said, _ = told(builders.submitted(delivery=delivery))
    assert said.by_post is by_post


def test_the_step_says_who_did_what_when_and_where() -> None:
    dossier = builders.examining()
    _, step = told(dossier)
    act = Act.objects.get(dossier=dossier, act="accept")
    assert step == ProgressStep(
        handler="Cán bộ Thử",
        done_at=act.at,
        what="Tiếp nhận hồ sơ và hẹn trả kết quả",
        status=2,
        department=dossier.department.name,
        due_at=DUE,
    )


def test_a_long_name_is_cut_where_the_portal_cuts_it() -> None:
    dossier = builders.examining()
    Act.objects.filter(dossier=dossier).update(by_name="Nguyễn " * 10)
    _, step = told(dossier)
    assert step.handler == ("Nguyễn " * 10)[:50]


def test_before_acceptance_a_correction_was_received_when_it_was_asked_for() -> None:
    dossier = asked_before_acceptance()
    said, step = told(dossier)
    asked = Act.objects.get(dossier=dossier, act="ask_correction")
    assert (said.received_at, dossier.accepted_at, step.done_at) == (asked.at, None, asked.at)
    assert {5} < TAKEN_UP


def test_a_day_that_is_only_foreseen_is_not_told() -> None:
    dossier = builders.submitted()
    Dossier.objects.filter(id=dossier.id).update(due_on=today())
    dossier.refresh_from_db()
    said, step = told(dossier)
    assert (said.due_at, step.due_at) == (None, None)


def test_a_result_is_due_when_the_office_closes_in_hanoi() -> None:
    assert (CLOSES.hour, CLOSES.minute) == (17, 0)
    said, _ = told(builders.examining())
    assert said.due_at is not None
    assert said.due_at.utcoffset() == timedelta(hours=7)


def test_a_step_goes_out_in_the_lane_of_its_dossier_and_once() -> None:
    dossier, other = builders.submitted(), builders.submitted()
    for one in (dossier, other, dossier):
        told(one)
    acts = Act.objects.filter(portal_code__isnull=False).order_by("dossier__code", "id")
    assert [(act.dossier_id, act.act) for act in acts] == [
        (dossier.id, "submit"),
        (dossier.id, "ask_payment"),
        (other.id, "submit"),
        (other.id, "ask_payment"),
    ]
    sent = Exchange.objects.filter(register="sync").order_by("id")
    assert [(one.key, one.lane, one.about) for one in sent] == [
        (f"sync:{act.id}", f"sync:{act.dossier_id}", f"dossier:{act.dossier_id}") for act in acts
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'register.sync'")
        assert cursor.fetchone() == (4,)


@pytest.mark.parametrize(
    ("stage", "done"),
    [(asked_before_acceptance, False), (corrected_before_acceptance, True), (corrected_after_acceptance, True)],
)
def test_a_correction_goes_along_until_it_was_given(stage: Callable[[], Dossier], done: bool) -> None:
    dossier = stage()
    said, _ = told(dossier)
    (one,) = said.corrections
    asked = Act.objects.get(dossier=dossier, act="ask_correction")
    assert (one.id, one.asked, one.asked_by, one.asked_at) == (str(asked.id), WHY["reason"], "Cán bộ Thử", asked.at)
    assert (one.papers, one.done, one.received_at is not None) == (("Ảnh chân dung",), done, done)


@pytest.mark.parametrize(("stage", "amounts"), [(silent, []), (builders.submitted, [135_000]), (delivered, [135_000])])
def test_the_fee_goes_along_once_it_was_asked_for(stage: Callable[[], Dossier], amounts: list[int]) -> None:
    said, _ = told(stage())
    assert [fee.amount for fee in said.fees] == amounts


def test_the_papers_go_along_by_their_ids_and_no_address_is_recorded() -> None:
    dossier = builders.submitted()
    said, _ = told(dossier)
    photo = Document.objects.get(dossier=dossier, kind=PHOTO)
    assert said.papers == (Paper(id=str(photo.id), name="Ảnh chân dung.jpg", component="photo"),)
    assert "http" not in str(Exchange.objects.filter(register="sync").latest("id").ask)


def test_what_was_replaced_is_told_as_deleted_and_the_newest_first() -> None:
    dossier = builders.submitted(green=False)
    old = Document.objects.get(dossier=dossier, kind=PHOTO)
    new = keep(dossier=dossier, kind=PHOTO, data=builders.picture(side=90), at=now())
    paper = keep(dossier=dossier, kind=NUMBER_PAPER, data=pdf(), at=now())
    said, _ = told(dossier)
    assert [(one.id, one.deleted) for one in said.papers] == [
        (str(paper.id), False),
        (str(new.id), False),
        (str(old.id), True),
    ]
    assert said.papers[0].name == "Giấy xác nhận số CMND.pdf"


@pytest.mark.parametrize("scan", [PENDING, INFECTED, UNSCANNABLE])
def test_what_is_in_quarantine_is_not_told(scan: str) -> None:
    dossier = builders.submitted()
    Document.objects.filter(dossier=dossier).update(scan=scan)
    assert told(dossier)[0].papers == ()


def test_what_nobody_handed_in_is_no_paper_of_theirs() -> None:
    dossier = builders.submitted()
    Document.objects.filter(dossier=dossier).update(kind=FEE_BILL)
    assert told(dossier)[0].papers == ()
