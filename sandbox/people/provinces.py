"""The 63 provinces of 2021, with the codes from which numbers are made."""

import csv
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

TABLE = Path(__file__).parents[2] / "data" / "provinces.csv"


@dataclass(frozen=True)
class Province:
    code: str
    name: str
    kind: str
    agency: str
    cmnd_prefix: str
    plate: str
    people: float
    pilot: bool

    @property
    def title(self) -> str:
        """As written in an address: `thành phố Hà Nội`, `tỉnh Hà Nam`."""
        return f"{'tỉnh' if self.kind == 'tỉnh' else 'thành phố'} {self.name}"

    @property
    def agency_code(self) -> str:
        """Level-1 identifier of the province's committee, `000.00.00.Hnn`."""
        return f"000.00.00.{self.agency}"


@cache
def provinces() -> tuple[Province, ...]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(_province(row) for row in csv.DictReader(table))


def _province(row: dict[str, str]) -> Province:
    return Province(
        code=row["gso_code"],
        name=row["name_vi"],
        kind=row["type"],
        agency=row["h_code"],
        cmnd_prefix=row["cmnd_prefix"].split()[0],
        plate=row["plate_codes"].split()[0],
        people=float(row["pop_2021_thousand"]),
        pilot=bool(row["pilot_phase"]),
    )


@cache
def _steps() -> tuple[float, ...]:
    return tuple(accumulate(province.people for province in provinces()))


def draw_province(*, dice: Random) -> Province:
    """One province, as likely as its share of the population."""
    steps = _steps()
    return provinces()[bisect(steps, dice.random() * steps[-1])]
