"""Find the differences of a day, from what is kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Sum

from gplx.fees.books.models import CASH, Entry
from gplx.fees.models import PAID, Payment
from gplx.fees.reconciliation.compare import Found, Ours, Theirs, compare, compare_sums
from gplx.fees.reconciliation.models import GATEWAYS, PlatformRow, TreasuryCredit, TreasuryPaidBack
from gplx.fees.refunds import models as refunds
from gplx.fees.refunds.models import Refund, number_of
from gplx.ground.clock import HANOI

By = dict[str | None, list[Found]]


def between_gateway_and_us(gateway: str, day: date) -> By:
    """By department (none: nobody's) what a gateway's statement of a day and our payments by it do not agree on."""
    rows = list(PlatformRow.objects.filter(gateway=gateway, day=day).order_by("place"))
    of = {row.reference_id: row.department_id for row in rows}
    told = {(row.reference_id, row.transaction_id) for row in rows} - _named_before(gateway, day, of)
    silent = {payment.reference: payment for payment in _paid_and_never_named(gateway, day)}
    known = Payment.objects.filter(reference__in=of, method__in=GATEWAYS[gateway]).select_related("dossier")
    payments = silent | {payment.reference: payment for payment in known}
    of |= {reference: payment.dossier.department_id for reference, payment in payments.items()}
    found = compare(
        [
            Ours(
                reference=one.reference,
                transaction=one.transaction,
                amount=one.amount,
                paid=one.state == PAID,
                here=one.reference in silent or (one.reference, one.transaction) in told,
            )
            for one in payments.values()
        ],
        [
            Theirs(reference=one.reference_id, transaction=one.transaction_id, amount=one.amount, paid=one.paid)
            for one in rows
        ],
    )
    by: By = defaultdict(list)
    for one in found:
        by[of[one.reference]].append(one)
    return by


def between_treasury_and_us(day: date, sources: Sequence[str]) -> By:
    """By department what the treasury's statement of a day does not agree on: takings of these sources, refunds that were paid."""
    by: By = defaultdict(list)
    ours, theirs = takings(day), credits_of(day)
    for department in {key[0] for key in ours | theirs}:
        for source in sources:
            sums = {"ours": ours.get((department, source), 0), "theirs": theirs.get((department, source), 0)}
            # Of two departments the same sum may be missing.
            whose = f"-{department}" if department else ""
            by[department] += compare_sums(f"{source}-{day:%Y%m%d}{whose}", **sums)
    for department, found in _refunds(day):
        by[department].append(found)
    return by


def takings(day: date) -> dict[tuple[str | None, str], int]:
    """What each department took on a day: by each gateway's own statement, and in cash by the books."""
    known = PlatformRow.objects.filter(day=day, paid=True, department__isnull=False)
    online = known.values_list("department_id", "gateway").annotate(sum=Sum("amount"))
    cash = Entry.objects.filter(purpose=CASH, transaction__kind="paid", transaction__day=day)
    counted = cash.values_list("transaction__department_id").annotate(sum=Sum("amount"))
    return {(one, gateway): amount for one, gateway, amount in online.order_by()} | {
        (one, "cash"): amount for one, amount in counted.order_by()
    }


def credits_of(day: date) -> dict[tuple[str | None, str], int]:
    """What came to each department's account at the treasury for a day."""
    rows = TreasuryCredit.objects.filter(day=day).values_list("department_id", "source").annotate(sum=Sum("amount"))
    return {(department, source): amount for department, source, amount in rows.order_by()}


def _paid_and_never_named(gateway: str, day: date) -> QuerySet[Payment]:
    """What came through a gateway by its word of a day, and stands on no statement of it."""
    begins = datetime(day.year, day.month, day.day, tzinfo=HANOI)
    on_that_day = {"ended_at__gte": begins, "ended_at__lt": begins + timedelta(days=1)}
    same = {"reference_id": OuterRef("reference"), "transaction_id": OuterRef("transaction")}
    named = PlatformRow.objects.filter(gateway=gateway, **same)
    paid = Payment.objects.filter(state=PAID, method__in=GATEWAYS[gateway], **on_that_day)
    return paid.exclude(Exists(named)).select_related("dossier")


def _named_before(gateway: str, day: date, references: Iterable[str]) -> set[tuple[str, str]]:
    """The money of these payments that an earlier day's statement has: on this day it is a double."""
    own = PlatformRow.objects.filter(gateway=gateway, day__lt=day, paid=True)
    earlier = own.filter(reference_id__in=list(references))
    return set(earlier.values_list("reference_id", "transaction_id"))


def _refunds(day: date) -> list[tuple[str | None, Found]]:
    """Refunds that the treasury says it paid on a day, and those that we count as paid since and it never named."""
    begins = datetime(day.year, day.month, day.day, tzinfo=HANOI)
    rows = list(TreasuryPaidBack.objects.filter(day=day).order_by("id"))
    named = {number_of(row.reference_id) for row in rows}
    known = {refund.pk: refund for refund in Refund.objects.filter(id__in=named)}
    paid = Refund.objects.filter(state=refunds.PAID, ended_at__gte=begins, ended_at__lt=begins + timedelta(days=1))
    counted = list(paid)
    everywhere = TreasuryPaidBack.objects.filter(reference_id__in=[refund.reference for refund in counted])
    told = set(everywhere.values_list("reference_id", flat=True))
    silent = [refund for refund in counted if refund.reference not in told]
    earlier = TreasuryPaidBack.objects.filter(day__lt=day, reference_id__in=[row.reference_id for row in rows])
    before = set(earlier.values_list("reference_id", flat=True))
    found = compare(
        [_as_ours(refund, here=refund.reference not in before) for refund in [*known.values(), *silent]],
        [
            Theirs(reference=row.reference_id, transaction=row.reference_id, amount=row.amount, paid=True)
            for row in rows
        ],
    )
    of = {refund.reference: refund.department_id for refund in [*known.values(), *silent]}
    return [(of.get(one.reference) or _owner(one.reference, known), one) for one in found]


def _as_ours(refund: Refund, *, here: bool) -> Ours:
    paid = refund.state == refunds.PAID
    return Ours(reference=refund.reference, transaction=refund.reference, amount=refund.amount, paid=paid, here=here)


def _owner(reference: str, known: dict[int, Refund]) -> str | None:
    refund = known.get(number_of(reference))
    return refund.department_id if refund else None
