"""Who may do which act when: whatever is tried, the main table decides, and a refusal leaves no trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gplx.dossiers.actor import CITIZEN, SYSTEM, Actor, citizen, system
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import STATES, Act, Dossier
from gplx.dossiers.refusals import NotAllowed, NotPossibleNow, StaleDossier
from gplx.dossiers.states import TABLE, Row
from gplx.dossiers.transition import perform
from gplx.ground.clock import now
from gplx.offices.models import ROLES, Officer
from tests import builders
from tests.house.entry.writes import collecting

pytestmark = pytest.mark.django_db
ACTS = sorted({row.act for row in TABLE})
OFFICERS = tuple(ROLES)
FACTS: dict[str, dict[str, Any]] = {
    "payment_asked": {"payment_asked_at": now()},
    "paid": {"paid_at": now()},
    "accepted": {"accepted_at": now()},
    "corrected_once": {"corrections": 1},
    "correction_open": {"correction_open": True},
    "sends_again": {"again": {"photo": "infected"}},
    "proposed": {"proposed_at": now()},
    "postponed": {"postponed_at": now()},
    "printed": {"printed_at": now()},
    "handed_over": {"handed_over_at": now()},
    "posted": {"posted_at": now()},
    "post_failed": {"post_failed_at": now()},
    "entrusted": {"entrusted_at": now()},
    "help_asked": {"help_asked_at": now()},
    "own_proposal": {},
}
TOUCHED = {"dossiers_dossier", "dossiers_act", "ledger_entry", "pgqueuer", "pgqueuer_log"}


@dataclass(frozen=True)
class Trial:
    """Somebody (``role``: citizen, system, or an officer's) tries an act on a dossier in some state; ``own`` citizen's or office's."""

    act: str
    state: str
    role: str
    own: bool = True
    facts: frozenset[str] = field(default_factory=frozenset)

    @property
    def true(self) -> frozenset[str]:
        """The facts; an own proposal is one only for an officer."""
        return self.facts if self.role in OFFICERS else self.facts - {"own_proposal"}

    @property
    def row(self) -> Row | None:
        """The row of the table that is for this state and these facts."""
        fitting = (row for row in TABLE if (row.act, row.before) == (self.act, self.state))
        return next((row for row in fitting if row.is_open(self.true)), None)

    @property
    def expected(self) -> type[Exception] | None:
        """What the table says: the refusal, or none."""
        if not self.own and self.role != SYSTEM:
            return NotAllowed
        if self.row is None:
            return NotPossibleNow
        return None if self.role in self.row.roles else NotAllowed


@dataclass(frozen=True)
class Stage:
    """One dossier, and those who try."""

    dossier: Dossier
    officers: dict[tuple[str, bool], Officer]
    citizens: dict[bool, Actor]

    def actor(self, trial: Trial) -> Actor:
        """The one who tries."""
        if trial.role == CITIZEN:
            return self.citizens[trial.own]
        return system("platform") if trial.role == SYSTEM else as_officer(self.officers[trial.role, trial.own])

    @contextmanager
    def set_for(self, trial: Trial) -> Iterator[Dossier]:
        """The dossier as the trial has it; afterwards as it was."""
        with transaction.atomic():
            columns = {name: value for fact in trial.facts for name, value in FACTS[fact].items()}
            if "own_proposal" in trial.true:
                columns["proposed_by"] = self.officers[trial.role, trial.own]
            Dossier.objects.filter(id=self.dossier.id).update(state=trial.state, **columns)
            yield Dossier.objects.get(id=self.dossier.id)
            transaction.set_rollback(True)

    def check(self, trial: Trial) -> None:
        """Try it: allowed exactly where the table says so, and only then does anything change."""
        with self.set_for(trial) as before:
            with collecting() as written:
                refused = self.attempt(trial)
            after = Dossier.objects.get(id=before.id)
            assert refused is trial.expected
            if refused:
                assert written == {}
                assert stored(after) == stored(before)
            else:
                assert set(written) == TOUCHED
                self.check_done(trial, before, after)

    def attempt(self, trial: Trial, **more: Any) -> type[Exception] | None:
        """Do the act with a change that changes nothing; gives the refusal."""
        given = {"request_id": builders.fresh()} | more
        try:
            perform(act=trial.act, dossier_id=self.dossier.id, by=self.actor(trial), **given)
        except (NotAllowed, NotPossibleNow, StaleDossier) as refusal:
            return type(refusal)
        return None

    def check_done(self, trial: Trial, before: Dossier, after: Dossier) -> None:
        """State, version and history as the row says."""
        assert trial.row
        assert (after.state, after.version) == (trial.row.after, before.version + 1)
        act = Act.objects.filter(dossier=after).latest("id")
        assert (act.act, act.state_before, act.state_after) == (trial.act, trial.state, trial.row.after)
        assert (act.by_kind, act.portal_code) == (self.actor(trial).kind, trial.row.portal)


def stored(dossier: Dossier) -> dict[str, Any]:
    return {column.attname: getattr(dossier, column.attname) for column in dossier._meta.concrete_fields}


@pytest.fixture(scope="module")
def made(made_once: Path) -> Stage:
    dossier = builders.draft()
    offices = {True: "H26", False: "H17"}
    return Stage(
        dossier=dossier,
        officers={(role, own): builders.officer(role, department_id=offices[own]) for role in ROLES for own in offices},
        citizens={True: citizen(dossier.applicant), False: citizen(builders.applicant())},
    )


@pytest.fixture
def stage(made: Stage) -> Stage:
    """It, as it was made."""
    return deepcopy(made)


TRIALS = st.builds(
    Trial,
    act=st.sampled_from(ACTS),
    state=st.sampled_from(STATES),
    role=st.sampled_from([CITIZEN, SYSTEM, *OFFICERS]),
    own=st.booleans(),
    facts=st.frozensets(st.sampled_from(sorted(FACTS))),
)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(trial=TRIALS)
def test_the_table_decides(stage: Stage, trial: Trial) -> None:
    stage.check(trial)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.act} from {row.before} to {row.after}")
