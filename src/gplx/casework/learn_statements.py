"""Learn a statement (*đối soát*): keep it, and find what it and the books do not agree on."""

from django.db import transaction

from gplx.casework.learn_refunds import learn_refund, refunds_called
from gplx.fees.changes import ask_gateway
from gplx.fees.models import ONLINE, PAID, Payment
from gplx.fees.reconciliation.changes import reconcile
from gplx.fees.reconciliation.keep import keep_platform, keep_treasury
from gplx.fees.refunds.changes import hold_dossiers
from gplx.fees.refunds.order_file import Result
from gplx.ground.clock import now
from gplx.registers.payments.statement import Statement
from gplx.registers.treasury.port import TreasuryStatement


@transaction.atomic
def learn_platform_statement(said: Statement) -> None:
    """Take the platform's word about a day. Where it holds money that we do not know of, it is asked after that payment once more: a
    callback was lost, and its answer settles the difference by itself.
    """
    keep_platform(said, at=now())
    paid_there = {row.reference for row in said.rows if row.paid}
    for payment in Payment.objects.filter(reference__in=paid_there, method=ONLINE).exclude(state=PAID):
        ask_gateway(payment=payment, occasion=f"statement-{said.day:%Y%m%d}")
    reconcile(day=said.day, at=now())


@transaction.atomic
def learn_treasury_statement(said: TreasuryStatement) -> None:
    """Take the treasury's word about a day: refunds that it paid are paid (NĐ 11/2020/NĐ-CP Điều 5), also where its answer was lost."""
    keep_treasury(said, at=now())
    hold_dossiers(refunds_called(one.reference for one in said.paid_back))
    for one in said.paid_back:
        result = Result(reference=one.reference, paid=True, amount=one.amount, day=said.day, reason="")
        learn_refund(result, order=None)
    reconcile(day=said.day, at=now())
