"""Ask for a correction (*yêu cầu bổ sung*): once, fully and exactly; the clock stops."""

from collections.abc import Sequence
from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.offices.models import Officer

ITEMS = ("health", "photo", "identity", "delivery")


def ask_correction(
    *, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, items: Sequence[str], reason: str
) -> Dossier:
    """Ask the applicant to correct ``items`` (health, photo, identity, delivery), with the reason (NĐ 61/2018 Art 17.1.a, 19.4; form 02).

    Possible once for a dossier. Raises ``NotComplete`` without an item or a reason.
    """

    def change(dossier: Dossier) -> Details:
        asked = [item for item in ITEMS if item in items]
        if not asked or not reason.strip():
            raise NotComplete("Cần chọn ít nhất một mục cần bổ sung và ghi rõ lý do.")
        dossier.corrections, dossier.correction_open = dossier.corrections + 1, True
        dossier.correction = {"items": asked, "reason": reason.strip(), "by": by.name}
        return {"items": asked, "reason": reason.strip()}

    return perform(
        act="ask_correction", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
