"""Pay at the counter (*nộp lệ phí tại quầy*): a clerk takes the fee in cash, and the open online payment is closed."""

from datetime import datetime
from uuid import UUID

from gplx.casework.pay import perform_payment
from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details
from gplx.fees.books.postings import fee_asked, fee_paid
from gplx.fees.changes import close_others
from gplx.fees.models import CASH, PAID, Payment
from gplx.fees.questions import amount_due
from gplx.ground.clock import now
from gplx.ground.jobs import enqueue
from gplx.offices.models import Officer


def pay_at_counter(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, received: int) -> Dossier:
    """Record that the fee was paid in cash (NĐ 61/2018 Art 22), ``received`` đồng: exactly the fee, else ``NotComplete``.

    Money that arrives online all the same is owed back. The receipt hangs on the paid ``Payment`` whose method is *cash*.
    """

    def change(dossier: Dossier) -> Details:
        at = now()
        payment = _payment(dossier, received, by, at)
        dossier.paid_at = at
        return {"amount": payment.amount, "reference": payment.reference, "method": CASH}

    return perform_payment(dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change)


def _payment(dossier: Dossier, received: int, by: Officer, at: datetime) -> Payment:
    fee = amount_due(dossier)
    if received != fee.amount:
        raise NotComplete("Số tiền nhận phải đúng bằng lệ phí của hồ sơ.")
    letters = "".join(letter for letter in dossier.code or "" if letter.isalnum())
    payment = Payment.objects.create(
        dossier=dossier,
        reference=f"tm{letters}{at:%Y%m%d%H%M%S%f}",
        amount=fee.amount,
        article=fee.article,
        state=PAID,
        method=CASH,
        transaction=f"officer:{by.pk}",
        asked_at=at,
        ended_at=at,
    )
    fee_asked(payment)
    fee_paid(payment, at=at, was_open=True, counts=True)
    close_others(payment=payment, at=at)
    enqueue("issue_receipt", {"payment": payment.pk})
    return payment
