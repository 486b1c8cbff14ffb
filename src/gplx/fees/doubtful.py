"""Payments that a gateway told of with a wrong amount, while the fee has not been paid."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from gplx.dossiers.models import Dossier
from gplx.fees.models import Notice, Payment
from gplx.fees.questions import WRONG_AMOUNT
from gplx.ground.clock import now
from gplx.offices.models import Department

HUNDREDTHS = 100  # of a đồng, in which VNPay counts
MOST_DIGITS = 20  # no sum of money has more
# By then the books of that day were reconciled, and the difference stands there.
UNTIL = timedelta(weeks=4)


@dataclass(frozen=True, kw_only=True)
class Doubtful:
    """A payment, what it was to be and what was told of it, in đồng (``None``: not to be read), and when."""

    dossier: Dossier
    payment: Payment
    amount_told: int | None
    at: datetime


def unsettled() -> QuerySet[Notice]:
    """Words with a wrong amount, of the last four weeks, about dossiers whose fee has not been paid since."""
    recent = Notice.objects.filter(result=WRONG_AMOUNT, payment__isnull=False, at__gt=now() - UNTIL)
    return recent.filter(payment__dossier__paid_at__isnull=True)


def doubtful_at(department: Department, *, most: int) -> list[Doubtful]:
    """Those of a department, the last told first, each payment once."""
    notices = unsettled().filter(payment__dossier__department=department).select_related("payment__dossier")
    last = notices.order_by("payment_id", "-id").distinct("payment_id")
    found = Notice.objects.filter(id__in=last.values("id")).select_related("payment__dossier").order_by("-id")[:most]
    return [doubt for notice in found if (doubt := _doubt(notice))]


def doubtful_by_department() -> list[tuple[str, int]]:
    """How many payments of each department were told with a wrong amount and are not paid since; the most first."""
    counted = unsettled().values_list("payment__dossier__department__name")
    found = counted.annotate(count=Count("payment_id", distinct=True)).order_by(
        "-count", "payment__dossier__department__name"
    )
    return [(name, count) for name, count in found]


def _doubt(notice: Notice) -> Doubtful | None:
    payment = notice.payment
    if payment is None:
        return None
    return Doubtful(dossier=payment.dossier, payment=payment, amount_told=amount_told(notice.said), at=notice.at)


def amount_told(said: dict[str, Any]) -> int | None:
    """The đồng that a word names, whichever gateway said it; ``None`` where it names none that can be read."""
    in_hundredths = "vnp_Amount" in said
    query = said.get("query")
    asked = query.get("amount") if isinstance(query, dict) else None
    text = str(said.get("vnp_Amount") or said.get("SoTien") or asked or "")
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        return None
    return int(text) // HUNDREDTHS if in_hundredths else int(text)
