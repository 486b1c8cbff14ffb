"""The ledger: only added to, whole or visibly not, sealed once a day."""

import hashlib
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gplx.ground.clock import HANOI
from gplx.ledger.changes import START, append, seal
from gplx.ledger.models import Entry, Seal
from gplx.ledger.questions import history, is_whole

pytestmark = pytest.mark.django_db
AT = datetime(2021, 9, 27, 10, 0, tzinfo=HANOI)
SUBJECT = "dossier:test"


def add(act: str, *, subject: str = SUBJECT, kind: str = "act", at: datetime = AT) -> Entry:
    """An entry of a made-up officer."""
    return append(subject=subject, kind=kind, act=act, actor="officer:1", at=at, details={"reason": "ảnh mờ"})


def rewrite(sql: str) -> None:
    """Change the table behind the ledger's back, as somebody with the owner's password could."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER append_only")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER append_only")


def test_entries_of_a_subject_are_numbered_and_chained() -> None:
    first, second = add("submit"), add("accept")
    assert (first.number, first.previous) == (1, START)
    assert (second.number, second.previous) == (2, first.digest)
    assert [entry.act for entry in history(subject=SUBJECT)] == ["submit", "accept"]


def test_subjects_have_chains_of_their_own() -> None:
    add("submit")
    other = add("submit", subject="dossier:other")
    assert (other.number, other.previous) == (1, START)
    assert is_whole(subject=SUBJECT)
    assert is_whole(subject="dossier:other")


def test_history_can_be_of_one_kind() -> None:
    add("submit")
    add("view", kind="read")
    assert [entry.act for entry in history(subject=SUBJECT, kind="read")] == ["view"]


def test_a_subject_that_nothing_happened_to_is_whole() -> None:
    assert is_whole(subject="dossier:nobody")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET act = 'refuse' WHERE number = 2",
        "UPDATE ledger_entry SET actor = 'officer:2' WHERE number = 2",
        "UPDATE ledger_entry SET at = at + interval '1 second' WHERE number = 2",
        """UPDATE ledger_entry SET details = '{"reason": "ảnh rõ"}' WHERE number = 2""",
        "UPDATE ledger_entry SET subject = 'dossier:test' , kind = 'read' WHERE number = 1",
        "DELETE FROM ledger_entry WHERE number = 2",
        "DELETE FROM ledger_entry WHERE number = 1",
        "UPDATE ledger_entry SET number = number + 10 WHERE number = 3",
    ],
)
def test_what_was_changed_behind_its_back_is_seen(sql: str) -> None:
    for act in ("submit", "accept", "propose"):
        add(act)
    assert is_whole(subject=SUBJECT)
    rewrite(sql)
    assert not is_whole(subject=SUBJECT)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET act = 'x'",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_seal SET digest = ''",
        "DELETE FROM ledger_seal",
    ],
)
def test_the_database_refuses_to_change_it(sql: str) -> None:
    add("submit")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.get().act == "submit"


def test_a_day_is_sealed_over_its_entries_in_their_order() -> None:
    first, second = add("submit"), add("submit", subject="dossier:other")
    add("accept", at=AT + timedelta(days=1))
    sealed = seal(day=date(2021, 9, 27))
    assert sealed.entries == 2
    assert sealed.digest == hashlib.sha256((START + first.digest + second.digest).encode()).hexdigest()


def test_the_day_is_the_day_in_hanoi() -> None:
    add("submit", at=datetime(2021, 9, 27, 0, 0, tzinfo=HANOI))
    add("accept", at=datetime(2021, 9, 27, 23, 59, tzinfo=HANOI))
    add("propose", at=datetime(2021, 9, 28, 0, 0, tzinfo=HANOI))
    assert seal(day=date(2021, 9, 27)).entries == 2


def test_seals_are_chained_and_a_day_is_sealed_once() -> None:
    add("submit")
    first = seal(day=date(2021, 9, 27))
    add("late")
    assert seal(day=date(2021, 9, 27)).digest == first.digest
    second = seal(day=date(2021, 9, 28))
    assert (second.entries, second.previous) == (0, first.digest)
    assert Seal.objects.count() == 2
