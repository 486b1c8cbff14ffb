from django.db import migrations, models

MAKE = "CREATE UNIQUE INDEX CONCURRENTLY gateway_user_once ON offices_clinic (username) WHERE NOT (username = '')"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("offices", "0003_clinics_apply"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(MAKE, "DROP INDEX CONCURRENTLY gateway_user_once")],
            state_operations=[
                migrations.AddConstraint(
                    model_name="clinic",
                    constraint=models.UniqueConstraint(
                        fields=["username"], name="gateway_user_once", condition=~models.Q(username="")
                    ),
                ),
            ],
        ),
    ]
