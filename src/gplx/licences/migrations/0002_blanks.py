"""Each blank on which a card was printed, so that it serves once."""

from django.db import migrations, models

# The newest card of a dossier stands with its licence; those that the post lost, in the history alone.
PRINTED_BEFORE = """
INSERT INTO licences_blank (serial, dossier_code, at)
SELECT DISTINCT ON (a.details->>'serial') a.details->>'serial', d.code, a.at
FROM dossiers_act a JOIN dossiers_dossier d ON d.id = a.dossier_id
WHERE a.act = 'print_card' ORDER BY a.details->>'serial', a.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("licences", "0001_initial"),
        ("dossiers", "0004_again"),
    ]

    operations = [
        migrations.CreateModel(
            name="Blank",
            fields=[
                ("serial", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("dossier_code", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(PRINTED_BEFORE, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="electroniclicence", name="one_card_a_blank"),
    ]
