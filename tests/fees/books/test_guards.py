"""What the database itself sees to: each transaction makes nought, stays as it was, and no row is changed or removed."""

from collections.abc import Mapping

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from gplx.fees.books.models import BUDGET, CASH, DUE, PLATFORM, Entry, Transaction
from gplx.fees.books.post import post
from gplx.ground.clock import now
from tests import builders
from tests.builders import fresh

pytestmark = pytest.mark.django_db
FORBIDDEN = [
    statement.format(table)
    for table in ("books_transaction", "books_entry")
    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}")
]


def told(lines: Mapping[str, int], *, key: str = "") -> bool:
    """One transaction, looked at as at the end of the work."""
    department = builders.department().id
    with transaction.atomic():
        made = post(kind="asked", key=key or fresh(), lines=lines, department_id=department, at=now())
        connection.check_constraints()
    return made


def test_what_makes_nought_is_taken() -> None:
    assert told({DUE: 700, PLATFORM: -300, CASH: -400}) is True
    assert sorted(Entry.objects.values_list("purpose", "amount")) == [(CASH, -400), (DUE, 700), (PLATFORM, -300)]


@pytest.mark.parametrize(
    "lines",
    [{DUE: 700}, {DUE: 700, BUDGET: -699}, {DUE: 700, BUDGET: 700}, {DUE: 1, BUDGET: 1, CASH: -1}],
)
def test_what_does_not_make_nought_is_refused(lines: Mapping[str, int]) -> None:
    with pytest.raises(IntegrityError):
        told(lines)
    assert not Transaction.objects.exists()


def test_it_is_looked_at_when_the_work_is_done_and_not_before() -> None:
    department = builders.department().id
    with pytest.raises(IntegrityError, match="not nought"), transaction.atomic():
        post(kind="asked", key=fresh(), lines={DUE: 1, BUDGET: -2}, department_id=department, at=now())
        assert Entry.objects.count() == 2
        connection.check_constraints()


def test_an_entry_of_nought_is_refused() -> None:
    told({DUE: 700, BUDGET: -700})
    with pytest.raises(IntegrityError, match="entry_is_not_nought"), transaction.atomic():
        Entry.objects.create(transaction=Transaction.objects.get(), purpose=CASH, amount=0)


def test_an_account_that_does_not_exist_is_refused() -> None:
    with pytest.raises(IntegrityError, match="entry_of_an_account"), transaction.atomic():
        told({"pocket": 700, BUDGET: -700})


def test_nothing_is_added_to_a_transaction_later_not_even_what_makes_nought() -> None:
    told({DUE: 700, BUDGET: -700})
    made = Transaction.objects.get()
    with pytest.raises(IntegrityError, match="has 4 entries"), transaction.atomic():
        Entry.objects.bulk_create(
            Entry(transaction=made, purpose=purpose, amount=amount) for purpose, amount in ((CASH, 5), (BUDGET, -5))
        )
        connection.check_constraints()


def test_a_transaction_without_entries_is_refused() -> None:
    department = builders.department()
    with pytest.raises(IntegrityError, match="has 0 entries"), transaction.atomic():
        Transaction.objects.create(kind="x", key="x", department=department, day="2021-09-27", at=now(), lines=0)
        connection.check_constraints()


def test_what_moves_nothing_is_no_transaction() -> None:
    assert told({DUE: 0, BUDGET: 0}) is False
    assert not Transaction.objects.exists()


def test_the_same_key_is_entered_once() -> None:
    assert [told({DUE: 700, BUDGET: -700}, key="dvc1:asked") for _ in range(3)] == [True, False, False]
    assert Entry.objects.count() == 2


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_not_even_the_owner_changes_a_row(statement: str) -> None:
    told({DUE: 700, BUDGET: -700})
    refused = pytest.raises((DatabaseError, ProgrammingError), match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_guard_against_emptying_is_there() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname = 'never_emptied' AND tgrelid::regclass::text LIKE 'books_%'"
        )
        assert cursor.fetchone() == (2,)
