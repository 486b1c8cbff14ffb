"""Which decisions another day's law would have answered otherwise: what a new circular changes, seen in real dossiers."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from gplx.dossiers.models import Dossier
from gplx.rules.replay import Decision, would_differ

# The newest decisions that are compared at once: enough to see what changes, quick enough for a page.
AT_MOST = 500


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A dossier's decision that would differ: what, as (then, now) by field; ``silent`` where the other law gives no answer."""

    code: str
    changes: dict[str, tuple[Any, Any]]
    silent: str


def decision_of(dossier: Dossier) -> Decision:
    """The stored decision of a submitted dossier, as it can be replayed."""
    return Decision.from_json(json.dumps(dossier.decision))


def decisions_that_would_differ(*, on: date) -> tuple[int, tuple[Changed, ...]]:
    """How many of the newest decisions were compared, and those that the law of the day ``on`` would have answered otherwise."""
    decided = Dossier.objects.exclude(decision={}).order_by("-submitted_at").only("code", "decision")[:AT_MOST]
    decisions = {dossier.code or "": decision_of(dossier) for dossier in decided}
    codes = {id(decision): code for code, decision in decisions.items()}
    found = would_differ(decisions=decisions.values(), on=on)
    changed = (Changed(code=codes[id(one.decision)], changes=one.changes, silent=one.silent) for one in found)
    return len(decisions), tuple(changed)
