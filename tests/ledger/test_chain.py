"""The ledger's chain under pressure: two writers at once, odd details, days with nothing, and a seal that holds what it holds."""

import hashlib
import json
import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from gplx.ground.clock import HANOI
from gplx.ledger.changes import START, append, digest_of, seal
from gplx.ledger.models import Entry, Seal
from gplx.ledger.questions import history, is_whole, reads

AT = datetime(2021, 9, 27, 10, 0, 0, 123456, tzinfo=HANOI)
SAID: dict[str, Any] = {
    "previous": START,
    "number": 1,
    "subject": "dossier:a",
    "at": AT,
    "what": ("act", "submit", "citizen:1"),
    "details": {"reason": "ảnh mờ"},
}


def add(act: str = "submit", *, subject: str = "dossier:a", at: datetime = AT, **more: Any) -> Entry:
    told = {"kind": "act", "actor": "citizen:1", "details": {}} | more
    return append(subject=subject, act=act, at=at, **told)


# ---- the hash


@pytest.mark.parametrize(
    "changed",
    [
        {"previous": "1" + START[1:]},
        {"number": 2},
        {"subject": "dossier:b"},
        {"at": AT + timedelta(microseconds=1)},
        {"what": ("read", "submit", "citizen:1")},
        {"what": ("act", "accept", "citizen:1")},
        {"what": ("act", "submit", "citizen:2")},
        {"details": {"reason": "ảnh mờ."}},
        {"details": {"Reason": "ảnh mờ"}},
        {"details": {}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_is_said_is_in_the_hash(changed: dict[str, Any]) -> None:
    assert digest_of(**SAID | changed) != digest_of(**SAID)


def test_the_hash_can_be_made_by_anybody_from_what_is_said() -> None:
    said = [
        START,
        1,
        "dossier:a",
        "2021-09-27T10:00:00.123456+07:00",
        "act",
        "submit",
        "citizen:1",
        {"reason": "ảnh mờ"},
    ]
    expected = hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    assert digest_of(**SAID) == expected


@pytest.mark.parametrize(
    "same",
    [{"at": AT.astimezone(UTC)}, {"details": dict(reversed({"a": 1, "b": 2}.items()))}],
    ids=["the same moment elsewhere", "the same details in another order"],
)
def test_the_same_thing_said_otherwise_has_the_same_hash(same: dict[str, Any]) -> None:
    plain = SAID | ({"details": {"a": 1, "b": 2}} if "details" in same else {})
    assert digest_of(**plain | same) == digest_of(**plain)


def test_parts_do_not_run_into_one_another() -> None:
    one = digest_of(**SAID | {"what": ("act", "submitc", "itizen:1")})
    assert one != digest_of(**SAID)


# ---- adding

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@pytest.mark.django_db(transaction=True)
@given(st.dictionaries(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))), JSON, max_size=3))
def test_whatever_the_details_the_chain_is_whole_when_it_is_read_back(details: dict[str, Any]) -> None:
    with transaction.atomic():
        entry = add(subject="dossier:any", details=details)
        entry.refresh_from_db()
        assert entry.details == details
        assert is_whole(subject="dossier:any")
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "details", [{"on": date(2021, 9, 27)}, {"fee": Decimal(1)}, {"at": AT}, {"raw": b"x"}, {"of": {1, 2}}]
)
def test_what_is_no_json_is_refused_and_nothing_is_added(details: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        add(details=details)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_what_is_undone_leaves_no_gap() -> None:
    add()
    with pytest.raises(LookupError), transaction.atomic():
        add("accept")
        raise LookupError
    second = add("refuse")
    assert (second.number, is_whole(subject="dossier:a")) == (2, True)


@pytest.mark.django_db
def test_a_number_cannot_be_given_twice() -> None:
    first = add()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            subject=first.subject, number=1, at=AT, kind="act", act="x", actor="x", previous=START, digest=START
        )
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_write_one_after_the_other() -> None:
    together, failed = threading.Barrier(4), []

    def write(name: str) -> None:
        together.wait(timeout=30)
        try:
            for number in range(5):
                add(f"{name}-{number}")
        except Exception as trouble:
            failed.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []
    assert [entry.number for entry in history(subject="dossier:a")] == list(range(1, 21))
    assert is_whole(subject="dossier:a")
    for name in "abcd":
        own = [entry.act for entry in history(subject="dossier:a") if entry.act.startswith(name)]
        assert own == [f"{name}-{number}" for number in range(5)]


# ---- asking


@pytest.mark.django_db
def test_reads_are_told_newest_first_and_only_of_those_subjects() -> None:
    for minutes, subject in enumerate(("dossier:a", "dossier:b", "dossier:c", "dossier:a")):
        add("view", subject=subject, at=AT + timedelta(minutes=minutes), kind="read", actor=f"officer:{minutes}")
    add("submit")
    found = reads(subjects=["dossier:a", "dossier:b"])
    assert [entry.actor for entry in found] == ["officer:3", "officer:1", "officer:0"]
    assert list(reads(subjects=[])) == []


@pytest.mark.django_db
def test_what_was_done_for_the_person_is_told_with_the_reads_and_what_was_done_besides_is_not() -> None:
    add("view", kind="read")
    add("submit", details={"for_applicant": True})
    add("accept", details={"for_applicant": False})
    add("propose")
    add("counter", kind="consent", details={"for_applicant": True})
    assert [entry.act for entry in reads(subjects=["dossier:a"])] == ["submit", "view"]


@pytest.mark.django_db
def test_of_two_reads_in_one_moment_the_later_stands_first() -> None:
    first, second = (add("view", kind="read") for _ in range(2))
    assert list(reads(subjects=["dossier:a"])) == [second, first]


@pytest.mark.django_db
def test_history_is_in_the_order_of_the_chain_whatever_the_clock_said() -> None:
    add("later", at=AT + timedelta(hours=1))
    add("earlier", at=AT)
    assert [entry.act for entry in history(subject="dossier:a")] == ["later", "earlier"]
    assert is_whole(subject="dossier:a")


# ---- sealing

DAY = date(2021, 9, 27)


@pytest.mark.django_db
def test_days_with_nothing_are_sealed_and_chained_over_gaps() -> None:
    first, after_a_gap = seal(day=DAY), seal(day=DAY + timedelta(days=5))
    assert (first.entries, first.previous) == (0, START)
    assert first.digest == hashlib.sha256(START.encode()).hexdigest()
    assert after_a_gap.previous == first.digest


@pytest.mark.django_db
def test_a_seal_shows_what_was_added_behind_its_back() -> None:
    add()
    sealed = seal(day=DAY)
    add("afterwards", at=AT + timedelta(minutes=1))
    digests = list(Entry.objects.filter(at__date=DAY).order_by("id").values_list("digest", flat=True))
    assert sealed.entries == 1 != len(digests)
    assert hashlib.sha256((START + "".join(digests)).encode()).hexdigest() != sealed.digest


@pytest.mark.django_db
def test_the_order_of_the_day_is_in_its_seal() -> None:
    one, other = add(), add(subject="dossier:b")
    sealed = seal(day=DAY)
    swapped = hashlib.sha256((START + other.digest + one.digest).encode()).hexdigest()
    assert sealed.digest not in (swapped, START)
    assert Seal.objects.get().digest == sealed.digest
