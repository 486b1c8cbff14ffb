"""Prove a number (*chứng minh số CMND cũ*): the QR of the chip card carries the old number beside the new one."""

from django.db import transaction

from gplx.applicants.changes import link
from gplx.applicants.models import CHIP_QR, OFFICER, PORTAL, Applicant
from gplx.casework.ask_registers import ask_licences
from gplx.ground.clock import now
from gplx.rules.identity import compare_names, parse_qr


class UnableToProve(Exception):
    """The card does not prove anything for this person; the message is the sentence that they read."""


@transaction.atomic
def prove_number(*, applicant: Applicant, qr_text: str) -> str | None:
    """Link the numbers of a chip card to its holder, and ask the licence register anew; gives the old number (none: no such).

    The card must be the applicant's own: its number is one that the portal gave or an officer saw, its name and birth date are theirs.
    Raises ``UnableToProve`` for another's card, ``rules.identity.UnableToReadQR`` for a text that is no such QR.
    """
    card = parse_qr(qr_text)
    own = set(applicant.numbers.filter(source__in=(PORTAL, OFFICER)).values_list("number", flat=True))
    if not own & {card.number, card.old_number}:
        raise UnableToProve(
            "Số trên mã QR không phải là số định danh của tài khoản đang đăng nhập. Vui lòng dùng thẻ của ông/bà."
        )
    if card.born != applicant.born or compare_names(card.name, applicant.name).verdict == "different":
        raise UnableToProve("Họ tên hoặc ngày sinh trên mã QR khác với tài khoản. Vui lòng kiểm tra lại thẻ căn cước.")
    for number in filter(None, (card.number, card.old_number)):
        link(applicant=applicant, number=number, source=CHIP_QR, evidence={"card": card.number}, at=now())
    ask_licences(applicant=applicant, occasion=f"card:{card.number}:{card.old_number}")
    return card.old_number
