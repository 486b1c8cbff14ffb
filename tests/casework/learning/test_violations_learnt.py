"""What the police and the inspectorate say: clear, a hold, or nothing yet; and what an officer read in their papers."""

from datetime import date
from typing import Any

import msgspec
import pytest

from gplx.applicants.models import OFFICER
from gplx.casework.checks import checks_of
from gplx.casework.learn_licences import learn_licences
from gplx.casework.learn_violations import learn_violations
from gplx.casework.record_answer import PaperAnswer, record_answer
from gplx.dossiers.models import Dossier
from gplx.fees.models import Payment
from gplx.health.models import INVALID, PAPER, VALID, Evidence
from gplx.registers.violations_record import FoundViolations, Violation
from gplx.violations.models import CLEAR, HOLD, NO_ANSWER, Answer
from tests import builders
from tests.casework.learning.registered import found, person
from tests.moments import at

pytestmark = pytest.mark.django_db
SEIZED = Violation(
    minutes_number="0003/BB-THU",
    noted=date(2021, 9, 1),
    agency="Đội CSGT Thử nghiệm",
    behaviour="Hành vi thử",
    kind="seized",
    since=date(2021, 9, 1),
    until=date(2021, 9, 30),
    fine=800_000,
    paid=None,
    active=True,
    licence_number=None,
    licence_class=None,
)


def learn(dossier: Dossier, *records: Violation, source: str = "police") -> Answer:
    learn_violations(dossier_id=dossier.id, source=source, found=FoundViolations(records=records))
    return Answer.objects.get(dossier=dossier, source=source)


def verdict(dossier: Dossier, name: str = "police") -> str:
    (check,) = (one for one in checks_of(Dossier.objects.get(id=dossier.id)) if one.name == name)
    return check.verdict


def changed(**more: Any) -> Violation:
    return msgspec.structs.replace(SEIZED, **more)


@pytest.fixture
def dossier() -> Dossier:
    return builders.submitted(green=False)


def test_a_measure_is_kept_with_the_first_day_on_which_it_no_longer_holds(dossier: Dossier) -> None:
    answer = learn(dossier, SEIZED)
    assert (answer.verdict, answer.paper_by, answer.note) == (HOLD, "", "")
    assert answer.records == [
        {
            "kind": "seized",
            "until": "2021-10-01",
            "minutes": "0003/BB-THU",
            "agency": "Đội CSGT Thử nghiệm",
            "behaviour": "Hành vi thử",
            "noted": "2021-09-01",
            "fine": 800_000,
        }
    ]


@pytest.mark.parametrize(
    ("records", "kept", "shown"),
    [
        ([], CLEAR, "ok"),
        ([changed(active=False)], CLEAR, "ok"),
        ([SEIZED], HOLD, "held"),
        ([changed(until=None)], HOLD, "held"),
        ([changed(until=date(2021, 9, 26))], HOLD, "ok"),  # over since yesterday
        ([changed(until=date(2021, 9, 27))], HOLD, "held"),  # its last day is today
        ([changed(kind="stripped")], HOLD, "held"),
        ([changed(kind="unpaid_fine", until=None)], HOLD, "ok"),
        ([changed(active=False), changed(kind="stripped")], HOLD, "held"),
    ],
)
def test_only_what_is_in_force_and_bars_the_exchange_holds_it(
    dossier: Dossier, records: list[Violation], kept: str, shown: str
) -> None:
    assert learn(dossier, *records).verdict == kept
    assert verdict(dossier) == shown


@pytest.mark.parametrize("first", [CLEAR, HOLD])
def test_silence_never_undoes_an_answer(dossier: Dossier, first: str) -> None:
    before = learn(dossier, *([SEIZED] if first == HOLD else []))
    learn_violations(dossier_id=dossier.id, source="police", found=None)
    after = Answer.objects.get(dossier=dossier)
    assert (after.verdict, after.records, after.at) == (first, before.records, before.at)


def test_silence_is_kept_once_and_gives_way_to_the_first_answer(dossier: Dossier) -> None:
    for _ in range(2):
        learn_violations(dossier_id=dossier.id, source="police", found=None)
    assert Answer.objects.get().verdict == NO_ANSWER
    assert verdict(dossier) == "waiting"
    learn(dossier)
    assert Answer.objects.get().verdict == CLEAR
    assert verdict(dossier) == "ok"


def test_a_later_answer_takes_the_place_of_the_former_of_that_agency_alone(dossier: Dossier) -> None:
    learn(dossier, SEIZED)
    learn(dossier, SEIZED, source="inspectorate")
    learn(dossier)
    assert dict(Answer.objects.values_list("source", "verdict")) == {"police": CLEAR, "inspectorate": HOLD}
    assert Answer.objects.get(source="police").records == []


def test_a_hold_keeps_the_fee_back_until_it_ends(dossier: Dossier) -> None:
    learn(dossier, SEIZED)
    learn(dossier, source="inspectorate")
    assert not Payment.objects.exists()
    learn(dossier)
    assert Payment.objects.get().dossier_id == dossier.id


