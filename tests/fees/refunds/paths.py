"""Refunds brought as far as a test wants them, by the acts themselves."""

from typing import Any

from gplx.casework.learn_refunds import Learnt, learn_refunds
from gplx.casework.name_refund_account import name_refund_account
from gplx.casework.prepare_refunds import prepare_refunds
from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import Dossier
from gplx.fees.refunds.models import Order, Refund
from gplx.fees.refunds.order_file import Answer, Result
from gplx.ground.clock import today
from gplx.offices.models import ACCOUNTANT, Officer
from tests import builders
from tests.builders import fresh

ACCOUNT = {"bank": "Ngân hàng Thử", "account": "0123456789", "holder": "NGUYEN THU NGHIEM"}


def withdrawn(dossier: Dossier | None = None, *, department_id: str = "H26") -> Dossier:
    """A paid dossier that its applicant took back."""
    paid = dossier or builders.paid(department_id=department_id)
    return withdraw(dossier_id=paid.id, by=paid.applicant, request_id=fresh(), seen=None)


def begun(*, department_id: str = "H26") -> Refund:
    """A refund that waits for its account."""
    return Refund.objects.get(dossier=withdrawn(department_id=department_id))


def named(refund: Refund, **other: str) -> Refund:
    """A refund whose account the applicant named."""
    by = refund.dossier.applicant
    name_refund_account(dossier_id=refund.dossier_id, by=by, **{**ACCOUNT, **other})
    return Refund.objects.get(id=refund.pk)


def accountant(department_id: str = "H26") -> Officer:
    """Who prepares orders."""
    return builders.officer(ACCOUNTANT, department_id=department_id)


def ordered(refund: Refund | None = None) -> Refund:
    """A refund that the treasury was told to pay."""
    ready = named(refund or begun())
    prepare_refunds(by=accountant(ready.department_id))
    return Refund.objects.get(id=ready.pk)


def result(refund: Refund, **other: Any) -> Result:
    """What the treasury says of a refund: paid, in full, today."""
    told = {"reference": refund.reference, "paid": True, "amount": refund.amount, "day": today(), "reason": ""}
    return Result(**{**told, **other})


def answered(refund: Refund, **other: Any) -> Learnt:
    """The treasury answers the order of a refund, about it alone."""
    order = refund.order or Order.objects.latest("id")
    return learn_refunds(answer=Answer(code=order.code, results=(result(refund, **other),)))
