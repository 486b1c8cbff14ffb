"""Where clinics are, and how far it is from one point to another."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from gplx.offices.models import Clinic
from gplx.offices.provinces import capitals

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True)
class Place:
    """A point on earth, in degrees north and east."""

    latitude: float
    longitude: float


def seat_of(province: str) -> Place:
    """The capital of a province, given by its GSO code, to a hundredth of a degree."""
    return Place(*capitals()[province])


def place_of(clinic: Clinic) -> Place:
    """Where a clinic is; one that gave no coordinates is taken to be at the seat of its province."""
    if clinic.latitude is None or clinic.longitude is None:
        return seat_of(clinic.province)
    return Place(clinic.latitude, clinic.longitude)


def kilometres(here: Place, there: Place) -> float:
    """The distance as the crow flies."""
    north, east = radians(there.latitude - here.latitude) / 2, radians(there.longitude - here.longitude) / 2
    across = sin(north) ** 2 + cos(radians(here.latitude)) * cos(radians(there.latitude)) * sin(east) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(across))
