"""What was paid at the portal's own page stood with the other gateways, as if it had been owed by an open try.

It lies with the platform, whose statement names it; and where no try was entered as asked, nothing was due by it.
"""

from typing import Any, ClassVar

from django.db import migrations

_MOVE = """
WITH told AS (
    SELECT made.payment_id, made.department_id, made.dossier_id, entry.amount, made.key || ':moved' AS key,
        CASE WHEN EXISTS (
            SELECT FROM books_transaction asked WHERE asked.payment_id = made.payment_id AND asked.kind = 'asked'
        ) THEN 0 ELSE coalesce(-due.amount, 0) END AS never_due
    FROM books_transaction made
    LEFT JOIN books_entry due ON due.transaction_id = made.id AND due.purpose = 'due'
    JOIN books_entry entry ON entry.transaction_id = made.id AND entry.purpose = 'gateway'
    JOIN fees_payment payment ON payment.id = made.payment_id
    WHERE made.kind = 'paid' AND payment.method = 'pull'
), moved AS (
    INSERT INTO books_transaction (kind, key, department_id, dossier_id, payment_id, day, at, lines)
    SELECT 'moved', key, department_id, dossier_id, payment_id, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, now(),
        CASE WHEN never_due = 0 THEN 2 ELSE 4 END
    FROM told ORDER BY payment_id
    ON CONFLICT (key) DO NOTHING
    RETURNING id, key
)
INSERT INTO books_entry (transaction_id, purpose, amount)
SELECT moved.id, line.purpose, line.amount
FROM moved JOIN told USING (key), LATERAL (VALUES
    ('platform', told.amount), ('gateway', -told.amount), ('due', told.never_due), ('budget', -told.never_due)
) AS line (purpose, amount)
WHERE line.amount <> 0
"""


def move_pulled_money(_apps: Any, schema_editor: Any) -> None:
    """Enter what is not moved yet."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_MOVE)


class Migration(migrations.Migration):
    """Pulled money lies with the platform."""

    dependencies: ClassVar = [("books", "0003_open_books")]
    operations: ClassVar = [migrations.RunPython(move_pulled_money, migrations.RunPython.noop)]
