"""Several parcels a dossier, one after another; waybills of a pool; the old licence on its way back."""

import django.db.models.deletion
from django.db import migrations, models

# So far the number of the order was the waybill.
ORDERED_BEFORE = "UPDATE delivery_parcel SET number = waybill WHERE number = ''"


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0001_initial"),
        ("dossiers", "0002_where_the_card_is"),
    ]

    operations = [
        migrations.CreateModel(
            name="WaybillRange",
            fields=[
                ("name", models.CharField(max_length=90, primary_key=True, serialize=False)),
                ("used", models.PositiveIntegerField(default=0)),
                ("free", models.JSONField(default=list)),
            ],
        ),
        migrations.AddField(
            model_name="parcel",
            name="events",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="parcel",
            name="number",
            field=models.CharField(blank=True, db_default="", max_length=48),
        ),
        migrations.RunSQL(ORDERED_BEFORE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="parcel",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parcels", to="dossiers.dossier"
            ),
        ),
        migrations.AlterField(
            model_name="parcel",
            name="waybill",
            field=models.CharField(max_length=40, null=True, unique=True),
        ),
        migrations.CreateModel(
            name="OldLicence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("collection", models.PositiveSmallIntegerField(default=0)),
                ("taken_by", models.CharField(blank=True, max_length=80)),
                ("taken_at", models.DateTimeField(null=True)),
                ("cut_by", models.CharField(blank=True, max_length=80)),
                ("cut_at", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="old_licence", to="dossiers.dossier"
                    ),
                ),
            ],
        ),
    ]
