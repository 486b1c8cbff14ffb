"""The old licence: what the post says of it only goes forward, and who took it and who cut it is noted once."""

from datetime import datetime, timedelta
from itertools import pairwise, product
from pathlib import Path

import pytest

from gplx.delivery.models import OldLicence
from gplx.delivery.old_licences import THE_POST, cut, expect, keep_collection
from gplx.delivery.questions import old_licence_of
from gplx.dossiers.models import DESK, Dossier
from gplx.ground.clock import HANOI
from gplx.pages.kit.parcel import COLLECTIONS, old_licence_in_words
from gplx.registers.post.port import BEING_COLLECTED, GIVEN_UP, HANDED_OVER, NOT_USED, REGISTERED
from tests import builders

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 10, 1, 12, 0, tzinfo=HANOI)
LATER = NOON + timedelta(hours=3)
ALL = (NOT_USED, REGISTERED, BEING_COLLECTED, HANDED_OVER, GIVEN_UP)


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    return builders.handed_over()


@pytest.fixture
def licence(dossier: Dossier) -> OldLicence:
    return OldLicence.objects.get(dossier=dossier)


def test_before_the_card_goes_out_nothing_is_awaited() -> None:
    assert old_licence_of(builders.printed()) is None


@pytest.mark.parametrize(("first", "second"), list(product(ALL, ALL)))
def test_what_the_post_says_never_goes_back(licence: OldLicence, first: int, second: int) -> None:
    for status in (first, second):
        keep_collection(licence=licence, status=status, at=NOON)
    licence.refresh_from_db()
    assert licence.collection == max(REGISTERED, first, second)


@pytest.mark.parametrize("status", [None, NOT_USED, REGISTERED, GIVEN_UP])
def test_what_nobody_took_has_no_taker(licence: OldLicence, status: int | None) -> None:
    keep_collection(licence=licence, status=status, at=NOON)
    assert (licence.taken_by, licence.taken_at) == ("", None)


def test_the_courier_took_it_when_the_post_first_said_so(licence: OldLicence) -> None:
    keep_collection(licence=licence, status=BEING_COLLECTED, at=NOON)
    keep_collection(licence=licence, status=HANDED_OVER, at=LATER)
    licence.refresh_from_db()
    assert (licence.taken_by, licence.taken_at, licence.collection) == (THE_POST, NOON, HANDED_OVER)
    assert licence.cut_at is None


@pytest.mark.parametrize(
    ("status", "awaited"),
    [(NOT_USED, False), (REGISTERED, True), (BEING_COLLECTED, True), (HANDED_OVER, False), (GIVEN_UP, False)],
)
def test_the_post_is_waited_for_while_it_may_still_bring_it(status: int, awaited: bool) -> None:
    assert OldLicence(collection=status).is_awaited is awaited


def test_who_cut_it_is_noted_once(dossier: Dossier) -> None:
    cut(dossier=dossier, by="Cán bộ Một", at=NOON)
    kept = cut(dossier=dossier, by="Cán bộ Hai", at=LATER)
    assert (kept.cut_by, kept.cut_at, kept.taken_by, kept.taken_at) == ("Cán bộ Một", NOON, "Cán bộ Một", NOON)
    assert OldLicence.objects.filter(dossier=dossier).count() == 1


def test_what_the_courier_took_an_officer_cuts(dossier: Dossier, licence: OldLicence) -> None:
    keep_collection(licence=licence, status=HANDED_OVER, at=NOON)
    kept = cut(dossier=dossier, by="Cán bộ Một", at=LATER)
    assert (kept.taken_by, kept.taken_at, kept.cut_by, kept.cut_at) == (THE_POST, NOON, "Cán bộ Một", LATER)


def test_one_that_came_early_is_cut_though_nobody_awaited_it() -> None:
    kept = cut(dossier=builders.approved(), by="Cán bộ Một", at=NOON)
    assert (kept.collection, kept.cut_by) == (NOT_USED, "Cán bộ Một")


def test_a_card_that_goes_out_by_another_way_awaits_it_anew(dossier: Dossier, licence: OldLicence) -> None:
    keep_collection(licence=licence, status=GIVEN_UP, at=NOON)
    assert expect(dossier=dossier, by_post=True).collection == REGISTERED
    assert expect(dossier=dossier, by_post=False).collection == NOT_USED
    assert OldLicence.objects.filter(dossier=dossier).count() == 1


def test_what_was_cut_is_not_awaited_from_the_courier_any_more(dossier: Dossier) -> None:
    cut(dossier=dossier, by="Cán bộ Một", at=NOON)
    assert expect(dossier=dossier, by_post=True).collection == NOT_USED


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ({"collection": REGISTERED}, [str(COLLECTIONS[REGISTERED])]),
        (
            {"collection": HANDED_OVER, "taken_by": THE_POST, "taken_at": NOON},
            ["Bưu điện đã chuyển về Sở", "Người nhận: Bưu điện, 12:00 ngày 01/10/2021"],
        ),
        (
            {"taken_by": "Cán bộ Một", "taken_at": NOON, "cut_by": "Cán bộ Một", "cut_at": NOON},
            ["Đã cắt góc: Cán bộ Một, 12:00 ngày 01/10/2021"],
        ),
        (
            {"taken_by": THE_POST, "taken_at": NOON, "cut_by": "Cán bộ Một", "cut_at": LATER},
            ["Đã cắt góc: Cán bộ Một, 15:00 ngày 01/10/2021", "Người nhận: Bưu điện, 12:00 ngày 01/10/2021"],
        ),
    ],
)
def test_it_is_told_with_who_and_when(told: dict[str, object], lines: list[str]) -> None:
    assert [str(line) for line in old_licence_in_words(OldLicence(**told))] == lines


def test_every_code_of_the_collection_has_its_words() -> None:
    assert set(COLLECTIONS) == set(ALL)
    assert len({str(words) for words in COLLECTIONS.values()}) == len(ALL)
    assert all(later > earlier for earlier, later in pairwise(ALL))


def test_at_the_desk_a_licence_that_was_not_brought_stays_open() -> None:
    dossier = builders.handed_over(delivery=DESK)
    kept = OldLicence.objects.get(dossier=dossier)
    assert (kept.collection, kept.taken_at, kept.cut_at) == (NOT_USED, None, None)
