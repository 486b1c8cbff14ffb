"""Whatever anybody does to a dossier in whatever order: these things are always true of it."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from gplx.delivery.models import DELIVERED, Parcel
from gplx.dossiers.models import CLOSED, DRAFT, WITH_APPLICANT, WITHDRAWN, Act, Dossier
from gplx.dossiers.states import TABLE
from gplx.fees.models import OPEN, PAID, Payment
from gplx.ledger.models import Entry
from gplx.ledger.questions import is_whole
from gplx.licences.models import ElectronicLicence
from tests.casework.acts.life import Life, stored

pytestmark = pytest.mark.django_db
ROWS = {(row.act, row.before, row.after, row.portal, row.law) for row in TABLE}


class AlwaysTrue(Life):
    """The life of a dossier, looked at after every step."""

    ended: dict[str, object] | None = None

    @property
    def now(self) -> Dossier:
        """The dossier as it lies in the database."""
        return Dossier.objects.get(id=self.dossier.id)

    @property
    def acts(self) -> list[Act]:
        """Its history, oldest first."""
        return list(Act.objects.filter(dossier=self.dossier).order_by("id"))

    @invariant()
    def history_ledger_and_state_agree(self) -> None:
        """One version an act; each act begins where the last ended; the ledger tells the same and is whole."""
        acts, dossier = self.acts, self.now
        told = [
            entry.details for entry in Entry.objects.filter(kind="act", subject=f"dossier:{dossier.id}").order_by("id")
        ]
        assert [one["version"] for one in told] == list(range(2, dossier.version + 1))
        laws = [one["law"] for one in told]
        rows = [(act.act, act.state_before, act.state_after, act.portal_code) for act in acts]
        assert {(*row, law) for row, law in zip(rows, laws, strict=True)} <= ROWS
        assert [(act.state_before, act.state_after) for act in acts] == [(one["from"], one["to"]) for one in told]
        assert all(first.state_after == second.state_before for first, second in pairwise(acts))
        assert dossier.state == (acts[-1].state_after if acts else DRAFT)
        assert is_whole(subject=f"dossier:{dossier.id}")

    @invariant()
    def money_is_taken_once(self) -> None:
        """Never two payments open; paid once; what is paid besides, or in vain, is due back."""
        dossier, payments = self.now, list(Payment.objects.filter(dossier=self.dossier))
        assert sum(payment.state == OPEN for payment in payments) <= 1
        assert len([act for act in self.acts if act.act == "pay"]) == bool(dossier.paid_at)
        assert sum(payment.state == PAID and not payment.refund_due for payment in payments) <= bool(dossier.paid_at)
        assert bool(payments) == bool(dossier.payment_asked_at)
        assert not (dossier.accepted_at and not dossier.paid_at)

    @invariant()
    def the_end_is_the_end(self) -> None:
        """A closed or withdrawn dossier never changes again."""
        row = stored(self.dossier.id)
        if self.ended is not None:
            assert row == self.ended
        if row["state"] in (CLOSED, WITHDRAWN):
            self.ended = row

    @invariant()
    def two_people_decide(self) -> None:
        """Who approves is not who proposed last; the electronic licence is there from the approval on, and once."""
        acts = self.acts
        approvals = [place for place, act in enumerate(acts) if act.act == "approve"]
        assert ElectronicLicence.objects.filter(dossier_code=self.now.code).count() == len(approvals) <= 1
        for place in approvals:
            proposer = [act.by_id for act in acts[:place] if act.act == "propose"][-1]
            assert acts[place].by_id != proposer

    @invariant()
    def the_clock_stands_only_with_the_applicant(self) -> None:
        """A filed dossier has its day, but while the applicant corrects it."""
        dossier = self.now
        states = {act.state_after for act in self.acts}
        if dossier.state == DRAFT:
            assert (dossier.due_on, dossier.code) == (None, None)
        elif dossier.state == WITH_APPLICANT:
            assert dossier.due_on is None
            assert dossier.correction_open
        elif WITH_APPLICANT not in states:
            assert dossier.due_on is not None
        assert dossier.corrections <= 1

    @invariant()
    def the_card_goes_out_once(self) -> None:
        """The card is in one place: one parcel at most is under way, and only for what the post has; delivered is what was handed over."""
        dossier = self.now
        under_way = [one for one in Parcel.objects.filter(dossier=dossier) if not one.has_ended]
        if dossier.state != CLOSED:
            assert len(under_way) == bool(dossier.posted_at)
        assert not (dossier.posted_at and not dossier.handed_over_at)
        assert not (dossier.handed_over_at and not dossier.printed_at)
        assert not (dossier.post_failed_at and not dossier.posted_at)
        assert (dossier.state == CLOSED) == bool(dossier.delivered_at)
        assert not (dossier.delivered_at and not dossier.handed_over_at)

    @invariant()
    def it_is_delivered_on_the_posts_word_or_a_signature(self) -> None:
        """The post's for what it carried, an officer's for what lay at the desk; nobody else's."""
        for act in self.acts:
            if act.act == "deliver":
                said = Parcel.objects.filter(dossier=self.dossier, state=DELIVERED).exists()
                assert (act.by_kind == "system") == said
                assert (act.by_kind, act.details.get("signed", False)) in (("system", False), ("officer", True))


# Small, for every run; the same lives each time.
FEW = settings(
    max_examples=30,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_whatever_is_done_these_things_are_true() -> None:
    run_state_machine_as_test(AlwaysTrue, settings=FEW)
