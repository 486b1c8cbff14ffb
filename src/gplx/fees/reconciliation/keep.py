"""Keep a statement as it came, in place of an earlier one of the same day; whose money each row is, is looked up once."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from gplx.dossiers.models import Dossier
from gplx.fees.models import Payment
from gplx.fees.reconciliation.models import (
    TREASURY,
    PlatformRow,
    Statement,
    TreasuryCredit,
    TreasuryPaidBack,
)
from gplx.offices.models import Department
from gplx.registers.payments.statement import Statement as GatewayStatement
from gplx.registers.treasury.port import TreasuryStatement


@transaction.atomic
def keep_gateway(said: GatewayStatement, *, gateway: str, at: datetime) -> None:
    """Keep a gateway's statement of a day."""
    _came(gateway, said.day, at)
    PlatformRow.objects.filter(gateway=gateway, day=said.day).delete()
    by_reference = _departments_by_reference({row.reference for row in said.rows})
    by_code = _departments_by_code({row.dossier for row in said.rows if row.reference not in by_reference})
    PlatformRow.objects.bulk_create(
        PlatformRow(
            gateway=gateway,
            day=said.day,
            place=place,
            reference_id=row.reference[:255],
            transaction_id=row.transaction[:60],
            department_id=by_reference.get(row.reference) or by_code.get(row.dossier),
            amount=row.amount,
            paid=row.paid,
        )
        for place, row in enumerate(said.rows)
    )


@transaction.atomic
def keep_treasury(said: TreasuryStatement, *, at: datetime) -> None:
    """Keep the treasury's statement of a day."""
    _came(TREASURY, said.day, at)
    TreasuryCredit.objects.filter(day=said.day).delete()
    TreasuryPaidBack.objects.filter(day=said.day).delete()
    accounts = dict(Department.objects.exclude(account="").values_list("account", "id"))
    TreasuryCredit.objects.bulk_create(
        TreasuryCredit(day=said.day, department_id=accounts.get(one.account), source=one.source, amount=one.amount)
        for one in said.credits
    )
    TreasuryPaidBack.objects.bulk_create(
        TreasuryPaidBack(day=said.day, reference_id=one.reference[:60], amount=one.amount) for one in said.paid_back
    )


def _came(side: str, day: date, at: datetime) -> None:
    # The statements of a day often come at the same moment: each waits here until it can see those before it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reconciliation:{day}"])
    Statement.objects.update_or_create(side=side, day=day, defaults={"at": at})


def _departments_by_reference(references: Iterable[str]) -> dict[str, str]:
    found = Payment.objects.filter(reference__in=list(references))
    return dict(found.values_list("reference", "dossier__department_id"))


def _departments_by_code(codes: Iterable[str]) -> dict[str, str]:
    found = Dossier.objects.filter(code__in=[code for code in codes if code])
    return {code or "": department_id for code, department_id in found.values_list("code", "department_id")}
