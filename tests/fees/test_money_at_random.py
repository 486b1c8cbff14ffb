"""Whatever citizens, clerks, platform and treasury do in whatever order: these things are always true of the money."""

from collections import Counter

import pytest
from django.db import connection
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, precondition, run_state_machine_as_test

from gplx.dossiers.models import REFUSED, WITHDRAWN, Dossier
from gplx.fees.books.models import BUDGET, CASH, DIFFERENCES, DUE, ORDERED, PLATFORM, REFUND_DUE, REFUNDED, Entry
from gplx.fees.books.questions import balances
from gplx.fees.models import OPEN, PAID, Payment
from gplx.fees.refunds import models as refunds
from gplx.fees.refunds.models import RELEASED, STOPPED, Refund
from tests.fees.world import World

pytestmark = pytest.mark.django_db


def total(rows: object, column: str = "amount") -> int:
    return rows.aggregate(sum=Sum(column))["sum"] or 0  # type: ignore[attr-defined]  # a queryset of whatever has an amount


class Books(World):
    """The world, looked at after every step."""

    def of(self, purpose: str) -> int:
        return balances(department_id="H26").get(purpose, 0)

    @invariant()
    def every_transaction_makes_nought(self) -> None:
        """By the database's own word, and by the sum over all."""
        connection.check_constraints()
        assert total(Entry.objects) == 0

    @precondition(lambda self: hasattr(self, "dossiers"))
    @invariant()
    def nobody_pays_twice(self) -> None:
        """At most one fee counts for a dossier; one that ended has none; what else was paid is on its way back."""
        counted = Counter(Payment.objects.filter(state=PAID, refund_due=False).values_list("dossier_id", flat=True))
        assert all(number == 1 for number in counted.values())
        ended = Dossier.objects.filter(state__in=(REFUSED, WITHDRAWN)).values_list("id", flat=True)
        assert not set(ended) & set(counted)
        for payment in Payment.objects.filter(state=PAID, refund_due=True):
            live = Refund.objects.filter(payment=payment, transaction=payment.transaction).exclude(state=STOPPED)
            assert [one.amount for one in live] == [payment.amount]

    @invariant()
    def nothing_is_refunded_twice(self) -> None:
        """Once for each transaction, never more than came; and the treasury paid what the books say."""
        live = Refund.objects.exclude(state=STOPPED)
        assert len(set(live.values_list("payment", "transaction"))) == live.count()
        paid = live.filter(state=refunds.PAID)
        self.what_the_treasury_paid_is_known({(one.payment_id, one.transaction): one.amount for one in paid})
        came = sum(one.amount for one in self.platform.held) + total(Payment.objects.filter(method="cash"))
        assert total(paid) <= came
        assert self.of(REFUNDED) == -total(paid)

    def what_the_treasury_paid_is_known(self, paid: dict[tuple[int, str], int]) -> None:
        """Each of its words was learnt."""
        assert paid == {key: amount for key, amount in self.paid_out.items() if amount}

    @invariant()
    def each_account_says_what_lies_there(self) -> None:
        """Every balance follows from what is known of payments and refunds alone."""
        counting = Payment.objects.filter(state=PAID, refund_due=False)
        assert self.of(DUE) == total(Payment.objects.filter(state=OPEN))
        assert self.of(BUDGET) == -total(counting) - total(Payment.objects.filter(state=OPEN))
        assert self.of(CASH) == total(Payment.objects.filter(method="cash"))
        out = Refund.objects.filter(state=refunds.ORDERED, order__state=RELEASED)
        assert self.of(ORDERED) == -total(out)
        waiting = Refund.objects.exclude(state__in=(STOPPED, refunds.PAID)).exclude(id__in=out.values("id"))
        assert self.of(REFUND_DUE) == -total(waiting)

    def what_the_platform_holds_is_what_the_books_say(self) -> None:
        """The statement is the last word about what lies there; what nobody can explain yet stands apart."""
        assert self.of(PLATFORM) == sum(one.amount for one in self.platform.held)
        known = total(Payment.objects.filter(method="platform", state=PAID))
        given_back = total(Refund.objects.filter(why__in=("unknown_money", "surplus")).exclude(state=STOPPED))
        doubles = total(Refund.objects.filter(transaction__in=self.foreign()).exclude(state=STOPPED))
        held = sum(one.amount for one in self.platform.held)
        assert -self.of(DIFFERENCES) == held - known - given_back - doubles

    def foreign(self) -> set[str]:
        """Second transactions of a try that was paid: they go back without ever having been one of our payments."""
        own = set(Payment.objects.filter(state=PAID).values_list("transaction", flat=True))
        unknown = Refund.objects.filter(why__in=("unknown_money", "surplus")).values_list("transaction", flat=True)
        return {one.transaction for one in self.platform.held} - own - set(unknown)


# Small, for every run; the same worlds each time.
FEW = settings(
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_whatever_is_done_the_books_are_right() -> None:
    run_state_machine_as_test(Books, settings=FEW)
