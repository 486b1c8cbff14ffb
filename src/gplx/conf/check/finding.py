"""What a check found out."""

import time
from collections.abc import Callable

from msgspec import Struct

from gplx.registers.errors import Never, OutsideError, TooFast
from gplx.registers.faults import NotReached, Rejected

GOOD, BAD, NOT_SET = "good", "bad", "not set"
_NOT_LET_IN = (401, 403)
_UNKNOWN_ADDRESS = 404


class Finding(Struct, frozen=True, kw_only=True):
    """One check: the system, its address without path or query, the verdict (good, bad, not set), the sentence, milliseconds."""

    system: str
    at: str
    verdict: str
    says: str
    milliseconds: int = 0


def find_out(*, system: str, at: str, prefix: str, try_out: Callable[[], str]) -> Finding:
    """Call a system by ``try_out``, which gives the sentence where all is well. ``prefix`` begins the names of its settings."""
    started = time.monotonic()
    try:
        verdict, says = GOOD, try_out()
    except OutsideError as error:
        verdict, says = BAD, f"{error}. {advice(error, prefix)}"
    took = round((time.monotonic() - started) * 1000)
    return Finding(system=system, at=at, verdict=verdict, says=says, milliseconds=took)


def advice(error: OutsideError, prefix: str) -> str:
    """What to do about a failure, by its kind."""
    if isinstance(error, Rejected) and error.status in _NOT_LET_IN:
        return f"It answers, but does not let us in: check {prefix}_TOKEN and the other credentials of {prefix}_…"
    if isinstance(error, Rejected) and error.status == _UNKNOWN_ADDRESS:
        return f"Something answers, but does not know the call: check the path in {prefix}_URL."
    if isinstance(error, NotReached):
        return f"Check {prefix}_URL, and whether this machine may reach it."
    if isinstance(error, TooFast):
        return f"Try again in {error.retry_after:.0f} s, and lower {prefix}_LIMIT."
    if isinstance(error, Never):
        return f"Check the credentials in {prefix}_…"
    return f"Check that {prefix}_URL leads to this system; if it is only slow, raise {prefix}_TIMEOUT."
