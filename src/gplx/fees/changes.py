"""Open, close and note payments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from gplx.applicants.questions import numbers_of
from gplx.dossiers.models import Dossier
from gplx.fees.books.postings import fee_asked, fee_asked_again, fee_dropped
from gplx.fees.models import CANCELLED, FAILED, OPEN, PAID, PULLED, Notice, Payment
from gplx.fees.questions import amount_due, is_usable, page_key
from gplx.fees.refunds.changes import owe_back, stop_refund
from gplx.registers import exchanges
from gplx.registers.models import Exchange
from gplx.registers.payments.choice import PLATFORM, REGISTERS
from gplx.registers.payments.port import FetchBill, InitiatePayment, QueryPayment, Receipt, ReceiptFee
from gplx.rules.refunds import Why

PROCEDURE, PROCEDURE_NAME = "1.002809", "Đổi giấy phép lái xe do ngành Giao thông vận tải cấp"
FEE_NAME = "Lệ phí cấp giấy phép lái xe"


def open_payment(*, dossier: Dossier, at: datetime, gateway: str = "") -> Payment:
    """The open payment of a dossier; where none is open, a new one whose page the gateway is asked for. One is open at a time.

    ``gateway`` is taken where a new one is opened; none named: the department's first.
    """
    found = Payment.objects.filter(dossier=dossier, state__in=(OPEN, PAID), refund_due=False).first()
    return found or _new_payment(dossier, gateway or settings.GATEWAYS.of(dossier.department_id)[0], at)


def _new_payment(dossier: Dossier, gateway: str, at: datetime) -> Payment:
    fee = amount_due(dossier)
    letters = "".join(letter for letter in dossier.code or "" if letter.isascii() and letter.isalnum())
    payment = Payment.objects.create(
        dossier=dossier,
        reference=f"dvc{letters}{at:%Y%m%d%H%M%S%f}",
        amount=fee.amount,
        article=fee.article,
        method=gateway,
        asked_at=at,
    )
    fee_asked(payment)
    ask = InitiatePayment(
        reference=payment.reference,
        amount=payment.amount,
        dossier=dossier.code or "",
        receipt=receipt_block(dossier, payment.amount),
        asked_at=at,
    )
    _want(payment, "initiate", ask, key=page_key(payment))
    return payment


def _want(payment: Payment, operation: str, ask: InitiatePayment | QueryPayment | FetchBill, *, key: str) -> None:
    about, register = f"dossier:{payment.dossier_id}", REGISTERS[payment.method]
    exchanges.want(register=register, operation=operation, ask=ask, about=about, key=key)


def open_page_again(*, dossier: Dossier, at: datetime, gateway: str = "") -> Payment:
    """A payment that can be made, at ``gateway`` where one is named.

    The open one, whose page is asked for anew where the gateway gave none; one that was left for another way and can still be paid; else a
    new one. What was open and is not taken is closed: money for it counts all the same, but nobody is led there.
    """
    opened = Payment.objects.filter(dossier=dossier, state=OPEN).first()
    if opened and not (is_usable(opened, at) and gateway in ("", opened.method)):
        close_open(dossier=dossier, at=at)
        payment = _left_for_another(dossier, gateway or opened.method, at) or open_payment(
            dossier=dossier, at=at, gateway=gateway or opened.method
        )
    else:
        payment = open_payment(dossier=dossier, at=at, gateway=gateway)
    asked = Exchange.objects.filter(key=page_key(payment)).first()
    if asked:
        exchanges.ask_again(asked.id)
    return payment


def _left_for_another(dossier: Dossier, gateway: str, at: datetime) -> Payment | None:
    """Open again a try that was left: its page may still stand in a window somewhere, and one that is used twice cannot be paid twice."""
    amount = amount_due(dossier).amount
    left = Payment.objects.filter(dossier=dossier, state=CANCELLED, method=gateway, amount=amount, is_final=False)
    found = next((one for one in left.order_by("-id") if one.page and is_usable(one, at)), None)
    if found:
        found.state, found.ended_at = OPEN, None
        found.save(update_fields=["state", "ended_at"])
        fee_asked_again(found, at=at)
    return found


def close_open(*, dossier: Dossier, at: datetime) -> None:
    """Nobody is led any more to the payment that is open."""
    for payment in Payment.objects.filter(dossier=dossier, state=OPEN).select_related("dossier"):
        drop(payment, state=CANCELLED, at=at)


def drop(payment: Payment, *, state: str, at: datetime) -> None:
    """A try that is over without money: nothing is owed by it any more."""
    payment.state, payment.ended_at = state, at
    payment.save(update_fields=["state", "ended_at"])
    fee_dropped(payment, at=at)


def receipt_block(dossier: Dossier, amount: int) -> Receipt:
    """What a gateway prints on its receipt, and where it sends the money: the account of the dossier's own department."""
    department, applicant = dossier.department, dossier.applicant
    numbers = numbers_of(applicant)
    return Receipt(
        service_code=f"{PROCEDURE}.01",
        service_name=PROCEDURE_NAME,
        procedure_code=PROCEDURE,
        procedure_name=PROCEDURE_NAME,
        agency_code=department.agency_code,
        agency_name=department.name,
        dossier=dossier.code or "",
        account=department.account,
        account_bank=department.account_bank,
        account_name=department.account_name or department.name,
        payer_name=applicant.name,
        payer_number=numbers[0].number if numbers else "",
        payer_address=applicant.address,
        payer_district="",
        payer_province=department.province_name,
        what_for=f"Lệ phí đổi giấy phép lái xe, hồ sơ {dossier.code}",
        fees=(ReceiptFee(kind="1", code=PROCEDURE, name=FEE_NAME, amount=amount),),
    )


