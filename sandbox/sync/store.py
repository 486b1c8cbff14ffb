"""The dossiers that the portal holds, each with its steps in the order in which they came."""

from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]


@dataclass
class Held:
    """`repeats` counts steps that were sent again and not stored twice."""

    dossier: Record
    versions: int = 1
    steps: list[Record] = field(default_factory=list)
    repeats: int = 0

    def take(self, step: Record) -> None:
        key = _key(step)
        if any(_key(each) == key for each in self.steps):
            self.repeats += 1
        else:
            self.steps.append(step)

    def as_json(self) -> Record:
        return self.dossier | {"DanhSachTienDo": self.steps}


class Dossiers:
    def __init__(self) -> None:
        self._held: dict[str, Held] = {}

    def get(self, code: str) -> Held | None:
        return self._held.get(code)

    def put(self, dossier: Record) -> None:
        known = self._held.get(dossier["MaHoSo"])
        if known is None:
            self._held[dossier["MaHoSo"]] = Held(dossier)
        else:
            known.dossier = dossier
            known.versions += 1

    def all(self) -> list[Record]:
        return [held.as_json() | {"versions": held.versions, "repeats": held.repeats} for held in self._held.values()]


def _key(step: Record) -> tuple[str, str, str]:
    return step["MaHoSo"], step["ThoiDiemXuLy"], step["TrangThai"]
