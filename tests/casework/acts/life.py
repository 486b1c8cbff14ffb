"""The life of one dossier at random: anybody tries any act at any time, agencies, platform and post say what they like."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from gplx.applicants.models import Applicant
from gplx.casework.follow_parcel import follow_parcel
from gplx.casework.learn_health import learn_health
from gplx.casework.learn_scan import learn_scan
from gplx.casework.learn_violations import learn_violations
from gplx.casework.pay import Word, pay
from gplx.casework.pay_again import pay_again
from gplx.documents.models import Document
from gplx.dossiers.actor import Actor, citizen
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import DESK, POST, Act, Dossier
from gplx.dossiers.refusals import ActRefused, NotPossibleNow
from gplx.dossiers.states import acts_open, facts_of, row_for
from gplx.fees.models import Payment
from gplx.ground.clock import HANOI
from gplx.ledger.models import Entry
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER, Officer
from gplx.registers.health.port import FoundCertificates
from gplx.registers.scanner.port import ScannedFile
from gplx.registers.violations_record import FoundViolations
from tests import builders
from tests.builders import fresh
from tests.casework.acts.stages import bring_photo, codes
from tests.casework.acts.test_refusal_sentences import hold
from tests.casework.acts.tries import TRIES, Try
from tests.delivery.words import CANCELLED, FAILED, LOST, ODD, ON_ITS_WAY, RECEIVED, REFUSED, RETURNED, track

BEGINS = datetime(2021, 9, 27, 9, 0, tzinfo=HANOI)
BY_ACT: dict[str, Try] = {trial.act: trial for trial in TRIES.values()}
BY_ACT["ask_correction"] = replace(BY_ACT["ask_correction"], more={"items": ("photo",), "reason": "Ảnh bị mờ."})
BY_ACT["postpone"] = replace(BY_ACT["postpone"], more={"due_on": date(2021, 12, 31), "reason": "Máy in hỏng."})
ROLES = ((CLERK,), (EXAMINER,), (LEADER,), (PRINTER,), (EXAMINER, LEADER), (CLERK, PRINTER))
STAGES = (
    builders.draft,
    builders.submitted,
    builders.paid,
    builders.examining,
    builders.proposed,
    builders.approved,
    builders.handed_over,
)
PARCEL_WORDS = {one.text: one for one in (ON_ITS_WAY, FAILED, REFUSED, CANCELLED, RETURNED, LOST, ODD, RECEIVED)}


def stored(dossier_id: Any) -> dict[str, Any]:
    """Everything that lies in the row of the dossier."""
    (row,) = Dossier.objects.filter(id=dossier_id).values()
    return row


class Life(RuleBasedStateMachine):
    """One dossier from its draft on; each example is undone at its end. What must always hold stands in ``AlwaysTrue``."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.real = datetime.now(HANOI)
        self.hours = 0
        self.clock = patch("gplx.ground.clock._shift", lambda: BEGINS - self.real + timedelta(hours=self.hours))
        self.clock.start()
        self.codes = codes()
        self.codes.__enter__()
        self.last: Callable[[], Any] | None = None

    @initialize(begins=st.sampled_from(STAGES), delivery=st.sampled_from([POST, DESK]))
    def a_life_begins(self, begins: Callable[..., Dossier], delivery: str) -> None:
        """Anywhere on the way, so that few steps see all of it."""
        self.dossier = begins(delivery=delivery)
        offices = [builders.officer(*roles, department_id=office) for roles in ROLES for office in ("H26", "H24")]
        self.people: list[Officer | Applicant] = [self.dossier.applicant, builders.applicant(), *offices]

    def teardown(self) -> None:
        """Nothing stays."""
        self.codes.__exit__(None, None, None)
        self.clock.stop()
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def actor(self, person: Officer | Applicant) -> Actor:
        """The person as the one who acts."""
        return as_officer(person) if isinstance(person, Officer) else citizen(person)

    def attempt(self, act: str, person: Officer | Applicant, *, seen: int | None) -> None:
        """Try an act: it comes to be as the table says, or it is refused and nothing changes."""
        before = stored(self.dossier.id)
        dossier = Dossier.objects.get(id=self.dossier.id)
        row = row_for(act=act, state=dossier.state, facts=facts_of(dossier, actor_id=self.actor(person).id))
        trial, entries = BY_ACT[act], Entry.objects.count()
        if not trial.as_actor and bool(trial.role) is not isinstance(person, Officer):
            return  # an officer's act takes no citizen, by its very signature, nor the other way round
        if act == "transfer":
            other = "H24" if dossier.department_id == "H26" else "H26"
            trial = replace(trial, more={"department_id": other, "reason": "Nhầm Sở."})
        request_id = fresh()
        try:
            trial.do(dossier, person, request_id=request_id, seen=seen)
        except ActRefused:
            assert stored(self.dossier.id) == before
            assert Entry.objects.count() == entries
            return
        made = Act.objects.get(dossier=dossier, request_id=request_id)
        assert row is not None
        assert (made.state_before, made.state_after, made.portal_code) == (row.before, row.after, row.portal)
        assert self.actor(person).roles & set(row.roles)
        if act != "transfer":
            self.last = lambda: trial.do(dossier, person, request_id=request_id, seen=seen)

    @rule(choices=st.lists(st.integers(0, 99), min_size=1, max_size=5))
    def some_go_on(self, choices: list[int]) -> None:
        """People do what they can do now, so that lives come far."""
        for choice in choices:
            dossier = Dossier.objects.get(id=self.dossier.id)
            steps = [(act, person) for person in self.people for act in self.open_to(person, dossier)]
            if steps and choice % 5:
                act, person = steps[choice % len(steps)]
                self.attempt(act, person, seen=dossier.version)
            else:
                self.the_platform_says(paid=True, short=0, number=1)

    def open_to(self, person: Officer | Applicant, dossier: Dossier) -> list[str]:
        """The acts that somebody can do now, but for those that end a life too soon."""
        actor = self.actor(person)
        if person not in (dossier.applicant, *self.people[2:]):
            return []
        if isinstance(person, Officer) and person.department_id != dossier.department_id:
            return []
        facts = facts_of(dossier, actor_id=actor.id)
        found = acts_open(state=dossier.state, facts=facts, roles=actor.roles)
        return [act for act in found if act not in ("pay", "withdraw", "refuse", "refuse_file")]

    @rule(act=st.sampled_from(sorted(BY_ACT)), who=st.integers(0, 13), off=st.sampled_from([None, 0, 0, 0, -1]))
    def anybody_tries_anything(self, act: str, who: int, off: int | None) -> None:
        """With or without a page before their eyes, sometimes an old one."""
        seen = None if off is None else stored(self.dossier.id)["version"] + off
        self.attempt(act, self.people[who], seen=seen)

    @rule()
    def the_last_request_comes_again(self) -> None:
        """A double click, a lost answer: nothing happens."""
        if self.last:
            before = stored(self.dossier.id), Entry.objects.count()
            self.last()
            assert (stored(self.dossier.id), Entry.objects.count()) == before

    @rule(found=st.booleans())
    def the_health_database_answers(self, found: bool) -> None:
        """It has a certificate, or none (they can be withdrawn)."""
        papers = (builders.certificate(self.dossier.applicant),) if found else ()
        learn_health(dossier_id=self.dossier.id, found=FoundCertificates(certificates=papers))

    @rule(
        source=st.sampled_from(["police", "inspectorate"]), said=st.sampled_from(["clear", "clear", "hold", "silent"])
    )
    def an_agency_answers(self, source: str, said: str) -> None:
        """Clear, a hold, or nothing yet."""
        if said == "hold":
            return hold(self.dossier)
        found = FoundViolations(records=()) if said == "clear" else None
        return learn_violations(dossier_id=self.dossier.id, source=source, found=found)

    @rule()
    def everything_becomes_good(self) -> None:
        """All agencies answer well."""
        builders.learn_all(self.dossier)

    @rule(paid=st.sampled_from([True, True, False]), short=st.sampled_from([0, 0, 1]), number=st.integers(1, 2))
    def the_platform_says(self, paid: bool, short: int, number: int) -> None:
        """Paid, failed, too little, another transaction: about any payment."""
        payment = Payment.objects.filter(dossier=self.dossier).order_by("?").first()
        if payment:
            told = {"amount": payment.amount - short, "currency": "VND", "transaction": f"gd-{number}", "said": {}}
            assert pay(Word(reference=payment.reference, paid=paid, **told)) in ("00", "02", "14")

    @rule()
    def the_applicant_pays_again(self) -> None:
        """Only while the fee is owed; one that is open stays the only one."""
        before = stored(self.dossier.id)
        waits = before["state"] == "submitted" and before["payment_asked_at"] and not before["paid_at"]
        with nullcontext() if waits else pytest.raises(NotPossibleNow):
            pay_again(dossier_id=self.dossier.id)
        assert stored(self.dossier.id) == before

    @rule(said=st.lists(st.sampled_from(sorted(PARCEL_WORDS)), max_size=3), of=st.integers(1, 3))
    def the_post_says(self, said: list[str], of: int) -> None:
        """Anything about any parcel, in any order, also about one that was never given."""
        number = self.dossier.code or "" if of == 1 else f"{self.dossier.code}-L{of}"
        words = track(*(PARCEL_WORDS[one] for one in said))
        follow_parcel(dossier_id=self.dossier.id, tracked=words, number=number)

    @rule()
    def a_photo_is_brought(self) -> None:
        """As somebody may who is asked for one."""
        bring_photo(self.dossier)

    @rule(verdict=st.sampled_from(["clean", "infected"]))
    def the_scanner_answers(self, verdict: str) -> None:
        """About the newest photo, whenever it comes to it."""
        photo = Document.objects.filter(dossier=self.dossier).latest("at")
        if photo.scan == "infected":
            return  # its content is gone: no scanner looks through it again
        Document.objects.filter(id=photo.id).update(scan="pending")
        learn_scan(document_id=photo.id, found=ScannedFile(verdict=verdict))
        photo.refresh_from_db()
        assert photo.scan == verdict

    @rule(way=st.sampled_from([POST, DESK]))
    def another_way_is_chosen(self, way: str) -> None:
        """Only a draft's way is still open."""
        Dossier.objects.filter(id=self.dossier.id, state="draft").update(delivery=way)

    @rule(hours=st.sampled_from([1, 7, 24, 72]))
    def time_passes(self, hours: int) -> None:
        """Hours or days."""
        self.hours += hours
