"""The tables of the queue, as its library makes them."""

from typing import ClassVar

from django.db import migrations
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment


class Migration(migrations.Migration):
    """Install the queue."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.RunSQL(
            sql=QueryBuilderEnvironment().build_install_query(),
            reverse_sql=QueryBuilderEnvironment().build_uninstall_query(),
        )
    ]
