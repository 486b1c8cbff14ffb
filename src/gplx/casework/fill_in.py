"""Fill in (*điền hồ sơ*): a part of a draft, or of what was asked to be corrected, saved at once."""

from uuid import UUID

from gplx.applicants.models import Applicant
from gplx.dossiers.actor import Actor, acting
from gplx.dossiers.models import WITH_APPLICANT, Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.dossiers.transition import Change, Details, perform


def fill_in(
    *, dossier_id: UUID | str, by: Applicant | Actor, request_id: str, seen: int | None, item: str, change: Change
) -> Dossier:
    """Save ``item`` of a dossier (TT 32/2017/TT-BTTTT Art 8: nothing typed is lost): ``change`` fills it and gives the details.

    A clerk does it for an applicant who entrusted the dossier to the department.

    Raises ``NotPossibleNow`` for an item that was not asked to be corrected, and whatever ``change`` raises; then nothing was saved.
    """

    def fill(dossier: Dossier) -> Details | None:
        if dossier.state == WITH_APPLICANT and item not in dossier.correction.get("items", []):
            raise NotPossibleNow
        return {"item": item, **(change(dossier) or {})}

    return perform(act="fill_in", dossier_id=dossier_id, by=acting(by), request_id=request_id, seen=seen, change=fill)
