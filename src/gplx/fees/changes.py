"""Open, close and note payments."""

from datetime import datetime
from typing import Any

from gplx.applicants.questions import numbers_of
from gplx.dossiers.models import Dossier
from gplx.fees.models import CANCELLED, OPEN, PAID, Notice, Payment
from gplx.fees.questions import amount_due, page_key
from gplx.registers import exchanges
from gplx.registers.models import Exchange
from gplx.registers.payments.port import InitiatePayment, QueryPayment, Receipt, ReceiptFee

PROCEDURE, PROCEDURE_NAME = "1.002809", "Đổi giấy phép lái xe do ngành Giao thông vận tải cấp"
FEE_NAME = "Lệ phí cấp giấy phép lái xe"


def open_payment(*, dossier: Dossier, at: datetime) -> Payment:
    """The open payment of a dossier; where none is open, a new one whose page the platform is asked for. One is open at a time."""
    found = Payment.objects.filter(dossier=dossier, state__in=(OPEN, PAID), refund_due=False).first()
    if found:
        return found
    fee = amount_due(dossier)
    letters = "".join(letter for letter in dossier.code or "" if letter.isalnum())
    payment = Payment.objects.create(
        dossier=dossier,
        reference=f"dvc{letters}{at:%Y%m%d%H%M%S%f}",
        amount=fee.amount,
        article=fee.article,
        asked_at=at,
    )
    ask = InitiatePayment(
        reference=payment.reference,
        amount=payment.amount,
        dossier=dossier.code or "",
        ip="127.0.0.1",
        receipt=_receipt(dossier, payment.amount),
    )
    about, key = f"dossier:{dossier.id}", page_key(payment)
    exchanges.want(register="payments", operation="initiate", ask=ask, about=about, key=key)
    return payment


def open_page_again(*, dossier: Dossier, at: datetime) -> Payment:
    """A payment that can be made: the open one, whose page is asked for anew where the platform gave none, else a new one."""
    payment = open_payment(dossier=dossier, at=at)
    exchanges.ask_again(Exchange.objects.get(key=page_key(payment)).id)
    return payment


def _receipt(dossier: Dossier, amount: int) -> Receipt:
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
        account_name=department.name,
        payer_name=applicant.name,
        payer_number=numbers[0].number if numbers else "",
        payer_address=applicant.address,
        payer_district="",
        payer_province=department.province_name,
        what_for=f"Lệ phí đổi giấy phép lái xe, hồ sơ {dossier.code}",
        fees=(ReceiptFee(kind="1", code=PROCEDURE, name=FEE_NAME, amount=amount),),
    )


def ask_platform(*, payment: Payment, occasion: str) -> None:
    """Ask the platform what became of a payment, once for each ``occasion``."""
    about, key = f"dossier:{payment.dossier_id}", f"query:{payment.reference}:{occasion}"
    exchanges.want(
        register="payments", operation="query", ask=QueryPayment(reference=payment.reference), about=about, key=key
    )


def keep_page(*, reference: str, url: str) -> None:
    """Where the citizen pays."""
    Payment.objects.filter(reference=reference).update(page=url)


def close_payments(*, dossier: Dossier, at: datetime) -> None:
    """The dossier has ended: an open payment is closed, one that was made is due to be refunded."""
    Payment.objects.filter(dossier=dossier, state=OPEN).update(state=CANCELLED, ended_at=at)
    Payment.objects.filter(dossier=dossier, state=PAID).update(refund_due=True)


def close_others(*, payment: Payment, at: datetime) -> None:
    """One try was paid: another that is still open is closed, so that nobody pays twice."""
    others = Payment.objects.filter(dossier=payment.dossier, state=OPEN).exclude(id=payment.id)
    others.update(state=CANCELLED, ended_at=at)


def take_up_again(*, dossier: Dossier) -> None:
    """The dossier goes on after all: the fee that was paid for it counts again, and is not due back."""
    if dossier.paid_at:
        counted = Payment.objects.filter(dossier=dossier, state=PAID, ended_at=dossier.paid_at)
        counted.update(refund_due=False)


def keep_notice(*, payment: Payment | None, result: str, said: dict[str, Any], at: datetime) -> None:
    """Keep a word of the platform as it came, with the code of our answer."""
    Notice.objects.create(payment=payment, result=result, said=said, at=at)