def test_around_each_row(stage: Stage, row: Row) -> None:
    """Each role, own and not; each fact that is needed taken away, each that bars it added; each other state."""
    right = Trial(row.act, row.before, row.roles[0], facts=frozenset(row.needs))
    assert right.expected is None
    trials = [replace(right, role=role, own=own) for role in (CITIZEN, SYSTEM, *OFFICERS) for own in (True, False)]
    trials += [replace(right, facts=right.facts - {fact}) for fact in row.needs]
    trials += [replace(right, facts=right.facts | {fact}) for fact in row.unless]
    trials += [replace(right, state=state) for state in STATES]
    for trial in trials:
        stage.check(trial)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.act} from {row.before} to {row.after}")
def test_what_was_seen_must_still_be_so_and_once_is_enough(stage: Stage, row: Row) -> None:
    trial = Trial(row.act, row.before, row.roles[0], facts=frozenset(row.needs))
    with stage.set_for(trial) as before:
        with collecting() as written:
            assert stage.attempt(trial, seen=before.version + 1) is StaleDossier
        assert written == {}
        assert stage.attempt(trial, request_id="first-click", seen=before.version) is None
        with collecting() as written_again:
            assert stage.attempt(trial, request_id="first-click", seen=before.version) is None
        assert written_again == {}


@pytest.mark.parametrize("role", OFFICERS)
def test_an_officer_who_left_may_do_nothing(stage: Stage, role: str) -> None:
    stage.officers[role, True].is_active = False
    for row in TABLE:
        trial = Trial(row.act, row.before, role, facts=frozenset(row.needs))
        with stage.set_for(trial), collecting() as written:
            assert stage.attempt(trial) is NotAllowed
        assert written == {}
