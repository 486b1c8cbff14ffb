"""The sheet (*phiếu khám*) as a doctor fills it in."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who was examined, as the identity paper says; ``sex`` male or female, ``province`` a GSO code."""

    number: str
    issued_on: date
    issued_at: str
    name: str
    born: date
    sex: str
    address: str
    province: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What was found and concluded.

    ``findings`` by specialty, in words; ``drugs`` the groups of drugs that were found (empty: none); ``alcohol`` in mg, None where it was
    not tested, per 100 ml of blood (``alcohol_unit`` 0) or litre of breath (1); ``conclusion`` A0-1, A0-2 or A0-3.
    """

    person: Person
    findings: dict[str, str]
    drugs: tuple[str, ...]
    alcohol: Decimal | None
    alcohol_unit: str
    conclusion: str
    classes: tuple[str, ...]
    reexamine_on: date | None = None
    reason: str = ""
    illness: str = ""

    def to_json(self) -> dict[str, Any]:
        """As it is kept beside the exam."""
        kept = asdict(self)
        kept["person"] |= {name: getattr(self.person, name).isoformat() for name in ("issued_on", "born")}
        kept["alcohol"] = None if self.alcohol is None else str(self.alcohol)
        kept["reexamine_on"] = self.reexamine_on.isoformat() if self.reexamine_on else None
        return kept | {"drugs": list(self.drugs), "classes": list(self.classes)}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Sheet":
        """The sheet that was kept."""
        person = kept["person"] | {name: date.fromisoformat(kept["person"][name]) for name in ("issued_on", "born")}
        read = {
            "person": Person(**person),
            "drugs": tuple(kept["drugs"]),
            "classes": tuple(kept["classes"]),
            "alcohol": None if kept["alcohol"] is None else Decimal(kept["alcohol"]),
            "reexamine_on": date.fromisoformat(kept["reexamine_on"]) if kept["reexamine_on"] else None,
        }
        return cls(**kept | read)