def ask_gateway(*, payment: Payment, occasion: str) -> None:
    """Ask the gateway what became of a payment, once for each ``occasion``."""
    ask = QueryPayment(reference=payment.reference, asked_at=payment.asked_at)
    _want(payment, "query", ask, key=f"query:{payment.reference}:{occasion}")


def look_again(*, payments: Sequence[Payment], at: datetime) -> None:
    """When the gateway is asked next after these payments."""
    Payment.objects.filter(id__in=[payment.id for payment in payments]).update(look_at=at)


def end_looking(*, reference: str) -> None:
    """The gateway was asked and says that nothing will come of it: it is asked no more, though it would still be heard."""
    Payment.objects.filter(reference=reference, state__in=(FAILED, CANCELLED)).update(is_final=True)


def want_bill(payment: Payment) -> None:
    """Have the platform's own receipt fetched for a payment that was made there; the other gateways give none."""
    if payment.method == PLATFORM:
        _want(payment, "bill", FetchBill(reference=payment.reference), key=f"bill:{payment.reference}")


def keep_page(*, reference: str, url: str, until: datetime | None = None) -> None:
    """Where the citizen pays, and until when."""
    Payment.objects.filter(reference=reference).update(page=url, page_until=until)


def close_payments(*, dossier: Dossier, at: datetime, why: Why = "ended") -> None:
    """The dossier has ended without a licence: an open payment is closed, one that was made is owed back and its refund begins."""
    close_open(dossier=dossier, at=at)
    for payment in Payment.objects.filter(dossier=dossier, state=PAID, refund_due=False).select_related("dossier"):
        owe_back(payment, why=why, at=at)


def close_others(*, payment: Payment, at: datetime) -> None:
    """One try was paid: another that is still open is closed, so that nobody pays twice."""
    others = Payment.objects.filter(dossier=payment.dossier, state=OPEN).exclude(id=payment.pk)
    for other in others.select_related("dossier"):
        drop(other, state=CANCELLED, at=at)


def take_up_again(*, dossier: Dossier, at: datetime) -> bool:
    """The dossier goes on after all: the fee that was paid for it counts again. Tells whether it does: one that was not paid does not,
    nor one that the treasury was told to pay back. Where the law asked for no fee, there is nothing to take up.
    """
    if not dossier.paid_at:
        return False
    counted = Payment.objects.filter(dossier=dossier, state=PAID, ended_at=dossier.paid_at).select_related("dossier")
    payment = counted.first()
    return payment is None or stop_refund(payment, at=at)


def keep_notice(*, payment: Payment | None, result: str, said: dict[str, Any], at: datetime) -> None:
    """Keep a word of a gateway as it came, with the code of our answer."""
    Notice.objects.create(payment=payment, result=result, said=said, at=at)


def pulled_payment(*, dossier: Dossier, reference: str, at: datetime) -> Payment:
    """The payment that the portal made from its own page, by its *MaTraCuuTT*. It never was open here: nobody is led to it."""
    fee = amount_due(dossier)
    told = {"dossier": dossier, "amount": fee.amount, "article": fee.article}
    unopened = {"method": PULLED, "state": CANCELLED, "asked_at": at, "is_final": True}
    return Payment.objects.get_or_create(reference=reference, defaults=told | unopened)[0]
