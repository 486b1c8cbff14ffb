"""A proposal that waits is asked about anew each day, so that its approval rests on what holds now."""

from datetime import timedelta

import pytest

from gplx.clock.freshness import ask_old_answers_again
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now, today
from gplx.registers.models import Exchange
from tests import builders

pytestmark = pytest.mark.django_db


def waiting(*, days: int) -> Dossier:
    """A dossier that was proposed so many days ago."""
    dossier = builders.proposed()
    Dossier.objects.filter(id=dossier.id).update(proposed_at=now() - timedelta(days=days))
    return dossier


def asked_today(dossier: Dossier) -> list[str]:
    keys = [f"{register}:{dossier.id}:approval-{today()}" for register in ("health", "police", "inspectorate")]
    return sorted(Exchange.objects.filter(key__in=keys).values_list("register", flat=True))


@pytest.mark.parametrize(("days", "asked"), [(0, []), (1, []), (3, ["health", "inspectorate", "police"]), (40, None)])
def test_those_are_asked_about_that_have_waited_long(days: int, asked: list[str] | None) -> None:
    dossier = waiting(days=days)
    ask_old_answers_again()
    assert asked_today(dossier) == (["health", "inspectorate", "police"] if asked is None else asked)


def test_once_a_day_is_enough() -> None:
    dossier = waiting(days=5)
    ask_old_answers_again()
    before = Exchange.objects.count()
    ask_old_answers_again()
    assert Exchange.objects.count() == before
    assert len(asked_today(dossier)) == 3


def test_what_is_decided_or_not_yet_proposed_is_left_alone() -> None:
    decided, examined = builders.approved(), builders.examining()
    Dossier.objects.filter(id=decided.id).update(proposed_at=now() - timedelta(days=9))
    ask_old_answers_again()
    assert (asked_today(decided), asked_today(examined)) == ([], [])


def test_the_new_answer_is_what_the_approval_rests_on() -> None:
    dossier = waiting(days=9)
    Exchange.objects.filter(about=f"dossier:{dossier.id}").update(
        wanted_at=now() - timedelta(days=8), ended_at=now() - timedelta(days=8)
    )
    ask_old_answers_again()
    builders.agencies_answer_again(dossier)
    granted = builders.approve(
        dossier_id=dossier.id, by=builders.officer("leader"), request_id=builders.fresh(), seen=None
    )
    assert granted.state == "approved"
