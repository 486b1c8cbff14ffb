"""The practice clock: a day told once, from which time runs on, over restarts too."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path


def clock(memory: Path, *, given: Mapping[str, str], real_today: date, otherwise: str | None) -> dict[str, str]:
    """The variables that tell every process its day; none where the real day counts.

    GPLX_TODAY, else the day remembered in `memory`, else `otherwise`. A day told for the first time, or
    another one than last time, begins today; the same one runs on from the real day on which it was first told.
    """
    if "GPLX_TODAY_SET_ON" in given:
        return {}
    remembered: dict[str, str] = json.loads(memory.read_text()) if memory.exists() else {}
    wanted = given.get("GPLX_TODAY") or remembered.get("GPLX_TODAY") or otherwise
    if not wanted:
        return {}
    if remembered.get("GPLX_TODAY") != wanted:
        remembered = {"GPLX_TODAY": wanted, "GPLX_TODAY_SET_ON": real_today.isoformat()}
        memory.write_text(json.dumps(remembered))
    return remembered
