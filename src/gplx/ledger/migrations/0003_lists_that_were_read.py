import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("ledger", "0002_append_only"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("kind", "read")),
                fields=["details"],
                name="entry_lists",
                opclasses=["jsonb_path_ops"],
            ),
        ),
    ]
