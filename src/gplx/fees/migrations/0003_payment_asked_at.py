"""Who asks after open payments each minute looks at the last three days alone, not at all payments that ever were."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("fees", "0002_gateways_and_receipts"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="payment",
            index=models.Index(fields=["asked_at"], name="payment_asked_at"),
        ),
    ]
