"""What was marked as due back before there were refunds: each gets its own, and waits for the applicant's account."""

from typing import Any, ClassVar

from django.db import migrations

_BEGIN = """
INSERT INTO refunds_refund (
    payment_id, transaction, dossier_id, department_id, amount, why, article, confidence, state, bank, account, holder,
    name_verdict, account_from, turn, trouble, begun_at, waits_since, reminders
)
SELECT payment.id, payment.transaction, payment.dossier_id, dossier.department_id, payment.amount,
       CASE WHEN dossier.paid_at = payment.ended_at THEN 'ended' WHEN dossier.paid_at IS NULL THEN 'paid_late' ELSE 'paid_twice' END,
       '', '', 'account', '', '', '', '', '', 0, '', now(), now(), 0
FROM fees_payment payment JOIN dossiers_dossier dossier ON dossier.id = payment.dossier_id
WHERE payment.state = 'paid' AND payment.refund_due
  AND NOT EXISTS (SELECT FROM refunds_refund WHERE refunds_refund.payment_id = payment.id)
"""


def begin_refunds(_apps: Any, schema_editor: Any) -> None:
    """Begin those that have not begun."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_BEGIN)


class Migration(migrations.Migration):
    """Begin the refunds that are owed."""

    dependencies: ClassVar = [("refunds", "0001_initial"), ("books", "0003_open_books")]
    operations: ClassVar = [migrations.RunPython(begin_refunds, migrations.RunPython.noop)]
