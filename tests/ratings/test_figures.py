"""The figures of ratings at their bounds: of which year and department, how many are enough, which comments are told."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.applicants.models import Applicant
from gplx.dossiers.models import APPROVED, CLOSED, DRAFT, REFUSED, WITHDRAWN, Dossier
from gplx.ground.clock import HANOI
from gplx.licences.models import Licence
from gplx.ratings.changes import UnableToRate, rate
from gplx.ratings.models import ITEMS, LEVELS, Rating
from gplx.ratings.questions import Satisfaction, comments, may_rate, rating_of, satisfaction
from tests import builders

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 6, 15, 12, 0, tzinfo=HANOI)
WELL = dict.fromkeys(ITEMS, "very")


@pytest.fixture
def paper() -> Licence:
    builders.department()
    return builders.licence(builders.applicant())


def ended(paper: Licence, *, department_id: str = "H26", state: str = CLOSED, at: datetime = NOON) -> Dossier:
    """A dossier that has come to an end, as far as ratings look at it."""
    holder = Applicant.objects.get(id=UUID(str(paper.holder)))
    made = {"applicant": holder, "licence": paper, "department_id": department_id, "created_at": at}
    return Dossier.objects.create(**made, state=state, ended_at=at, reason="damaged", channel="online")


def rated(
    paper: Licence, *, at: datetime = NOON, comment: str = "", department_id: str = "H26", **levels: str
) -> Rating:
    dossier = ended(paper, department_id=department_id, at=at)
    return rate(dossier=dossier, levels=WELL | levels, comment=comment, at=at)


# ---- who may, and until when


@pytest.mark.parametrize("state", [DRAFT, APPROVED, WITHDRAWN])
def test_an_end_that_is_no_result_is_not_rated(paper: Licence, state: str) -> None:
    dossier = ended(paper, state=state)
    assert not may_rate(dossier, at=NOON)
    with pytest.raises(UnableToRate):
        rate(dossier=dossier, levels=WELL, comment="", at=NOON)
    assert rating_of(dossier) is None


def test_a_result_without_its_moment_is_not_rated(paper: Licence) -> None:
    dossier = ended(paper)
    dossier.ended_at = None
    assert not may_rate(dossier, at=NOON)


@pytest.mark.parametrize("state", [CLOSED, REFUSED])
@pytest.mark.parametrize(("days", "seconds", "may"), [(2, 0, True), (2, 1, False), (1, 86_399, True), (3, 0, False)])
def test_the_time_for_it_is_that_of_the_setting(
    paper: Licence, settings: Any, state: str, days: int, seconds: int, may: bool
) -> None:
    settings.RATING_DAYS = 2
    assert may_rate(ended(paper, state=state), at=NOON + timedelta(days=days, seconds=seconds)) is may


def test_too_late_what_was_said_before_stays_as_it_was(paper: Licence) -> None:
    kept = rated(paper, comment="Nhanh")
    with pytest.raises(UnableToRate):
        rate(dossier=kept.dossier, levels=WELL | {"overall": "not"}, comment="", at=NOON + timedelta(days=31))
    kept.refresh_from_db()
    assert (kept.overall, kept.comment, kept.at) == ("very", "Nhanh", NOON)


def test_an_item_that_was_left_out_keeps_nothing(paper: Licence) -> None:
    dossier = ended(paper)
    with pytest.raises(KeyError):
        rate(dossier=dossier, levels={"overall": "very"}, comment="", at=NOON)
    assert rating_of(dossier) is None


def test_what_is_said_of_one_dossier_is_not_said_of_the_persons_other_one(paper: Licence) -> None:
    rated(paper)
    assert rating_of(ended(paper)) is None


# ---- of which year


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2021, 1, 1, 0, 0, tzinfo=HANOI), 2021),
        (datetime(2020, 12, 31, 23, 59, 59, 999_999, tzinfo=HANOI), 2020),
        (datetime(2021, 12, 31, 23, 59, 59, tzinfo=HANOI), 2021),
        (datetime(2022, 1, 1, 0, 0, tzinfo=HANOI), 2022),
    ],
)
def test_a_year_begins_and_ends_at_midnight_in_hanoi(paper: Licence, moment: datetime, year: int) -> None:
    rated(paper, at=moment, comment="Tốt")
    assert [satisfaction(year=one).ratings for one in (2020, 2021, 2022)] == [
        int(one == year) for one in (2020, 2021, 2022)
    ]
    assert [one for one in (2020, 2021, 2022) if comments(year=one, most=5)] == [year]


def test_changed_in_the_next_year_it_counts_there_alone(paper: Licence) -> None:
    kept = rated(paper, at=datetime(2021, 12, 20, 9, 0, tzinfo=HANOI))
    rate(dossier=kept.dossier, levels=WELL, comment="", at=datetime(2022, 1, 5, 9, 0, tzinfo=HANOI))
    assert (satisfaction(year=2021).ratings, satisfaction(year=2022).ratings) == (0, 1)


def test_of_nobody_all_figures_are_nought_and_nothing_is_told(settings: Any) -> None:
    found = satisfaction(year=2021)
    assert (found.ratings, found.is_told) == (0, False)
    assert {count for levels in found.items.values() for count in levels.values()} == {0}
    settings.FEWEST_RATINGS = 1
    assert not found.is_told


@pytest.mark.parametrize(("ratings", "told"), [(0, False), (4, False), (5, True), (6, True)])
def test_five_are_enough(ratings: int, told: bool) -> None:
    assert Satisfaction(ratings=ratings, items={}).is_told is told


# ---- comments


def test_comments_go_by_the_vietnamese_alphabet_whenever_they_were_written(paper: Licence) -> None:
    for place, words in enumerate(("Đúng hẹn", "Chậm", "Ân cần", "Dễ dùng", "An tâm")):
        rated(paper, comment=words, at=NOON + timedelta(hours=place))
    assert comments(year=2021, most=9) == ["An tâm", "Ân cần", "Chậm", "Dễ dùng", "Đúng hẹn"]


def test_only_the_newest_are_told_and_an_empty_one_takes_nobodys_place(paper: Licence) -> None:
    for place, words in enumerate(("cũ", "b", "   ", "a", "")):
        rated(paper, comment=words, at=NOON + timedelta(hours=place))
    assert comments(year=2021, most=2) == ["a", "b"]
    assert comments(year=2021, most=0) == []


def test_of_one_who_says_it_anew_only_the_last_words_are_told(paper: Licence) -> None:
    kept = rated(paper, comment="Chậm quá")
    rate(dossier=kept.dossier, levels=WELL, comment="  Thật ra nhanh ", at=NOON + timedelta(days=1))
    assert comments(year=2021, most=9) == ["Thật ra nhanh"]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "' OR 1=1 --", "%(year)s {0}", "\u202eđảo", "🙂" * 300])
def test_words_are_kept_as_they_were_written(paper: Licence, words: str) -> None:
    rated(paper, comment=words)
    assert comments(year=2021, most=1) == [words]


# ---- as many as there are


def test_a_thousand_take_no_more_questions_than_ten(paper: Licence) -> None:
    def fill(count: int) -> None:
        old = {"applicant_id": paper.holder, "licence": paper, "created_at": NOON, "ended_at": NOON}
        new = [Dossier(**old, department_id="H26", state=CLOSED, reason="damaged") for _ in range(count)]
        said = [
            Rating(dossier=one, department="H26", comment="x", at=NOON, **WELL)
            for one in Dossier.objects.bulk_create(new)
        ]
        Rating.objects.bulk_create(said)

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            found = satisfaction(year=2021, department="H26")
            comments(year=2021, most=50)
        return found.ratings, len(queries)

    fill(10)
    few = asked()
    fill(990)
    assert (few, asked()) == ((10, 2), (1000, 2))


def test_every_level_of_every_item_is_counted_by_itself(paper: Licence) -> None:
    for item in ITEMS:
        for level in LEVELS:
            rated(paper, **{item: level})
    found = satisfaction(year=2021)
    # Of 12 people three say something else of each item: one of each level, the other nine "very".
    assert found.items == {item: {"very": 10, "satisfied": 1, "not": 1} for item in ITEMS}
