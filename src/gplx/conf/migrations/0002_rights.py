"""What the application's role may do: everything but change the tables, and of the ledger only read and add."""

from typing import ClassVar

from django.db import migrations

# The role belongs to the cluster, not to this database: where it does not exist, the owner works alone and the ledger's triggers stand.
GRANT = """
DO $$ BEGIN
IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'gplx_app') THEN
    GRANT USAGE ON SCHEMA public TO gplx_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO gplx_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO gplx_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO gplx_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO gplx_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry, ledger_seal FROM gplx_app;
    REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM gplx_app;
END IF;
END $$;
"""


class Migration(migrations.Migration):
    """Give the application's role its rights."""

    dependencies: ClassVar = [
        ("conf", "0001_queue"),
        ("ledger", "0002_append_only"),
        ("registers", "0001_initial"),
        ("offices", "0001_initial"),
        ("applicants", "0001_initial"),
        ("licences", "0001_initial"),
        ("dossiers", "0001_initial"),
        ("delivery", "0001_initial"),
        ("documents", "0001_initial"),
        ("fees", "0001_initial"),
        ("health", "0001_initial"),
        ("letters", "0001_initial"),
        ("violations", "0001_initial"),
        ("sessions", "0001_initial"),
        ("otp_totp", "0003_add_timestamps"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations: ClassVar = [migrations.RunSQL(sql=GRANT, reverse_sql=migrations.RunSQL.noop)]
