"""Grounds on which the law lets a dossier be refused, with their articles as they stand on the day of filing."""

from django.utils.translation import get_language

from gplx.casework.assessment import assess
from gplx.dossiers.models import Dossier
from gplx.ground.clock import today
from gplx.rules.law import LAW, Reason

# Those whose words need no facts of the case; the dossier's own assessment gives the others.
GENERAL = (
    "card_not_in_register",
    "paper_not_in_register",
    "lost",
    "issued_by_military",
    "issued_by_police",
    "issued_abroad",
)


def grounds_for(dossier: Dossier) -> dict[str, Reason]:
    """The grounds by their codes: first what the law says of this dossier, then the general ones."""
    on = dossier.submitted_at.date() if dossier.submitted_at else today()
    assessment = assess(dossier)
    found = {} if assessment.outcome == "exchange" else {reason.code: reason for reason in assessment.reasons}
    return found | {code: LAW.reason(code, on) for code in GENERAL if code not in found and LAW.find_citation(code, on)}


def in_words(reason: Reason) -> str:
    """The ground as a choice: its words and its article."""
    words = reason.text_en if get_language() == "en" else reason.text
    return f"{words} ({reason.article})"
