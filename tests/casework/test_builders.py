"""The builders bring dossiers to where they say."""

from collections.abc import Callable

import pytest

from gplx.casework.checks import all_green, checks_of
from gplx.dossiers.models import APPROVED, EXAMINING, SUBMITTED, Dossier
from gplx.dossiers.states import facts_of
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("build", "state", "fact", "not_yet"),
    [
        (builders.submitted, SUBMITTED, "payment_asked", "paid"),
        (builders.paid, SUBMITTED, "paid", "accepted"),
        (builders.examining, EXAMINING, "accepted", "proposed"),
        (builders.proposed, EXAMINING, "proposed", "printed"),
        (builders.approved, APPROVED, "proposed", "printed"),
        (builders.printed, APPROVED, "printed", "handed_over"),
        (builders.handed_over, APPROVED, "handed_over", "correction_open"),
    ],
)
def test_each_stands_where_it_says(build: Callable[[], Dossier], state: str, fact: str, not_yet: str) -> None:
    dossier = build()
    assert dossier.state == state
    assert fact in facts_of(dossier)
    assert not_yet not in facts_of(dossier)
    assert all_green(checks_of(dossier))


def test_a_silent_agency_keeps_the_fee_from_being_asked() -> None:
    dossier = builders.submitted(green=False)
    assert dossier.state == SUBMITTED
    assert dossier.payment_asked_at is None
