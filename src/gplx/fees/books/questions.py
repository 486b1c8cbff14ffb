"""Balances. Each answer is one query, whatever it is about."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from gplx.fees.books.models import Entry

Balances = dict[str, int]


def balances(*, department_id: str | None = None, dossier_id: UUID | None = None, day: date | None = None) -> Balances:
    """The balance of each account that was ever moved, in đồng: of a department, a dossier, a day, or of what is both."""
    wanted = {
        "transaction__department_id": department_id,
        "transaction__dossier_id": dossier_id,
        "transaction__day": day,
    }
    return _sums(Entry.objects.filter(**{name: value for name, value in wanted.items() if value is not None}))


def balances_until(*, department_id: str, day: date) -> Balances:
    """How a department's accounts stood at the end of a day."""
    return _sums(Entry.objects.filter(transaction__department_id=department_id, transaction__day__lte=day))


def moved(*, department_id: str, first: date, last: date, kind: str = "") -> dict[date, Balances]:
    """What was moved on each account of a department, day by day; by events of one ``kind`` where it is given."""
    entries = Entry.objects.filter(transaction__department_id=department_id, transaction__day__range=(first, last))
    entries = entries.filter(transaction__kind=kind) if kind else entries
    rows = entries.values_list("transaction__day", "purpose").annotate(sum=Sum("amount")).order_by()
    found: dict[date, Balances] = {}
    for day, purpose, amount in rows:
        found.setdefault(day, {})[purpose] = amount
    return found


def _sums(entries: QuerySet[Entry]) -> Balances:
    return dict(entries.values_list("purpose").annotate(sum=Sum("amount")).order_by("purpose"))
