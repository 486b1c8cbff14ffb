"""The order of the finder, whatever there is: those of the province first, then by distance, everyone once."""

from datetime import date
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gplx.offices.models import Clinic
from gplx.offices.places import Place, kilometres, place_of, seat_of
from gplx.offices.provinces import provinces
from gplx.pages.public.finder.country import shapes
from gplx.pages.public.finder.nearest import counted, nearest

DAY, AFTER = date(2021, 9, 27), date(2025, 1, 2)
CODES = sorted(one.code for one in provinces())
PLACES = st.tuples(st.floats(8, 23), st.floats(102, 110))


def clinic(
    province: str = "01", number: int = 1, *, place: tuple[float, float] | None = None, **other: object
) -> Clinic:
    """A clinic that is in no table."""
    north, east = place or (None, None)
    told = {"name": f"Phòng khám Thử {number}", "groups": [1, 2, 3], "latitude": north, "longitude": east}
    return Clinic(id=f"{province}{number:03d}", province=province, **told | other)


CLINICS = st.lists(
    st.builds(clinic, st.sampled_from(CODES), st.integers(0, 999), place=st.none() | PLACES),
    max_size=12,
    unique_by=lambda one: one.id,
)


@settings(max_examples=60, deadline=None)
@given(clinics=CLINICS, province=st.sampled_from(CODES))
def test_the_province_comes_first_then_the_distance(clinics: list[Clinic], province: str) -> None:
    found = nearest(clinics, province=province, on=DAY)
    assert sorted(one.clinic.id for one in found) == sorted(one.id for one in clinics)
    own = [one.clinic.province == province for one in found]
    assert own == sorted(own, reverse=True)
    for inside in (True, False):
        far = [one.distance for one in found if (one.clinic.province == province) is inside]
        assert far == sorted(far)


@settings(max_examples=60, deadline=None)
@given(clinics=CLINICS)
def test_without_a_province_there_is_no_distance_and_provinces_stay_together(clinics: list[Clinic]) -> None:
    found = nearest(clinics, province="", on=DAY)
    assert {one.distance for one in found} <= {None}
    named = [one.province for one in found]
    assert len(list(groupby(named))) == len(set(named))


@settings(max_examples=60, deadline=None)
@given(here=PLACES, there=PLACES, third=PLACES)
def test_distances_are_distances(
    here: tuple[float, float], there: tuple[float, float], third: tuple[float, float]
) -> None:
    one, two, three = Place(*here), Place(*there), Place(*third)
    assert kilometres(one, one) == 0
    assert kilometres(one, two) == pytest.approx(kilometres(two, one))
    assert kilometres(one, three) <= kilometres(one, two) + kilometres(two, three) + 1e-6
    assert kilometres(one, two) < 2000, "the country is not longer"


@settings(max_examples=30, deadline=None)
@given(clinics=CLINICS)
def test_the_map_counts_every_clinic_once(clinics: list[Clinic]) -> None:
    drawn = shapes(counted(clinics))
    assert sum(shape.count for shape in drawn) == len(clinics)
    assert len({shape.shape for shape in drawn}) == len(drawn) == 63
    assert [shape.colour for shape in drawn] == sorted(shape.colour for shape in drawn)
    assert all((shape.colour > 0) is (shape.count > 0) for shape in drawn)


def test_one_degree_is_as_long_as_it_is() -> None:
    assert kilometres(Place(10, 106), Place(11, 106)) == pytest.approx(111.19, abs=0.01)
    assert kilometres(Place(0, 106), Place(0, 107)) == pytest.approx(111.19, abs=0.01)
    assert kilometres(Place(60, 106), Place(60, 107)) == pytest.approx(55.6, abs=0.05)


def test_two_at_the_same_place_stand_by_their_codes() -> None:
    clinics = [clinic("01", number) for number in (3, 1, 2)]
    found = nearest(clinics, province="01", on=DAY)
    assert [one.clinic.id for one in found] == ["01001", "01002", "01003"]
    assert {one.distance for one in found} == {0}


def test_provinces_and_names_stand_as_in_a_dictionary() -> None:
    clinics = [
        clinic("48", 1),
        clinic("01", 2, name="Ôn Thử"),
        clinic("01", 3, name="Ăn Thử"),
        clinic("01", 4, name="An Thử"),
    ]
    found = nearest(clinics, province="", on=DAY)
    assert [one.province for one in found] == ["Đà Nẵng", "Hà Nội", "Hà Nội", "Hà Nội"]
    assert [one.clinic.name for one in found[1:]] == ["An Thử", "Ăn Thử", "Ôn Thử"]


@pytest.mark.parametrize("province", CODES)
def test_one_without_a_place_is_at_the_seat(province: str) -> None:
    lone = clinic(province)
    assert place_of(lone) == seat_of(province)
    (found,) = nearest([lone], province=province, on=DAY)
    assert (found.distance, found.clinic) == (0, lone)


@pytest.mark.parametrize(
    ("groups", "day", "all_classes", "told"),
    [
        ([1], DAY, False, "A1"),
        ([2], DAY, False, "B1, B11"),
        ([3, 2, 1], DAY, True, "A1, B1, B11, A2, A3, A4, B2, C, D, E, FB2, FC, FD, FE"),
        ([], DAY, False, ""),
        ([7], DAY, False, ""),
        ([1, 2, 3], AFTER, True, "B"),
    ],
)
def test_for_what_a_clinic_examines(groups: list[int], day: date, all_classes: bool, told: str) -> None:
    (found,) = nearest([clinic(groups=groups)], province="", on=day)
    assert found.all_classes is all_classes
    assert found.classes == told if day == DAY else told in found.classes.split(", ")
