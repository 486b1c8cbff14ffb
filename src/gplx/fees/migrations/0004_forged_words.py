"""Words in a gateway's name that it did not say, counted by day."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Forged words."""

    dependencies: ClassVar = [("fees", "0003_payment_asked_at")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ForgedWords",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("method", models.CharField(max_length=10)),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
            ],
            options={"constraints": (models.UniqueConstraint(fields=["method", "day"], name="forged_words_of_a_day"),)},
        ),
    ]
