"""Two lists of the same day, compared both ways. Pure: amounts in đồng, nothing is known of tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gplx.fees.reconciliation.models import AMOUNT, DOUBLE, MISSING_HERE, MISSING_THERE, STATE


@dataclass(frozen=True, kw_only=True)
class Ours:
    """A payment as we have it: ``amount`` is what was asked. Not ``here``: another day's statement has it; a row is a double."""

    reference: str
    transaction: str
    amount: int
    paid: bool
    here: bool = True


@dataclass(frozen=True, kw_only=True)
class Theirs:
    """A row of their statement."""

    reference: str
    transaction: str
    amount: int
    paid: bool


@dataclass(frozen=True, kw_only=True, order=True)
class Found:
    """A difference: ``ours`` and ``theirs`` are the đồng that each side counts as paid."""

    kind: str
    reference: str
    transaction: str
    ours: int
    theirs: int


def compare(ours: Iterable[Ours], theirs: Iterable[Theirs]) -> list[Found]:
    """Every difference between the two, in the order of references. All of them together explain all that the sums differ by."""
    here = {one.reference: one for one in ours}
    there: dict[str, list[Theirs]] = {}
    for row in theirs:
        there.setdefault(row.reference, []).append(row)
    return [
        found
        for reference in sorted(here.keys() | there.keys())
        for found in _of_one(here.get(reference), there.get(reference, []))
    ]


def _of_one(ours: Ours | None, rows: Sequence[Theirs]) -> list[Found]:
    paid = [row for row in rows if row.paid and row.amount]
    main = _main(ours, paid)
    held = ours.amount if ours and ours.paid and ours.here else 0
    found = _doubles(row for row in paid if row is not main)
    if main is not None and main.amount != held:
        found.insert(0, _found(_kind(ours, main), main, ours=held))
    if main is None and held and ours:
        kind = STATE if any(row.transaction == ours.transaction for row in rows) else MISSING_THERE
        found.insert(0, Found(kind=kind, reference=ours.reference, transaction=ours.transaction, ours=held, theirs=0))
    return found


def _main(ours: Ours | None, paid: Sequence[Theirs]) -> Theirs | None:
    """The row that is the payment itself; any other is one too many."""
    if ours and ours.paid:
        paid = [row for row in paid if ours.here and row.transaction == ours.transaction]
    return next(iter(paid), None)


def _doubles(rows: Iterable[Theirs]) -> list[Found]:
    """One difference a transaction, with all that was said of it: what stands there thrice is two too many."""
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.reference, row.transaction)
        sums[key] = sums.get(key, 0) + row.amount
    return [
        Found(kind=DOUBLE, reference=reference, transaction=transaction, ours=0, theirs=amount)
        for (reference, transaction), amount in sums.items()
    ]


def _kind(ours: Ours | None, main: Theirs) -> str:
    if ours is None:
        return MISSING_HERE
    return STATE if not ours.paid and main.amount == ours.amount else AMOUNT


def _found(kind: str, row: Theirs, *, ours: int) -> Found:
    return Found(kind=kind, reference=row.reference, transaction=row.transaction, ours=ours, theirs=row.amount)


def compare_sums(reference: str, *, ours: int, theirs: int) -> list[Found]:
    """The difference between two sums, if there is one."""
    if ours == theirs:
        return []
    kind = MISSING_HERE if not ours else AMOUNT if theirs else MISSING_THERE
    return [Found(kind=kind, reference=reference, transaction="", ours=ours, theirs=theirs)]
