"""Learn a statement (*đối soát*): keep it, and find what it and the books do not agree on."""

from django.db import transaction

from gplx.casework.learn_refunds import learn_refund, refunds_called
from gplx.casework.pay_pulled import Pulled, pay_pulled
from gplx.dossiers.models import Dossier
from gplx.fees.changes import ask_gateway
from gplx.fees.models import PAID, Payment
from gplx.fees.reconciliation.changes import reconcile
from gplx.fees.reconciliation.keep import keep_gateway, keep_treasury
from gplx.fees.reconciliation.models import PLATFORM, VNPAY
from gplx.fees.refunds.changes import hold_dossiers
from gplx.fees.refunds.order_file import Result
from gplx.ground.clock import now
from gplx.registers.payments.statement import Statement
from gplx.registers.treasury.port import TreasuryStatement


@transaction.atomic
def learn_platform_statement(said: Statement) -> None:
    """Take the platform's word about a day. Where it holds money that we do not know of, it is asked after that payment once more: a
    callback was lost, and its answer settles the difference by itself. What was paid at the portal's own page cannot be asked after; the
    statement is its word.
    """
    keep_gateway(said, gateway=PLATFORM, at=now())
    _ask_after_unknown(said, gateway=PLATFORM)
    _pay_pulled(said)
    reconcile(day=said.day, at=now())


@transaction.atomic
def learn_vnpay_statement(said: Statement) -> None:
    """Take VNPay's word about a day, as the platform's."""
    keep_gateway(said, gateway=VNPAY, at=now())
    _ask_after_unknown(said, gateway=VNPAY)
    reconcile(day=said.day, at=now())


def _ask_after_unknown(said: Statement, *, gateway: str) -> None:
    paid_there = {row.reference for row in said.rows if row.paid}
    for payment in Payment.objects.filter(reference__in=paid_there, method=gateway).exclude(state=PAID):
        ask_gateway(payment=payment, occasion=f"statement-{said.day:%Y%m%d}")


def _pay_pulled(said: Statement) -> None:
    """Bills whose result never came; whatever else names a dossier without being its bill changes nothing."""
    rows = {
        row.reference: row for row in said.rows if row.paid and row.dossier and row.reference.startswith(row.dossier)
    }
    known = Payment.objects.filter(reference__in=rows, state=PAID).values_list("reference", flat=True)
    silent = [rows[reference] for reference in sorted(rows.keys() - set(known))]
    # Locked in the order in which everybody does it.
    dossiers = Dossier.objects.select_for_update(of=("self",)).filter(code__in=[row.dossier for row in silent])
    list(dossiers.order_by("id").values_list("id"))
    for row in silent:
        pay_pulled(
            Pulled(
                code=row.dossier,
                reference=row.reference,
                amount=row.amount,
                transaction=row.transaction,
                said={"SoTien": str(row.amount)},
            )
        )


@transaction.atomic
def learn_treasury_statement(said: TreasuryStatement) -> None:
    """Take the treasury's word about a day: refunds that it paid are paid (NĐ 11/2020/NĐ-CP Điều 5), also where its answer was lost."""
    keep_treasury(said, at=now())
    hold_dossiers(refunds_called(one.reference for one in said.paid_back))
    for one in said.paid_back:
        result = Result(reference=one.reference, paid=True, amount=one.amount, day=said.day, reason="")
        learn_refund(result, order=None)
    reconcile(day=said.day, at=now())
