"""``./gplx bench money`` measures with this, in a database of its own: it fills tables and never tidies up."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import RequestFactory
from rich.console import Console
from rich.table import Table

from gplx.api.payments.callback import payment_callback
from gplx.applicants.models import Applicant
from gplx.conf.bench.money import OWN_DATABASE
from gplx.dossiers.models import SUBMITTED, Dossier
from gplx.fees.books.models import BUDGET, DUE, Entry
from gplx.fees.books.post import post
from gplx.fees.books.postings import fee_asked
from gplx.fees.models import PAID, Payment
from gplx.fees.questions import amount_due
from gplx.ground.clock import now
from gplx.licences.models import Licence
from gplx.offices.models import Department
from gplx.registers.payments.wire import callback_hash
from gplx.registers.wire_text import stamp

DEPARTMENT, SECRET, BORN = "H26", "practice-secret", date(1985, 4, 12)
_BARE = """
CREATE TABLE bare_transaction (
    id bigserial PRIMARY KEY, kind varchar(20), key varchar(120), department varchar(4), day date, at timestamptz
);
CREATE TABLE bare_entry (id bigserial PRIMARY KEY, transaction bigint, purpose varchar(12), amount bigint);
"""
_INSERT = """
WITH made AS (
    INSERT INTO bare_transaction (kind, key, department, day, at) VALUES ('bench', %s, %s, %s, %s) RETURNING id
)
INSERT INTO bare_entry (transaction, purpose, amount)
SELECT made.id, line.purpose, line.amount FROM made, (VALUES ('due', 1), ('budget', -1)) AS line (purpose, amount)
"""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run gave: each a second, each event committed for itself; the ratios are to the bare insert of the same run."""

    payments: int
    callbacks_per_second: float
    entries_per_second: float
    bare_entries_per_second: float
    entries_to_bare: float
    callbacks_to_bare: float


class Command(BaseCommand):
    """Measure."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, how long."""
        parser.add_argument("--payments", type=int, default=1_000)
        parser.add_argument("--seconds", type=float, default=15.0)
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Fill, measure, tell."""
        if connection.settings_dict["NAME"] != OWN_DATABASE:
            raise CommandError(
                f"This fills tables: it runs in the database {OWN_DATABASE} alone, by ./gplx bench money."
            )
        result = measure(payments=options["payments"], seconds=options["seconds"])
        console = Console(stderr=options["json"])
        table = Table(title=f"{result.payments} payments, one after another")
        table.add_column("measure")
        table.add_column("value", justify="right")
        for name, value in asdict(result).items():
            table.add_row(name.replace("_", " "), f"{value:,}")
        console.print(table)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(result)))


def measure(*, payments: int, seconds: float) -> Result:
    """Bare rows first, then entries of the books, then whole callbacks; each for so many seconds at most."""
    open_ones = _payments(payments)
    with connection.cursor() as cursor:
        cursor.execute(_BARE)
    bare = _rate(range(payments), _insert, seconds) * 2
    entries = _rate(range(payments), _enter, seconds) * 2
    factory = RequestFactory()
    requests = [
        factory.post("/api/payments/callback", _body(one), content_type="application/json") for one in open_ones
    ]
    callbacks = _rate(requests, payment_callback, seconds)
    _check()
    return Result(
        payments=payments,
        callbacks_per_second=round(callbacks, 1),
        entries_per_second=round(entries, 1),
        bare_entries_per_second=round(bare, 1),
        entries_to_bare=round(entries / bare, 3),
        callbacks_to_bare=round(callbacks * 2 / bare, 3),
    )


def _rate(work: Iterable[Any], do: Callable[[Any], Any], seconds: float) -> float:
    begun, done = time.perf_counter(), 0
    for one in work:
        do(one)
        done += 1
        if time.perf_counter() - begun > seconds:
            break
    return done / (time.perf_counter() - begun)


def _insert(number: int) -> None:
    at = now()
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [f"bench:{number}", DEPARTMENT, at.date(), at])


def _enter(number: int) -> None:
    post(kind="bench", key=f"bench:{number}", lines={DUE: 1, BUDGET: -1}, department_id=DEPARTMENT, at=now())


def _payments(count: int) -> list[Payment]:
    """Dossiers that wait for their fee, each with an open payment: rows alone, for only what follows is measured."""
    at, department = now(), Department.objects.get(id=DEPARTMENT)
    people = Applicant.objects.bulk_create(
        Applicant(tech_id=f"bench-{number}", name="Nguyễn Đo Tốc Độ", born=BORN, sex="male", joined_at=at)
        for number in range(count)
    )
    licences = Licence.objects.bulk_create(
        Licence(holder=person.id, number=f"01085{number:07d}", licence_class="B2", match="strong", seen_at=at)
        for number, person in enumerate(people)
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            code=f"{department.agency_code}-{at:%y%m%d}-{number:04d}",
            state=SUBMITTED,
            applicant=person,
            department=department,
            licence=licence,
            reason="expiring",
            created_at=at,
            submitted_at=at,
            payment_asked_at=at,
        )
        for number, (person, licence) in enumerate(zip(people, licences, strict=True))
    )
    fee = amount_due(dossiers[0])
    payments = Payment.objects.bulk_create(
        Payment(dossier=dossier, reference=f"bench{number}", amount=fee.amount, article=fee.article, asked_at=at)
        for number, dossier in enumerate(dossiers)
    )
    for payment in payments:
        fee_asked(payment)
    return payments


def _body(payment: Payment) -> str:
    said: dict[str, object] = {
        "LoaiBanTin": "CONFIRM",
        "MaLoi": "00",
        "MaDoiTac": "GPLX",
        "MaThamChieu": payment.reference,
        "SoTien": payment.amount,
        "MaTienTe": "VND",
        "MaGiaoDich": f"TH{payment.pk}",
        "MaNganHang": "NGANHANGMAU",
        "ThoiGianGD": stamp(payment.asked_at),
        "ThongTinGiaoDich": "DO TOC DO",
    }
    return json.dumps(said | {"MaXacThuc": callback_hash(said, secret=SECRET)})


def _check() -> None:
    """What was measured was the real thing: every callback was taken, and the books make nought."""
    paid = Payment.objects.filter(state=PAID).count()
    entered = Entry.objects.filter(transaction__kind="paid").count()
    if not paid or entered != paid * 2:
        raise CommandError(f"{paid} payments were paid, and {entered} entries made: nothing was measured.")
