"""The one writer of the books: a transaction with its entries in one statement, once for each key."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from gplx.ground.clock import HANOI

# The key is locked by its index: who comes second waits for the first, and then adds nothing.
_POST = """
WITH made AS (
    INSERT INTO books_transaction (kind, key, department_id, dossier_id, payment_id, day, at, lines)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (key) DO NOTHING
    RETURNING id
)
INSERT INTO books_entry (transaction_id, purpose, amount)
SELECT made.id, line.purpose, line.amount
FROM made, unnest(%s::text[], %s::bigint[]) AS line (purpose, amount)
"""


def post(
    *,
    kind: str,
    key: str,
    lines: Mapping[str, int],
    department_id: str,
    at: datetime,
    dossier_id: UUID | None = None,
    payment_id: int | None = None,
    day: date | None = None,
) -> bool:
    """Add a transaction to the books; tells whether it is new.

    ``lines`` are purposes and amounts in đồng, debits positive; those of nought are left out, and where all are there is no transaction.
    ``day`` is the day that it belongs to, where that is not the day of ``at``.
    That they make nought together is seen to by the database, when the caller's work is committed.
    """
    entered = {purpose: amount for purpose, amount in lines.items() if amount}
    if not entered:
        return False
    day = day or at.astimezone(HANOI).date()
    with connection.cursor() as cursor:
        cursor.execute(
            _POST,
            [
                kind,
                key,
                department_id,
                dossier_id,
                payment_id,
                day,
                at,
                len(entered),
                list(entered),
                [*entered.values()],
            ],
        )
        return bool(cursor.rowcount)
