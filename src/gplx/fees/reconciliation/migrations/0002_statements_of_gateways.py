"""Rows of every gateway's statement, told apart; they are read by day and gateway."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Statements of gateways."""

    # An index is made while others write.
    atomic = False

    dependencies: ClassVar = [("reconciliation", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="platformrow",
            name="gateway",
            field=models.CharField(max_length=10, default="platform", db_default="platform"),
        ),
        # The sums of two departments were called alike, and could not both be missing.
        migrations.RunSQL(
            """
            UPDATE reconciliation_difference SET reference_id = reference_id || '-' || department_id
            WHERE side = 'treasury' AND reference_id ~ '^(platform|cash)-[0-9]{8}$'
                AND department_id IS NOT NULL
            """,
            migrations.RunSQL.noop,
        ),
        migrations.RemoveConstraint(model_name="platformrow", name="platform_row_once"),
        AddIndexConcurrently(
            model_name="platformrow", index=models.Index(fields=["day", "gateway", "place"], name="rows_of_a_day")
        ),
    ]