def test_an_answer_about_a_draft_asks_for_nothing() -> None:
    draft = builders.draft()
    builders.learn_all(draft)
    assert not Payment.objects.exists()
    assert Dossier.objects.get().state == "draft"


def record(dossier: Dossier, subject: str, *, good: bool = True, note: str = " Công văn 12 ", **more: Any) -> Dossier:
    clerk = builders.officer("clerk", name="Lê Thử Tiếp Nhận")
    answer = PaperAnswer(subject=subject, good=good, note=note, **more)
    return record_answer(dossier_id=dossier.id, by=clerk, request_id=builders.fresh(), seen=None, answer=answer)


@pytest.mark.parametrize("source", ["police", "inspectorate"])
def test_a_paper_that_clears_counts_as_the_agencys_answer(dossier: Dossier, source: str) -> None:
    record(dossier, source)
    answer = Answer.objects.get()
    assert (answer.source, answer.verdict, answer.paper_by, answer.records) == (source, CLEAR, "Lê Thử Tiếp Nhận", [])
    assert verdict(dossier, source) == "ok"


def test_a_paper_that_does_not_clear_is_an_unresolved_violation(dossier: Dossier) -> None:
    record(dossier, "police", good=False, note="Biên bản 9")
    answer = Answer.objects.get()
    assert answer.verdict == HOLD
    assert answer.records == [{"kind": "unresolved", "until": None, "agency": "police", "behaviour": "Biên bản 9"}]


def test_the_last_paper_asks_for_the_fee_at_once(dossier: Dossier) -> None:
    record(dossier, "police")
    after = record(dossier, "inspectorate")
    assert after.payment_asked_at is not None
    assert Payment.objects.get().dossier_id == dossier.id


def test_the_agencys_own_later_word_takes_the_place_of_the_paper(dossier: Dossier) -> None:
    record(dossier, "police")
    learn(dossier, SEIZED)
    assert (Answer.objects.get().verdict, Answer.objects.get().paper_by) == (HOLD, "")


@pytest.mark.parametrize(
    ("good", "more", "kept"),
    [
        (True, {"concluded": date(2021, 9, 1)}, (VALID, "B2", "A0-1")),
        (True, {"concluded": date(2021, 9, 1), "classes": "C"}, (VALID, "C", "A0-1")),
        (False, {}, (INVALID, "B2", "")),
    ],
)
def test_an_officers_word_about_a_health_paper(
    dossier: Dossier, good: bool, more: dict[str, Any], kept: tuple[str, str, str]
) -> None:
    record(dossier, "health", good=good, **more)
    evidence = Evidence.objects.filter(channel=PAPER).get()
    assert (evidence.verdict, evidence.classes, evidence.conclusion) == kept
    assert evidence.confirmed_by == "Lê Thử Tiếp Nhận"


def test_an_officers_word_links_the_old_number_and_makes_the_licence_theirs() -> None:
    dossier = builders.submitted(match="unknown")
    record(dossier, "identity", number="012345678", note="Giấy xác nhận 5/XN")
    known = dossier.applicant.numbers.get(source=OFFICER)
    assert (known.number, known.evidence["note"]) == ("012345678", "Giấy xác nhận 5/XN")
    held = Dossier.objects.get(id=dossier.id).licence
    assert held.match == "strong"
    assert held.evidence[-1] == f"confirmed:{known.evidence['officer']}"
    assert Payment.objects.exists()


def test_an_officers_word_that_it_is_anothers_links_nothing_and_asks_for_nothing() -> None:
    dossier = builders.submitted(match="unknown")
    record(dossier, "identity", good=False)
    assert not dossier.applicant.numbers.filter(source=OFFICER).exists()
    assert Dossier.objects.get(id=dossier.id).licence.match == "none"
    assert not Payment.objects.exists()


@pytest.mark.parametrize("good", [True, False])
def test_the_register_repeating_itself_does_not_undo_an_officers_word(good: bool) -> None:
    dossier = builders.submitted(match="unknown")
    who = dossier.applicant
    same = person(who, identity_number="912345678")
    same = msgspec.structs.replace(
        same, licences=(msgspec.structs.replace(same.licences[0], number=dossier.licence.number),)
    )
    learn_licences(applicant_id=who.id, found=found(same), asked=())
    assert Dossier.objects.get(id=dossier.id).licence.match == "middling"
    record(dossier, "identity", good=good, number="912345678")
    learn_licences(applicant_id=who.id, found=found(same), asked=())
    assert Dossier.objects.get(id=dossier.id).licence.match == ("strong" if good else "none")


def test_a_hold_that_ended_is_seen_by_the_filing_day_of_the_dossier() -> None:
    with at("2021-10-01"):
        dossier = builders.submitted(green=False)
        learn(dossier, SEIZED)
        assert verdict(dossier) == "ok"
