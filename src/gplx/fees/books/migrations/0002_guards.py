"""The guards of the books: each transaction makes nought and stays as it was; rows are only ever added."""

from typing import ClassVar

from django.db import migrations

# Looked at when the work is committed: until then the entries may come one after another.
SET = """
CREATE FUNCTION books_transaction_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which bigint := CASE TG_TABLE_NAME WHEN 'books_entry' THEN (to_jsonb(NEW) ->> 'transaction_id')::bigint
                                       ELSE (to_jsonb(NEW) ->> 'id')::bigint END;
    found record;
    wanted integer;
BEGIN
    SELECT lines INTO wanted FROM books_transaction WHERE id = which;
    SELECT count(*) AS entries, coalesce(sum(amount), 0) AS total INTO found FROM books_entry WHERE transaction_id = which;
    IF found.total <> 0 THEN
        RAISE EXCEPTION 'the entries of transaction % make %, not nought', which, found.total USING ERRCODE = 'check_violation';
    ELSIF found.entries < 2 OR found.entries <> wanted THEN
        RAISE EXCEPTION 'transaction % has % entries', which, found.entries USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER transaction_is_whole AFTER INSERT ON books_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION books_transaction_is_whole();
CREATE CONSTRAINT TRIGGER transaction_is_whole AFTER INSERT ON books_transaction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION books_transaction_is_whole();

CREATE FUNCTION books_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the books are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON books_transaction EXECUTE FUNCTION books_are_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON books_entry EXECUTE FUNCTION books_are_append_only();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON books_transaction EXECUTE FUNCTION books_are_append_only();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON books_entry EXECUTE FUNCTION books_are_append_only();
"""
LIFT = """
DROP TRIGGER append_only ON books_transaction;
DROP TRIGGER append_only ON books_entry;
DROP TRIGGER never_emptied ON books_transaction;
DROP TRIGGER never_emptied ON books_entry;
DROP TRIGGER transaction_is_whole ON books_transaction;
DROP TRIGGER transaction_is_whole ON books_entry;
DROP FUNCTION books_are_append_only();
DROP FUNCTION books_transaction_is_whole();
"""


class Migration(migrations.Migration):
    """Guard the books."""

    dependencies: ClassVar = [("books", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(sql=SET, reverse_sql=LIFT)]
