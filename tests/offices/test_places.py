"""How far it is, and where a clinic is taken to be."""

import pytest

from gplx.offices.models import Clinic
from gplx.offices.places import Place, kilometres, place_of, seat_of
from gplx.offices.provinces import provinces

HANOI, SAIGON = Place(21.03, 105.85), Place(10.78, 106.70)


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [(HANOI, SAIGON, 1143), (SAIGON, HANOI, 1143), (HANOI, HANOI, 0), (HANOI, Place(16.2, 111.9), 833)],
)
def test_the_distance_as_the_crow_flies(here: Place, there: Place, told: int) -> None:
    assert round(kilometres(here, there)) == told


def test_every_province_has_a_seat_inside_the_country() -> None:
    for province in provinces():
        seat = seat_of(province.code)
        assert 8 < seat.latitude < 23.5, province.name
        assert 102 < seat.longitude < 110, province.name


def test_a_clinic_is_where_it_says_else_at_the_seat() -> None:
    assert place_of(Clinic(id="01901", province="01", latitude=20.9, longitude=105.7)) == Place(20.9, 105.7)
    assert place_of(Clinic(id="01901", province="01")) == seat_of("01")
    assert place_of(Clinic(id="01901", province="01", latitude=20.9)) == seat_of("01")
