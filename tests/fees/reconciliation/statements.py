"""Statements as the other side would make them."""

from datetime import date, datetime
from typing import Any

from gplx.casework.learn_statements import learn_platform_statement, learn_treasury_statement, learn_vnpay_statement
from gplx.fees.models import PAID, Payment
from gplx.ground.clock import HANOI
from gplx.registers.payments.statement import Statement, StatementRow
from gplx.registers.treasury.port import Credit, PaidBack, TreasuryStatement

DAY = date(2021, 9, 27)
ACCOUNT = "THU-H26"


def row(payment: Payment, **other: Any) -> StatementRow:
    """A payment as the platform's statement has it."""
    told = {
        "reference": payment.reference,
        "transaction": payment.transaction or "gd-x",
        "amount": payment.amount,
        "paid": True,
        "at": datetime(2021, 9, 27, 10, tzinfo=HANOI),
        "dossier": payment.dossier.code or "",
    }
    return StatementRow(**{**told, **other})


def platform_says(*rows: StatementRow, day: date = DAY) -> None:
    """The platform's statement of a day comes."""
    learn_platform_statement(Statement(day=day, rows=rows))


def vnpay_says(*rows: StatementRow, day: date = DAY) -> None:
    """VNPay's statement of a day comes."""
    learn_vnpay_statement(Statement(day=day, rows=rows))


def platform_agrees(day: date = DAY) -> None:
    """It says what we say."""
    platform_says(*(row(payment) for payment in Payment.objects.filter(state=PAID, method="platform")), day=day)


def treasury_says(
    *, online: int = 0, vnpay: int = 0, cash: int = 0, back: tuple[PaidBack, ...] = (), day: date = DAY
) -> None:
    """The treasury's statement of a day comes."""
    sums = (("platform", online), ("vnpay", vnpay), ("cash", cash))
    credits = tuple(Credit(account=ACCOUNT, source=source, amount=amount) for source, amount in sums if amount)
    learn_treasury_statement(TreasuryStatement(day=day, credits=credits, paid_back=back))
