"""Give help (*giúp điền hồ sơ*): a clerk who was told the code takes up the draft, with its owner beside them."""

from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now
from gplx.offices.models import Officer


def give_help(*, dossier_id: UUID | str, by: Officer, request_id: str, code: str, seen: int | None = None) -> Dossier:
    """Take up a draft whose owner asked for help and told the ``code`` (TT 32/2017/TT-BTTTT Art 8); the code is used up.

    Raises ``NotPossibleNow`` for a code that is wrong or no longer good.
    """

    def change(dossier: Dossier) -> Details:
        at = now()
        if not dossier.help_code or dossier.help_code != code or dossier.help_until is None or dossier.help_until <= at:
            raise NotPossibleNow
        dossier.entrusted_at, dossier.help_code, dossier.help_until = at, "", None
        return {"department": by.department_id}

    return perform(
        act="give_help", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
