"""Both statements of a day come at the same moment: whichever is second sees the first."""

import threading
from datetime import datetime

import pytest
from django.db import connection

from gplx.casework.learn_statements import learn_platform_statement, learn_treasury_statement
from gplx.fees.models import Payment
from gplx.fees.reconciliation.models import Difference
from gplx.registers.payments.statement import Statement
from gplx.registers.treasury.port import TreasuryStatement
from tests import builders
from tests.fees.reconciliation.statements import DAY, row

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_the_treasury_lacks_is_found_whoever_is_second() -> None:
    builders.paid()
    statement = Statement(day=DAY, rows=(row(Payment.objects.get()),))
    treasury = TreasuryStatement(day=DAY, credits=(), paid_back=())
    together, ended = threading.Barrier(2), list[datetime]()

    def learn(what: str) -> None:
        together.wait(timeout=20)
        try:
            learn_platform_statement(statement) if what == "platform" else learn_treasury_statement(treasury)
        finally:
            connection.close()
        ended.append(datetime.now().astimezone())

    threads = [threading.Thread(target=learn, args=(what,)) for what in ("platform", "treasury")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(ended) == 2
    found = Difference.objects.get(settled_at=None)
    assert (found.side, found.kind, found.ours, found.theirs) == ("treasury", "missing_there", 135_000, 0)
