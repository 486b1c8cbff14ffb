"""Whatever the stage and whoever says so: a card is delivered on the carrier's word about a card that the post has, or on a signature
at the desk for one that lies there, and never otherwise.
"""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gplx.casework.deliver import deliver
from gplx.casework.follow_parcel import follow_parcel
from gplx.delivery.questions import parcel_of
from gplx.dossiers.actor import Actor, citizen, system
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import DESK, POST, Act, Dossier
from gplx.dossiers.refusals import ActRefused
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from gplx.registers.post.port import ParcelEvent
from tests import builders
from tests.builders import fresh
from tests.delivery.words import CANCELLED, FAILED, LOST, ODD, ON_ITS_WAY, RECEIVED, REFUSED, RETURNED, TAKEN, track
from tests.house.entry.stages import STAGES

pytestmark = pytest.mark.django_db


def by_desk(build: Callable[..., Dossier]) -> Callable[[], Dossier]:
    def made() -> Dossier:
        return build(delivery=DESK)

    made.__name__ = f"{build.__name__}_for_the_desk"
    return made


def taken_back() -> Dossier:
    """The post brought it back; it lies in the department again."""
    dossier = builders.handed_over()
    follow_parcel(dossier_id=dossier.id, tracked=track(RETURNED))
    dossier.refresh_from_db()
    return dossier


def lost() -> Dossier:
    """The post lost it."""
    dossier = builders.handed_over()
    follow_parcel(dossier_id=dossier.id, tracked=track(LOST))
    dossier.refresh_from_db()
    return dossier


PLACES: tuple[Callable[[], Dossier], ...] = (
    *STAGES,
    by_desk(builders.approved),
    by_desk(builders.printed),
    by_desk(builders.handed_over),
    taken_back,
    lost,
)


def actors(dossier: Dossier) -> list[Actor]:
    """Everybody who could say so."""
    office = [as_officer(builders.officer(role)) for role in (CLERK, EXAMINER, LEADER, PRINTER)]
    return [
        *office,
        as_officer(builders.officer(PRINTER, department_id="H24")),
        citizen(dossier.applicant),
        system("post"),
        system("payments"),
    ]


def counts(dossier: Dossier, by: Actor, signed_by: str) -> bool:
    """Whether this word is enough, told apart from how the house finds out."""
    if dossier.state != "approved" or not dossier.handed_over_at:
        return False
    if by.kind == "system":
        return dossier.posted_at is not None
    printer = by.kind == "officer" and PRINTER in by.roles and by.department == dossier.department_id
    return printer and dossier.delivery == DESK and dossier.posted_at is None and bool(signed_by.strip())


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_a_card_is_delivered_on_no_other_word(place: Callable[[], Dossier]) -> None:
    dossier = place()
    said = sum(_says(dossier, by, signed_by) for by, signed_by in product(actors(dossier), ("", "  ", "Nguyễn Thử")))
    at_desk = place.__name__ == "handed_over_for_the_desk"
    with_post = place.__name__ == "handed_over"
    assert said == (1 if at_desk else 6 if with_post else 0)


def _says(dossier: Dossier, by: Actor, signed_by: str) -> bool:
    """One word on a card as it stands; afterwards it stands there as before."""
    kept = Dossier.objects.filter(id=dossier.id).values().get()
    enough = counts(dossier, by, signed_by)
    try:
        deliver(dossier_id=dossier.id, by=by, request_id=fresh(), signed_by=signed_by)
    except ActRefused:
        assert not enough, (by.signature, signed_by)
        assert Dossier.objects.filter(id=dossier.id).values().get() == kept
        return False
    assert enough, (by.signature, signed_by)
    assert Act.objects.filter(dossier=dossier, act="deliver").latest("id").state_after == "closed"
    Dossier.objects.filter(id=dossier.id).update(**kept)
    return True


WORDS = (TAKEN, ON_ITS_WAY, FAILED, REFUSED, CANCELLED, RETURNED, LOST, ODD, RECEIVED)
SAYINGS = st.lists(st.sampled_from(WORDS), max_size=7)


@given(words=SAYINGS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
def test_of_whatever_the_carrier_says_in_whatever_order_only_delivered_delivers(words: list[ParcelEvent]) -> None:
    dossier = builders.handed_over(delivery=POST)
    for end in range(1, len(words) + 1):
        parcel = parcel_of(dossier)
        over = parcel is None or parcel.has_ended
        follow_parcel(dossier_id=dossier.id, tracked=track(*words[:end]))
        dossier.refresh_from_db()
        if over:
            continue
        assert (dossier.delivered_at is not None) == (RECEIVED in words[:end])
    ended = next((word for word in words if word in (RECEIVED, RETURNED, LOST)), None)
    assert (dossier.state == "closed") == (ended is RECEIVED)
