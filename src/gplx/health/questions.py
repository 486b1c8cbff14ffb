"""Which evidence of fitness counts for a dossier."""

from gplx.dossiers.models import Dossier
from gplx.health.models import INVALID, NOT_FOUND, UNVERIFIED, VALID, Evidence

_BEST_FIRST = (VALID, UNVERIFIED, INVALID, NOT_FOUND)


def evidence_of(dossier: Dossier) -> Evidence | None:
    """The evidence that counts: of the newest of each channel the best one; none where nothing was ever found or brought."""
    newest: dict[str, Evidence] = {}
    for evidence in Evidence.objects.filter(dossier=dossier).order_by("-id"):
        newest.setdefault(evidence.channel, evidence)
    return min(newest.values(), key=lambda evidence: _BEST_FIRST.index(evidence.verdict), default=None)
