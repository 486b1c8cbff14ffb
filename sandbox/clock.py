"""The practice world's day and hour: Việt Nam time, moved by whole days where `GPLX_TODAY` says so."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock:
    """Real time moved by `days`; it runs on from there."""

    def __init__(self, *, days: int = 0) -> None:
        self._shift = timedelta(days=days)

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Clock":
        """`GPLX_TODAY` counts from the real day on which it was set (`GPLX_TODAY_SET_ON`, else today)."""
        if not env.get("GPLX_TODAY"):
            return cls()
        real = datetime.now(ZONE).date()
        set_on = date.fromisoformat(env["GPLX_TODAY_SET_ON"]) if env.get("GPLX_TODAY_SET_ON") else real
        return cls(days=(date.fromisoformat(env["GPLX_TODAY"]) - set_on).days)

    def now(self) -> datetime:
        return datetime.now(ZONE) + self._shift

    def today(self) -> date:
        return self.now().date()

    def stamp(self) -> str:
        """yyyyMMddHHmmss, as the portal and the payment platform write it."""
        return f"{self.now():%Y%m%d%H%M%S}"
