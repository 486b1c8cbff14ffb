"""Pay from the portal's own page (*dptracuuthanhtoanhs*): what there is to pay, and the portal's word that it was paid."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gplx.casework.pay import UNKNOWN, Word, pay
from gplx.dossiers.models import Dossier
from gplx.fees.changes import pulled_payment, receipt_block
from gplx.fees.questions import amount_due, waits_for_fee
from gplx.ground.clock import HANOI, now
from gplx.registers.payments.port import Receipt


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What there is to pay for a dossier: the reference (*MaTraCuuTT*) and the block of the receipt, amounts in đồng."""

    reference: str
    receipt: Receipt


@dataclass(frozen=True, kw_only=True)
class Pulled:
    """The portal's word that a bill was paid: how many đồng, by which transaction; ``said`` as it came."""

    code: str
    reference: str
    amount: int
    transaction: str
    said: dict[str, Any]


def bill_for(code: str) -> Bill | None:
    """The bill of the dossier with this code; none where nothing is to be paid, or no longer. Raises ``Dossier.DoesNotExist``.

    The reference is the code with the moment when the fee was asked for (yyyyMMddHHmmss): the same whenever it is asked.
    """
    dossier = Dossier.objects.select_related("applicant", "department").get(code=code)
    if not waits_for_fee(dossier):
        return None
    return Bill(reference=_reference(dossier), receipt=receipt_block(dossier, amount_due(dossier).amount))


@transaction.atomic
def pay_pulled(told: Pulled) -> str:
    """Take the portal's word, with the codes of ``pay``: 00 taken (or taken before) · 01 no such bill · 02 · 14 wrong amount.

    Money for a dossier that was paid otherwise meanwhile is kept and due to be refunded.
    """
    dossier = Dossier.objects.select_for_update().filter(code=told.code).first()
    if dossier is None or not dossier.payment_asked_at or told.reference != _reference(dossier):
        return UNKNOWN
    pulled_payment(dossier=dossier, reference=told.reference, at=now())
    return pay(
        Word(
            reference=told.reference,
            paid=True,
            amount=told.amount,
            currency="VND",
            transaction=told.transaction,
            said=told.said,
        )
    )


def _reference(dossier: Dossier) -> str:
    asked_at = dossier.payment_asked_at
    return f"{dossier.code}{asked_at.astimezone(HANOI):%Y%m%d%H%M%S}" if asked_at else ""
