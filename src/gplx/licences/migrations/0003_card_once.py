"""One row a card, also where the new one bears the number of the old one."""

from django.db import migrations, models

MAKE = (
    "CREATE UNIQUE INDEX CONCURRENTLY card_once_made ON licences_licence (holder, number, licence_class, serial)",
    "ALTER TABLE licences_licence ADD CONSTRAINT card_once UNIQUE USING INDEX card_once_made",
)


class Migration(migrations.Migration):
    # Nobody waits while the index is made.
    atomic = False
    dependencies = [("licences", "0002_blanks")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(MAKE, "ALTER TABLE licences_licence DROP CONSTRAINT card_once"),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="licence",
                    constraint=models.UniqueConstraint(
                        fields=["holder", "number", "licence_class", "serial"], name="card_once"
                    ),
                )
            ],
        ),
        migrations.RemoveConstraint(model_name="licence", name="licence_once"),
    ]
