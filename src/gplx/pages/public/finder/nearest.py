"""The connected facilities that examine for a class, the nearest first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gplx.ground.names import sort_key
from gplx.offices.models import Clinic
from gplx.offices.places import Place, kilometres, place_of, seat_of
from gplx.offices.provinces import provinces
from gplx.offices.questions import approved_clinics
from gplx.rules.exams import classes_by_group
from gplx.rules.health import group_of


@dataclass(frozen=True, kw_only=True)
class Facility:
    """A connected facility as people look for it; ``distance`` in km from the seat of the province that was chosen."""

    clinic: Clinic
    province: str
    place: Place
    classes: str
    all_classes: bool
    distance: int | None


def examining(*, licence_class: str, on: date) -> list[Clinic]:
    """All connected facilities, or those that may examine for a class."""
    group = group_of(licence_class=licence_class, concluded=on) if licence_class else None
    clinics = list(approved_clinics())
    return [clinic for clinic in clinics if group in clinic.groups] if group else clinics


def nearest(clinics: Iterable[Clinic], *, province: str, on: date) -> list[Facility]:
    """Those of the province first, then by distance from its seat; where none was chosen by province and name."""
    names = {one.code: one.name for one in provinces()}
    by_group = classes_by_group(on=on)
    facilities = [
        Facility(
            clinic=clinic,
            province=names.get(clinic.province, ""),
            place=place_of(clinic),
            classes=", ".join(name for group in sorted(clinic.groups) for name in by_group.get(group, ())),
            all_classes=set(by_group) <= set(clinic.groups),
            distance=round(kilometres(seat_of(province), place_of(clinic))) if province else None,
        )
        for clinic in clinics
    ]
    if province:
        return sorted(facilities, key=lambda one: (one.clinic.province != province, one.distance, one.clinic.id))
    return sorted(facilities, key=lambda one: (sort_key(one.province), sort_key(one.clinic.name)))


def counted(clinics: Iterable[Clinic]) -> Counter[str]:
    """How many there are in each province, by its GSO code."""
    return Counter(clinic.province for clinic in clinics)
