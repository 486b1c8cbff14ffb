"""Of the books, too, the application's role may only read and add."""

from typing import ClassVar

from django.db import migrations

TAKE = """
DO $$ BEGIN
IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'gplx_app') THEN
    GRANT SELECT, INSERT ON books_transaction, books_entry TO gplx_app;
    GRANT USAGE, SELECT ON SEQUENCE books_transaction_id_seq, books_entry_id_seq TO gplx_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON books_transaction, books_entry FROM gplx_app;
END IF;
END $$;
"""


class Migration(migrations.Migration):
    """Take the rights that no one needs."""

    dependencies: ClassVar = [("conf", "0002_rights"), ("books", "0002_guards")]
    operations: ClassVar = [migrations.RunSQL(sql=TAKE, reverse_sql=migrations.RunSQL.noop)]
