"""Open the books with the payments that were there before them, each as if its events had been entered when they happened."""

from typing import Any, ClassVar

from django.db import migrations

# Dated in Hà Nội. What was paid and is due back ends alike, whether it counted first or never did.
_OPEN = """
WITH event (kind, turn, payment_id, reference, at, debit, credit, amount) AS (
    SELECT 'asked', '', id, reference, asked_at, 'due', 'budget', amount FROM fees_payment
    UNION ALL
    SELECT 'dropped', '', id, reference, coalesce(ended_at, asked_at), 'budget', 'due', amount
    FROM fees_payment WHERE state IN ('cancelled', 'failed')
    UNION ALL
    SELECT 'paid', '', id, reference, coalesce(ended_at, asked_at), CASE method WHEN 'cash' THEN 'cash' WHEN 'platform' THEN 'platform' ELSE 'gateway' END, 'due', amount
    FROM fees_payment WHERE state = 'paid'
    UNION ALL
    SELECT 'owed_back', ':1', id, reference, coalesce(ended_at, asked_at), 'budget', 'refund_due', amount
    FROM fees_payment WHERE state = 'paid' AND refund_due
), told AS (
    SELECT event.*, event.reference || ':' || event.kind || event.turn AS key, payment.dossier_id, dossier.department_id
    FROM event
    JOIN fees_payment payment ON payment.id = event.payment_id
    JOIN dossiers_dossier dossier ON dossier.id = payment.dossier_id
    WHERE event.amount > 0
), made AS (
    INSERT INTO books_transaction (kind, key, department_id, dossier_id, payment_id, day, at, lines)
    SELECT kind, key, department_id, dossier_id, payment_id, (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, at, 2
    FROM told ORDER BY at, payment_id, kind
    ON CONFLICT (key) DO NOTHING
    RETURNING id, key
)
INSERT INTO books_entry (transaction_id, purpose, amount)
SELECT made.id, line.purpose, line.amount
FROM made JOIN told USING (key), LATERAL (VALUES (told.debit, told.amount), (told.credit, -told.amount)) AS line (purpose, amount)
"""


def open_books(_apps: Any, schema_editor: Any) -> None:
    """Enter what is not entered yet."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_OPEN)


class Migration(migrations.Migration):
    """Open the books."""

    dependencies: ClassVar = [("books", "0002_guards")]
    operations: ClassVar = [migrations.RunPython(open_books, migrations.RunPython.noop)]
