"""Which systems are slow, broken or lying at the moment."""

from dataclasses import asdict, dataclass, replace
from random import Random
from typing import Any

from sandbox.wire import BadInputError

SYSTEMS = (
    "portal", "sync", "province", "licences", "health", "police", "inspectorate",
    "payments", "vnpay", "treasury", "post", "sms", "sms2", "email", "email2", "scanner", "software",
)  # fmt: skip
FAULTS = ("500", "timeout", "garbage", "refuse", "drip", "half")
OTHER_NAMES = {
    "time-out": "timeout", "refused": "refuse", "refused connection": "refuse", "slow drip": "drip", "none": None, 500: "500",
}  # fmt: skip
LIMITS = {"delay": (0, 600), "share": (0, 1), "count": (0, 1_000_000)}


@dataclass(frozen=True)
class Fault:
    """`delay` holds for every request; `fault` for a `share` of them, `count` times at most."""

    delay: float = 0
    fault: str | None = None
    share: float = 1
    count: int | None = None
    dirty: bool = False
    expire_sessions: bool = False


class Faults:
    """The present fault of each system, and the dice that choose the unlucky requests."""

    def __init__(self, *, seed: int) -> None:
        self._dice = Random(seed)  # noqa: S311 - luck, not secrets
        self.clear()

    def clear(self) -> None:
        self._by_system = dict.fromkeys(SYSTEMS, Fault())

    def of(self, system: str) -> Fault:
        return self._by_system[system]

    def strike(self, system: str) -> str | None:
        """The fault that meets this request, counted off; None where it is let through."""
        now = self._by_system[system]
        if now.fault is None or now.count == 0 or self._dice.random() >= now.share:
            return None
        if now.count is not None:
            self._by_system[system] = replace(now, count=now.count - 1)
        return now.fault

    def sessions_expired(self, system: str) -> bool:
        """Whether all sessions end now; true once for each time that it was asked for."""
        now = self._by_system[system]
        self._by_system[system] = replace(now, expire_sessions=False)
        return now.expire_sessions

    def merge(self, changes: dict[str, Any]) -> None:
        """Change what is named and leave the rest; `*` is every system. All or nothing; raises BadInputError."""
        merged = dict(self._by_system)
        for system, change in changes.items():
            for name in SYSTEMS if system == "*" else (system,):
                if name not in merged:
                    raise BadInputError(f"Không có hệ thống {name}; có: {', '.join(SYSTEMS)}.")
                merged[name] = _changed(merged[name], change)
        self._by_system = merged

    def as_json(self) -> dict[str, Any]:
        return {system: asdict(fault) for system, fault in self._by_system.items()}


def _changed(fault: Fault, change: object) -> Fault:
    change = _in_full(change)
    if not isinstance(change, dict) or not change.keys() <= asdict(fault).keys():
        raise BadInputError(f"Mỗi hệ thống nhận một đối tượng với: {', '.join(asdict(fault))}.")
    for name, value in change.items():
        if not _allowed(name, value):
            raise BadInputError(f"Giá trị của `{name}` không hợp lệ; `fault` là null hoặc {', '.join(FAULTS)}.")
    # A fault named anew starts uncounted: one that was used up must not make the next one harmless.
    fresh: dict[str, Any] = {"count": None} if "fault" in change else {}
    return replace(fault, **(fresh | change))


def _in_full(change: object) -> object:
    """A fault alone, without the object around it, is one; and a fault goes by its other names as well."""
    if change is None or isinstance(change, str | int):
        change = {"fault": change}
    if isinstance(change, dict) and isinstance(name := change.get("fault"), str | int):
        return change | {"fault": OTHER_NAMES.get(name, name)}
    return change


def _allowed(name: str, value: object) -> bool:
    if name == "fault":
        return value is None or value in FAULTS
    if name in ("dirty", "expire_sessions"):
        return isinstance(value, bool)
    low, high = LIMITS[name]
    if value is None:
        return name == "count"
    whole = name != "count" or isinstance(value, int)
    return whole and isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
