"""Progress (*ghi tiến độ xử lý*): the department tells how far it has come, while nothing else changes."""

from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.offices.models import Officer

LONGEST = 250  # letters that portals keep of a step


def progress(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, note: str) -> Dossier:
    """Record a step of examination in the department's own words (``note``, 1 to 250 letters); the applicant and the portal are told it
    (NĐ 61/2018 Art 19). Raises ``NotComplete`` without words, or for longer ones.
    """

    def change(_dossier: Dossier) -> Details:
        said = note.strip()
        if not said or len(said) > LONGEST:
            raise NotComplete("Cần ghi nội dung đã xử lý, tối đa 250 ký tự.")
        return {"note": said}

    return perform(
        act="progress", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
