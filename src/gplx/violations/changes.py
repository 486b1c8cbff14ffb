"""Keep what an agency answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gplx.dossiers.models import Dossier
from gplx.violations.models import NO_ANSWER, Answer


def keep(
    *,
    dossier: Dossier,
    source: str,
    verdict: str,
    records: Sequence[Any],
    at: datetime,
    paper_by: str = "",
    note: str = "",
) -> Answer:
    """Keep an agency's answer in place of its former one; *no answer* never overwrites an answer."""
    if verdict == NO_ANSWER:
        told = {"verdict": NO_ANSWER, "at": at}
        return Answer.objects.get_or_create(dossier=dossier, source=source, defaults=told)[0]
    told = {"verdict": verdict, "records": list(records), "paper_by": paper_by, "note": note, "at": at}
    return Answer.objects.update_or_create(dossier=dossier, source=source, defaults=told)[0]


def forget_answers(*, dossier: Dossier) -> None:
    """Forget what the agencies said of a dossier that was never filed."""
    Answer.objects.filter(dossier=dossier).delete()
