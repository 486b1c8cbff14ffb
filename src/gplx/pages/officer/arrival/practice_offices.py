"""The accounts of the practice world, office by office, to be clicked on."""

from dataclasses import dataclass

from gplx.ground.names import sort_key
from gplx.offices.models import DIRECTORATE_ID, Officer
from gplx.offices.practice import practice_officers

# Shown at once; the others on a click.
FIRST = ("H26", "Y26", DIRECTORATE_ID)


@dataclass(frozen=True, kw_only=True)
class PracticeOffice:
    """An office and its practice officers."""

    name: str
    first: bool
    officers: list[Officer]


def practice_offices() -> list[PracticeOffice]:
    """The offices in the order of the alphabet."""
    found: dict[str, list[Officer]] = {}
    for officer in practice_officers():
        found.setdefault(officer.department_id, []).append(officer)
    offices = [
        PracticeOffice(name=those[0].department.name, first=office in FIRST, officers=those)
        for office, those in found.items()
    ]
    return sorted(offices, key=lambda one: sort_key(one.officers[0].department.province_name or one.name))
