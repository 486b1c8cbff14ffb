"""Append to the ledger, and seal a day of it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from gplx.ground.clock import HANOI
from gplx.ledger.models import Entry, Seal

START = "0" * 64


def digest_of(
    *, previous: str, number: int, subject: str, at: datetime, what: tuple[str, str, str], details: Any
) -> str:
    """The hash of an entry: SHA-256 over the one before and everything that the entry says; ``what`` is kind, act, actor."""
    said = [previous, number, subject, at.astimezone(HANOI).isoformat(timespec="microseconds"), *what, details]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def append(*, subject: str, kind: str, act: str, actor: str, at: datetime, details: Mapping[str, Any]) -> Entry:
    """Add an entry to the chain of its subject. ``details`` is JSON without dates or decimals."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [subject])
    last = Entry.objects.filter(subject=subject).order_by("-number").values_list("number", "digest").first()
    number, previous = (last[0] + 1, last[1]) if last else (1, START)
    kept = json.loads(json.dumps(details))
    digest = digest_of(previous=previous, number=number, subject=subject, at=at, what=(kind, act, actor), details=kept)
    return Entry.objects.create(
        subject=subject,
        number=number,
        at=at,
        kind=kind,
        act=act,
        actor=actor,
        details=kept,
        previous=previous,
        digest=digest,
    )


@transaction.atomic
def seal(*, day: date) -> Seal:
    """Seal a day that is over: the hash of the day's digests in their order, and of the seal before. Sealed twice is sealed once."""
    sealed = Seal.objects.filter(day=day).first()
    if sealed:
        return sealed
    begins = datetime(day.year, day.month, day.day, tzinfo=HANOI)
    rows = Entry.objects.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    digests = list(rows.order_by("id").values_list("digest", flat=True))
    before = Seal.objects.filter(day__lt=day).order_by("-day").first()
    previous = before.digest if before else START
    digest = hashlib.sha256("".join([previous, *digests]).encode()).hexdigest()
    return Seal.objects.create(day=day, entries=len(digests), digest=digest, previous=previous)
