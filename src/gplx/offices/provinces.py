"""The 63 provinces of 2021 with their codes, read from ``data/provinces.csv`` (its sources: GSO codes, QCVN 102)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "data"


@dataclass(frozen=True, kw_only=True)
class Province:
    """A province (*tỉnh, thành phố*): GSO code, agency code ``Hnn`` and whether it was among the twelve of the pilot."""

    code: str
    name: str
    ascii_name: str
    h_code: str
    region: str
    pilot: bool
    department: str
    agency_code: str


@cache
def provinces() -> tuple[Province, ...]:
    """All provinces, in the order of their GSO codes."""
    with (DATA / "provinces.csv").open(encoding="utf-8") as file:
        return tuple(_province(row) for row in csv.DictReader(file))


def _province(row: dict[str, str]) -> Province:
    return Province(
        code=row["gso_code"],
        name=row["name_vi"],
        ascii_name=row["name_ascii"],
        h_code=row["h_code"],
        region=row["region_gso_2021"],
        pilot=bool(row["pilot_phase"]),
        department=row["so_gtvt_name_2021"],
        agency_code=row["so_gtvt_agency_code_SYNTHETIC"],
    )


@cache
def capitals() -> dict[str, tuple[float, float]]:
    """About where each province's capital lies, by GSO code: latitude and longitude in degrees, to a hundredth."""
    with (DATA / "capitals.csv").open(encoding="utf-8") as file:
        return {row["gso_code"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)}
