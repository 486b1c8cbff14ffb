"""Accept (*tiếp nhận hồ sơ*): the department takes the dossier, and the time for processing runs."""

from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now
from gplx.offices.models import Officer


def accept(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None) -> Dossier:
    """Accept a paid dossier (NĐ 61/2018 Art 17.1.c, form 01): five working days from the moment when it was complete."""
    return perform(
        act="accept", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=_accept
    )


def _accept(dossier: Dossier) -> Details:
    dossier.accepted_at = now()
    return {}
