"""Refund a difference (*hoàn khoản chênh lệch*): money came that belongs to no fee, and goes back to who paid it."""

from django.db import transaction

from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotAllowed, NotPossibleNow
from gplx.fees.books.models import DIFFERENCES, REFUND_DUE
from gplx.fees.books.post import post
from gplx.fees.models import PAID, Payment
from gplx.fees.reconciliation.models import DOUBLE, GATEWAYS, REFUNDED, Difference
from gplx.fees.refunds.changes import begin_refund
from gplx.fees.refunds.models import Refund
from gplx.fees.refunds.questions import is_refunded
from gplx.ground.clock import now
from gplx.offices.models import ACCOUNTANT, Officer
from gplx.offices.questions import has_role
from gplx.rules.refunds import Why


@transaction.atomic
def refund_difference(*, difference_id: int, by: Officer) -> Refund:
    """Give back what a gateway holds beyond what was asked: a second transaction, a wrong amount (NĐ 11/2020/NĐ-CP Điều 5).

    Raises ``NotAllowed`` for another department or role, ``NotPossibleNow`` where there is nothing to give back or nobody to give it to.
    """
    asked = Difference.objects.get(id=difference_id)
    if asked.department_id != by.department_id or not has_role(by, ACCOUNTANT):
        raise NotAllowed
    payment = _locked_payment(asked)
    difference = Difference.objects.select_for_update().get(id=difference_id)
    if payment is None or not may_be_refunded(difference) or _is_its_own(difference, payment):
        raise NotPossibleNow
    at, amount = now(), difference.amount
    difference.settled_at, difference.settled_how = at, REFUNDED
    difference.save()
    post(
        kind="difference_refund",
        key=f"difference:{difference.pk}:refund",
        lines={DIFFERENCES: amount, REFUND_DUE: -amount},
        department_id=by.department_id,
        dossier_id=payment.dossier_id,
        payment_id=payment.pk,
        at=at,
    )
    return begin_refund(payment, why=_why(difference), at=at, paid=difference.theirs, transaction=_money(difference))


def may_be_refunded(difference: Difference) -> bool:
    """Whether a gateway holds money beyond ours, and it is not settled."""
    return difference.side in GATEWAYS and difference.amount > 0 and difference.settled_at is None


def _locked_payment(difference: Difference) -> Payment | None:
    """Its payment, locked after its dossier as every act does it."""
    found = Payment.objects.filter(reference=difference.reference_id).first()
    if found is None:
        return None
    Dossier.objects.select_for_update().get(id=found.dossier_id)
    return Payment.objects.select_for_update(of=("self",)).select_related("dossier__applicant").get(id=found.pk)


def _is_its_own(difference: Difference, payment: Payment) -> bool:
    """Whether the money counts by now, or is on its way back already."""
    counted = payment.state == PAID and payment.transaction == difference.transaction_id and not difference.ours
    return counted or is_refunded(payment=payment, transaction=_money(difference))


def _money(difference: Difference) -> str:
    """What goes back: a transaction, or of one that counts what exceeds the fee, which is another thing than the fee itself."""
    return f"{difference.transaction_id[:50]}:surplus" if difference.ours else difference.transaction_id


def _why(difference: Difference) -> Why:
    if difference.ours:
        return "surplus"
    return "paid_twice" if difference.kind == DOUBLE else "unknown_money"
