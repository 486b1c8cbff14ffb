"""The map of the provinces, coloured by the number of facilities in each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gplx.offices.provinces import Province, provinces

# From how many facilities on a province has which of the four colours.
STEPS = (1, 2, 5)
# The names of shapes that are not simply those of their provinces.
SHAPES = {"46": "tthue", "77": "baria", "79": "hcm"}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A province on the map: its shape's name in the file, how many facilities, and the colour (0 to 3) that stands for it."""

    code: str
    name: str
    shape: str
    count: int
    colour: int


def shapes(counts: Mapping[str, int]) -> list[Shape]:
    """All provinces; those without a facility first, so that the others' borders lie above."""
    found = [_shape(province, counts.get(province.code, 0)) for province in provinces()]
    return sorted(found, key=lambda shape: shape.colour)


def _shape(province: Province, count: int) -> Shape:
    return Shape(
        code=province.code,
        name=province.name,
        shape=SHAPES.get(province.code) or re.sub(r"[^a-z]", "", province.ascii_name.lower()),
        count=count,
        colour=sum(count >= step for step in STEPS),
    )
