"""To which account money goes back: one that the platform told with the payment, else one that the applicant names."""

import re

from gplx.fees.models import Notice, Payment
from gplx.fees.refunds.models import CHECK, READY, Refund
from gplx.ground.names import composed
from gplx.rules.identity import compare_names

PLATFORM, CITIZEN = "platform", "citizen"
# Beyond these nothing can become a formula of a spreadsheet, or a field of the order too many.
# One way only to read a name: whoever sends one made of dots does not keep the house busy.
NAME = re.compile(r"[^\W\d_]+(?:(?:[ .'’-]+[^\W\d_]+)+\.?)?")
BANK = re.compile(r"[^\W_][\w .()&-]*")
NUMBER = re.compile(r"[0-9A-Z]{6,24}")
LONGEST = 80  # of a bank's name and a holder's


def is_account(*, bank: str, account: str, holder: str) -> bool:
    """Whether each of the three can be what it is called."""
    if max(len(bank), len(holder)) > LONGEST:
        return False
    return all((BANK.fullmatch(bank), NUMBER.fullmatch(account), NAME.fullmatch(holder)))


def told_by_platform(payment: Payment) -> tuple[str, str, str] | None:
    """Bank, account and holder as the platform told them with a payment (the fields for refunds of its order), if it did, and well."""
    for said in Notice.objects.filter(payment=payment, result="00").order_by("-id").values_list("said", flat=True):
        told = _told(said)
        if told and is_account(bank=told[0], account=told[1], holder=told[2]):
            return told
    return None


def _told(said: dict[str, object]) -> tuple[str, str, str] | None:
    bank, account, holder = (
        composed(str(said.get(name) or ""))
        for name in ("TenNganHangHoanPhi", "SoTaiKhoanHoanPhi", "TenTaiKhoanHoanPhi")
    )
    return (bank, account.replace(" ", "").upper(), holder) if account else None


def set_account(refund: Refund, *, bank: str, account: str, holder: str, told_by: str) -> None:
    """Fill in where the money goes. A holder whose name is another than the applicant's is looked at by an officer first."""
    refund.bank, refund.account, refund.holder, refund.account_from = bank, account, holder, told_by
    refund.name_verdict = compare_names(refund.dossier.applicant.name, holder).verdict
    refund.state = CHECK if refund.name_verdict == "different" else READY
    refund.checked_by, refund.trouble = None, ""
