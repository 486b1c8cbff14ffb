"""Print the card (*in giấy phép lái xe*): the serial of the blank is recorded with it."""

import re
from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now
from gplx.licences.changes import SerialTaken, record_serial
from gplx.licences.questions import electronic_licence
from gplx.offices.models import Officer

_SERIAL = re.compile(r"[A-Z]{2}[0-9]{6}")


def print_card(
    *, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, serial: str, number: str = ""
) -> Dossier:
    """Record that the card was printed on the blank ``serial`` (2 letters, 6 digits). Raises ``NotComplete`` for another form,
    or for a blank that was used before, also where the post lost the card on it.

    ``number`` is the licence number that stands on the card, where who printed it says so: the number is for life, so another than
    that of the approved licence raises ``NotComplete``.
    """
    wanted = serial.replace(" ", "").upper()

    def change(dossier: Dossier) -> Details:
        if not _SERIAL.fullmatch(wanted):
            raise NotComplete("Số phôi gồm 2 chữ cái và 6 chữ số, ví dụ AB123456.")
        _check_number(dossier, number.replace(" ", ""))
        dossier.printed_at = now()
        if not _recorded(dossier, wanted):
            raise NotComplete(f"Phôi {wanted} đã được dùng cho thẻ khác. Vui lòng xem lại số trên phôi.")
        return {"serial": wanted}

    return perform(
        act="print_card", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )


def _check_number(dossier: Dossier, number: str) -> None:
    granted = electronic_licence(dossier.code or "")
    if number and granted and number != granted.number:
        raise NotComplete(
            "Số giấy phép in trên thẻ khác số đã phê duyệt. Số giấy phép giữ nguyên khi đổi; vui lòng xem lại thẻ."
        )


def _recorded(dossier: Dossier, serial: str) -> bool:
    try:
        record_serial(dossier_code=dossier.code or "", serial=serial, at=now())
    except SerialTaken:
        return False
    return True
