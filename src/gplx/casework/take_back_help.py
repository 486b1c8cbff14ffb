"""Take back (*thôi nhờ giúp*): the owner of a draft goes on alone; the department's clerks no longer reach it."""

from uuid import UUID

from gplx.applicants.models import Applicant
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details, perform


def take_back_help(*, dossier_id: UUID | str, by: Applicant, request_id: str, seen: int | None) -> Dossier:
    """End the consent to be helped (TT 32/2017/TT-BTTTT Art 8), whether a clerk had taken the draft up or not."""
    return perform(
        act="take_back_help", dossier_id=dossier_id, by=citizen(by), request_id=request_id, seen=seen, change=_end
    )


def end_help(dossier: Dossier) -> None:
    """No clerk reaches it on the strength of a consent any more."""
    dossier.help_asked_at, dossier.help_until, dossier.entrusted_at, dossier.help_code = None, None, None, ""


def _end(dossier: Dossier) -> Details:
    end_help(dossier)
    return {}
