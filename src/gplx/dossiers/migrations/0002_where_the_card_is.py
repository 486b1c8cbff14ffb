"""Where the card is: with the post since when, and since when the post has failed."""

from django.db import migrations, models

UNDER_WAY = """
UPDATE dossiers_dossier SET posted_at = handed_over_at
WHERE state = 'approved' AND delivery = 'post' AND handed_over_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="post_failed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="posted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(UNDER_WAY, migrations.RunSQL.noop),
    ]
