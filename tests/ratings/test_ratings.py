"""What people say of the service: after the result, once a dossier, changeable for a while; read only all together."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from gplx.casework.deliver import deliver
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import DESK, Dossier
from gplx.ground.clock import now
from gplx.offices.models import PRINTER
from gplx.ratings.changes import UnableToRate, rate
from gplx.ratings.models import ITEMS, LEVELS, Rating
from gplx.ratings.questions import may_rate, rating_of, satisfaction
from tests import builders
from tests.house.entry.stages import STAGES, refused
from tests.moments import at

pytestmark = pytest.mark.django_db
WELL = dict.fromkeys(ITEMS, "very")


def closed(*, department_id: str = "H26") -> Dossier:
    """At the end of the way."""
    dossier = builders.handed_over(delivery=DESK, department_id=department_id)
    printer = as_officer(builders.officer(PRINTER, department_id=department_id))
    return deliver(dossier_id=dossier.id, by=printer, request_id="d", signed_by="Nguyễn Thử")


def say(dossier: Dossier, comment: str = "", **levels: str) -> Rating:
    return rate(dossier=dossier, levels=WELL | levels, comment=comment, at=now())


def test_it_is_kept_with_its_department_and_once() -> None:
    dossier = closed()
    say(dossier, " Nhanh. ", ease="satisfied")
    kept = rating_of(dossier)
    assert kept
    assert (kept.overall, kept.ease, kept.timeliness, kept.attitude) == ("very", "satisfied", "very", "very")
    assert (kept.comment, kept.department) == ("Nhanh.", "H26")
    say(dossier, overall="not")
    kept = Rating.objects.get()
    assert (kept.overall, kept.ease, kept.comment) == ("not", "very", "")


@pytest.mark.parametrize("stage", [one for one in STAGES if one is not refused], ids=lambda stage: stage.__name__)
def test_before_the_result_there_is_nothing_to_rate(stage: object) -> None:
    dossier = stage()
    assert not may_rate(dossier, at=now())
    with pytest.raises(UnableToRate):
        say(dossier)
    assert not Rating.objects.exists()


def test_a_refusal_is_a_result_too() -> None:
    assert say(refused()).overall == "very"


def test_it_can_be_said_and_changed_for_thirty_days() -> None:
    with at("2021-09-27"):
        dossier = closed()
    ended = dossier.ended_at
    assert may_rate(dossier, at=ended + timedelta(days=30))
    assert not may_rate(dossier, at=ended + timedelta(days=30, seconds=1))


def test_all_together_by_item_and_level() -> None:
    for levels in ({}, {"overall": "not"}, {"overall": "satisfied", "attitude": "not"}):
        say(closed(), **levels)
    found = satisfaction(year=2021)
    assert found.ratings == 3
    assert found.items["overall"] == {"very": 1, "satisfied": 1, "not": 1}
    assert found.items["attitude"] == {"very": 2, "satisfied": 0, "not": 1}
    assert all(sum(found.items[item].values()) == 3 for item in ITEMS)
    assert list(found.items["ease"]) == list(LEVELS)


def test_of_one_department_and_one_year() -> None:
    with at("2020-12-31T23:00"):
        say(closed())
    with at("2021-01-01T01:00"):
        say(closed())
        say(closed(department_id="H24"))
    assert satisfaction(year=2021).ratings == 2
    assert satisfaction(year=2020).ratings == 1
    assert [satisfaction(year=2021, department=office).ratings for office in ("H26", "H24", "H17")] == [1, 1, 0]


@pytest.mark.parametrize(("ratings", "is_told"), [(2, False), (3, True)])
def test_too_few_tell_nothing(settings: Settings, ratings: int, is_told: bool) -> None:
    settings.FEWEST_RATINGS = 3
    for _ in range(ratings):
        say(closed())
    assert satisfaction(year=2021).is_told is is_told
