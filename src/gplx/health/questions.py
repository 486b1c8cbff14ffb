"""Which evidence of fitness counts for a dossier."""

from gplx.dossiers.models import Dossier
from gplx.health.models import CLINIC, INVALID, NOT_FOUND, UNVERIFIED, VALID, Evidence

_BEST_FIRST = (VALID, UNVERIFIED, INVALID, NOT_FOUND)


def evidence_of(dossier: Dossier, *, beside: str = "") -> Evidence | None:
    """The evidence that counts: of the newest of each channel the best one; none where nothing was ever found or brought.

    ``beside`` leaves one channel out.
    """
    newest: dict[str, Evidence] = {}
    for evidence in Evidence.objects.filter(dossier=dossier).exclude(channel=beside).order_by("-id"):
        newest.setdefault(evidence.channel, evidence)
    return min(newest.values(), key=lambda evidence: _BEST_FIRST.index(evidence.verdict), default=None)


def newest_of_clinic(dossier: Dossier) -> Evidence | None:
    """What a clinic's certificate last meant for a dossier, or nothing."""
    return Evidence.objects.filter(dossier=dossier, channel=CLINIC).order_by("-id").first()
