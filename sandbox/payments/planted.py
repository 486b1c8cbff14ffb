"""Differences that are planted into the platform's statement on demand, for those who reconcile."""

from typing import Any

from sandbox.wire import BadInputError

Row = dict[str, Any]
KINDS = ("missing_here", "missing_there", "amount", "state", "double")


class Planted:
    """What is wrong with the statement of each day; the payments themselves stay as they are.

    Kinds, as the partner sees them: *missing_here* a payment that it never asked for, *missing_there* one that is left out, *amount*
    another sum (`by`), *state* one that did not succeed, *double* one that stands there twice.
    """

    def __init__(self) -> None:
        self._by_day: dict[str, list[Row]] = {}

    def set(self, day: str, plants: object) -> None:
        """Replace what is planted for a day; raises BadInputError."""
        if not isinstance(plants, list) or not all(_is_plant(plant) for plant in plants):
            raise BadInputError(f"`plant` là danh sách, mỗi mục có `kind` ({', '.join(KINDS)}) và `reference`.")
        self._by_day[day] = plants

    def applied(self, day: str, rows: list[Row]) -> list[Row]:
        """The rows of a day as the statement shows them."""
        for plant in self._by_day.get(day, []):
            rows = _applied(plant, rows)
        return rows


def _is_plant(plant: object) -> bool:
    if not isinstance(plant, dict) or plant.get("kind") not in KINDS:
        return False
    amounts_are_whole = isinstance(plant.get("by", 0), int) and isinstance(plant.get("SoTien", 0), int)
    return isinstance(plant.get("reference"), str) and amounts_are_whole


def _applied(plant: Row, rows: list[Row]) -> list[Row]:
    kind, by = plant["kind"], plant.get("by", 1000)
    if kind == "missing_here":
        more = {
            "MaThamChieu": plant["reference"],
            "MaHoSo": plant.get("MaHoSo", ""),
            "SoTien": plant.get("SoTien", 135000),
        }
        rest = {"MaGiaoDich": f"TH-LA-{plant['reference']}"[:40], "MaTienTe": "VND", "TrangThaiGD": "1"}
        moment = rows[0]["ThoiGianGD"] if rows else plant.get("ThoiGianGD", "20210927100000")
        return [*rows, more | rest | {"ThoiGianGD": moment}]
    return [new for row in rows for new in _changed(kind, by, row, row["MaThamChieu"] == plant["reference"])]


def _changed(kind: str, by: int, row: Row, is_meant: bool) -> list[Row]:
    if not is_meant:
        return [row]
    return {
        "missing_there": [],
        "amount": [row | {"SoTien": row["SoTien"] + by}],
        "state": [row | {"TrangThaiGD": "4"}],
        "double": [row, row | {"MaGiaoDich": f"{row['MaGiaoDich']}-2"}],
    }[kind]
