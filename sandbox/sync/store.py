"""The dossiers that the portal holds, each with its steps in the order in which they came."""

from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]


@dataclass
class Held:
    """`repeats` counts steps that were sent again and not stored twice; `files` is what came of fetching each, by its id."""

    dossier: Record
    versions: int = 1
    steps: list[Record] = field(default_factory=list)
    repeats: int = 0
    files: dict[str, Record] = field(default_factory=dict)

    def take(self, step: Record) -> None:
        key = _key(step)
        if any(_key(each) == key for each in self.steps):
            self.repeats += 1
        else:
            self.steps.append(step)

    def as_json(self) -> Record:
        return self.dossier | {"DanhSachTienDo": self.steps}

    def seen(self) -> Record:
        """As tests look at it: with what was counted and fetched."""
        return self.as_json() | {"versions": self.versions, "repeats": self.repeats, "files": self.files}


class Dossiers:
    def __init__(self) -> None:
        self._held: dict[str, Held] = {}

    def get(self, code: str) -> Held | None:
        return self._held.get(code)

    def put(self, dossier: Record) -> Held:
        known = self._held.get(dossier["MaHoSo"])
        if known is None:
            known = self._held[dossier["MaHoSo"]] = Held(dossier)
        else:
            known.dossier = dossier
            known.versions += 1
        return known

    def all(self) -> list[Record]:
        return [held.seen() for held in self._held.values()]

    def forget(self, code: str) -> bool:
        """Whether there was such a dossier to lose."""
        return self._held.pop(code, None) is not None


def _key(step: Record) -> tuple[str, str, str]:
    return step["MaHoSo"], step["ThoiDiemXuLy"], step["TrangThai"]
