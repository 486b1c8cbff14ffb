"""Reads about violations."""

from gplx.dossiers.models import Dossier
from gplx.violations.models import Answer


def answers_about(dossier: Dossier) -> dict[str, Answer]:
    """The last answer of each agency that was heard of, by the agency."""
    return {answer.source: answer for answer in Answer.objects.filter(dossier=dossier)}
