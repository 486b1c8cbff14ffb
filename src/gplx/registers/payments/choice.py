"""Which gateways of payments a department offers, in the order in which they are offered. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# How a payment came to be paid (``Payment.method``), and the register that is asked after it.
PLATFORM, VNPAY = "platform", "vnpay"
REGISTERS: Mapping[str, str] = {PLATFORM: "payments", VNPAY: "vnpay"}


class UnableToChoose(ValueError):
    """The setting names a gateway that there is not, or none at all."""


@dataclass(frozen=True, kw_only=True)
class Gateways:
    """The gateways of all departments, and those of departments that differ."""

    everywhere: tuple[str, ...]
    by_department: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def anywhere(self) -> frozenset[str]:
        """Those that any department offers."""
        return frozenset(self.everywhere).union(*self.by_department.values())

    def of(self, department_id: str) -> tuple[str, ...]:
        """Those of one department; the first is taken where nobody chooses."""
        return self.by_department.get(department_id, self.everywhere)


def gateways(text: str) -> Gateways:
    """``platform vnpay; H26: vnpay`` → both everywhere, in Hà Nội one alone. Raises ``UnableToChoose``."""
    everywhere: tuple[str, ...] = ()
    by_department: dict[str, tuple[str, ...]] = {}
    for part in text.split(";"):
        department, colon, names = part.rpartition(":")
        if colon:
            by_department[department.strip()] = _named(names)
        else:
            everywhere = _named(names)
    if not everywhere:
        raise UnableToChoose("no gateway of payments is named for all departments")
    return Gateways(everywhere=everywhere, by_department=by_department)


def _named(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(text.split()))
    if not names or not REGISTERS.keys() >= set(names):
        raise UnableToChoose(f"gateways of payments are {', '.join(REGISTERS)}, not: {text.strip() or 'nothing'}")
    return names
