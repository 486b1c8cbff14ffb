"""What a request wrote, as PostgreSQL itself counts it within the test's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# The session is the visitor's own; a read of personal data is meant to be recorded.
COUNT = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del
FROM pg_stat_xact_user_tables WHERE relname <> 'django_session' AND n_tup_ins + n_tup_upd + n_tup_del > 0
"""
READS = "SELECT count(*) FROM ledger_entry WHERE kind = 'read'"


def written() -> dict[str, int]:
    """Rows inserted, changed and deleted since the transaction began, by table, without reads that were recorded."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        counts = dict(cursor.fetchall())
        cursor.execute(READS)
        counts["ledger_entry"] = counts.get("ledger_entry", 0) - cursor.fetchone()[0]
    return counts


@contextmanager
def collecting() -> Iterator[dict[str, int]]:
    """The tables that are written to inside the block, each with the number of rows; filled in at its end."""
    before, found = written(), dict[str, int]()
    yield found
    found |= {
        table: count - before.get(table, 0) for table, count in written().items() if count != before.get(table, 0)
    }
