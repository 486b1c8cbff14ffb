"""A dossier at every stage of its way."""

from collections.abc import Callable

from gplx.casework.ask_correction import ask_correction
from gplx.casework.refuse import refuse
from gplx.dossiers.models import Dossier
from gplx.offices.models import CLERK
from tests import builders

Stage = Callable[[], Dossier]


def waiting_for_agencies() -> Dossier:
    """Submitted while police and inspectorate are silent."""
    return builders.submitted(green=False)


def with_applicant() -> Dossier:
    """Sent back for a better picture."""
    dossier = builders.submitted(green=False)
    clerk = builders.officer(CLERK)
    asked = {"items": ["photo", "health"], "reason": "Ảnh mờ"}
    return ask_correction(dossier_id=dossier.id, by=clerk, request_id=builders.fresh(), seen=None, **asked)


def refused() -> Dossier:
    """Not accepted."""
    dossier = builders.submitted(green=False)
    clerk = builders.officer(CLERK)
    why = {"reason": "Không đủ điều kiện", "article": "Điều 17"}
    return refuse(dossier_id=dossier.id, by=clerk, request_id=builders.fresh(), seen=None, **why)


STAGES: tuple[Stage, ...] = (
    builders.draft,
    waiting_for_agencies,
    builders.submitted,
    with_applicant,
    builders.paid,
    builders.examining,
    builders.proposed,
    builders.approved,
    builders.handed_over,
    refused,
)
