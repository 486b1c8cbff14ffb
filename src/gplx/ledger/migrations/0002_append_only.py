"""Rows of the ledger can be added and never changed: a trigger refuses it to everybody."""

from typing import ClassVar

from django.db import migrations

REFUSE = """
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_entry EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_seal EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_entry EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_seal EXECUTE FUNCTION ledger_is_append_only();
"""
ALLOW = """
DROP TRIGGER append_only ON ledger_entry;
DROP TRIGGER append_only ON ledger_seal;
DROP TRIGGER never_emptied ON ledger_entry;
DROP TRIGGER never_emptied ON ledger_seal;
DROP FUNCTION ledger_is_append_only();
"""


class Migration(migrations.Migration):
    """Make the ledger append-only."""

    dependencies: ClassVar = [("ledger", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(sql=REFUSE, reverse_sql=ALLOW)]
