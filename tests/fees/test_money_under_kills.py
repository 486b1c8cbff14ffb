"""Citizens, clerks, platform and treasury at random, while whoever does their work is killed at any moment: what is committed is right
at every step, and once somebody works again the books know all that the platform holds and the treasury paid."""

from collections import deque
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from gplx.casework.learn_refunds import learn_refunds
from gplx.clock.jobs import STANDING, call_register
from gplx.clock.payments import ask_after_open_payments
from gplx.clock.receipts import issue_waiting_receipts
from gplx.fees.models import PAID, FeeReceipt, Payment
from gplx.fees.receipts.changes import open_series
from gplx.fees.receipts.questions import without_receipt
from gplx.fees.refunds import models as refunds
from gplx.fees.refunds.models import RELEASED, Order, Refund
from gplx.fees.refunds.order_file import Answer
from gplx.registers.models import OPEN as UNDER_WAY
from gplx.registers.models import Exchange
from tests import builders
from tests.fees.killing import alone
from tests.fees.outside import Outside
from tests.fees.test_money_at_random import FEW, Books
from tests.fees.world import FEE, STEPS

pytestmark = pytest.mark.django_db(transaction=True)

JOBS = {name: STANDING[name].do for name in ("answered", "issue_receipt", "refund_moved")} | {
    f"register.{name}": call_register for name in ("payments", "treasury")
}
TAKE = "SELECT id, entrypoint, payload FROM pgqueuer WHERE entrypoint = ANY(%s) ORDER BY id"
# What is done, to which dossier, at which boundary whoever does it is killed (many acts have fewer; at nought nobody is), and whether
# it is done again then.
Step = tuple[str, int, int, bool]
BAD_DAY = st.lists(
    st.tuples(st.sampled_from((*STEPS, "work", "work")), st.integers(0, 1), st.integers(0, 40), st.booleans()),
    min_size=20,
    max_size=30,
)
# In the evening a fee comes back, whoever is killed at it: each step is done again where somebody was.
THE_REFUND = (("pay", 0), ("refuse", 0), ("account", 0), ("order", 0), ("work", 0), ("paid", 0), ("work", 0))
EVENING = st.lists(st.integers(0, 40), min_size=len(THE_REFUND), max_size=len(THE_REFUND))


class Killing(Books):
    """The world, committed for good at every step; between examples everything is emptied."""

    killed, refunded = 0, 0

    def begin(self) -> None:
        """Nobody is to die yet."""
        self.deaths: deque[int] = deque()

    def end(self) -> None:
        """First somebody works again and is not disturbed; then the tables are emptied."""
        self.outside_world.stop()
        call_command("flush", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE pgqueuer, pgqueuer_log RESTART IDENTITY")

    def teardown(self) -> None:
        """Everything comes to its end, whatever was left lying."""
        try:
            self.everything_comes_to_its_end()
        finally:
            super().teardown()

    @initialize(steps=BAD_DAY, deaths=EVENING)
    def an_office_opens(self, steps: list[Step], deaths: list[int]) -> None:
        """With numbers for receipts, and the outside within reach; and a bad day begins."""
        self.outside = Outside(self.platform)
        self.outside_world = patch.dict("gplx.registers.directory._DIRECTORY", self.outside.operations())
        self.outside_world.start()
        open_series(department=builders.department(), symbol="1C21-HN", first=1, last=999)
        super().an_office_opens()
        evening = [(what, which, dies_at, True) for (what, which), dies_at in zip(THE_REFUND, deaths, strict=True)]
        self.a_bad_day([*steps, *evening])

    def do(self, act: Any, *told: Any, **named: Any) -> Any:
        """A process does it, or is killed at it; then nothing comes of it that anybody hears of."""
        lived, outcome = alone(lambda: act(*told, **named), dies_at=self.deaths.popleft() if self.deaths else 0)
        Killing.killed += not lived
        self.last_lived = lived
        return outcome

    @precondition(lambda self: hasattr(self, "dossiers"))
    @rule(steps=BAD_DAY)
    def a_bad_day(self, steps: list[Step]) -> None:
        """Many things, and whoever does them is killed at the boundary that is named; sometimes it is done again then."""
        for what, which, dies_at, again in steps:
            self.deaths, before = deque([dies_at]), Killing.killed
            self.step(what, which)
            self.look_at_all()
            self.deaths.clear()
            if again and Killing.killed > before:
                self.step(what, which)

    def step(self, what: str, which: int) -> None:
        """What the others do, or a worker."""
        if what == "work":
            self.a_worker_works(20)
        else:
            super().step(what, which)

    def look_at_all(self) -> None:
        """What is true at every step."""
        self.every_transaction_makes_nought()
        self.nobody_pays_twice()
        self.nothing_is_refunded_twice()
        self.each_account_says_what_lies_there()

    @precondition(lambda self: hasattr(self, "outside"))
    @rule(times=st.integers(1, 20))
    def a_worker_works(self, times: int) -> None:
        """It takes what has waited longest. A job is struck off when it is done; that of one who was killed is taken over."""
        for job_id, name, payload in self.jobs()[:times]:
            self.do(JOBS[name], msgspec.json.decode(payload))
            if self.last_lived:
                with connection.cursor() as cursor:
                    cursor.execute("DELETE FROM pgqueuer WHERE id = %s", [job_id])

    def jobs(self) -> list[tuple[int, str, bytes]]:
        with connection.cursor() as cursor:
            cursor.execute(TAKE, [list(JOBS)])
            return [(job_id, name, bytes(payload)) for job_id, name, payload in cursor.fetchall()]

    def orders_at_the_treasury(self) -> QuerySet[Order]:
        """Those that came there."""
        return super().orders_at_the_treasury().filter(code__in=self.outside.orders)

    def what_the_treasury_paid_is_known(self, paid: dict[tuple[int, str], int]) -> None:
        """Whoever should have learnt it may have been killed; what is known is true."""
        assert paid.items() <= self.paid_out.items()

    def all_days_are_reconciled(self, give_back: bool) -> None:
        """Only where nobody is killed at it do the books say all that the platform holds."""
        disturbed = bool(self.deaths)
        self.is_disturbed = disturbed
        super().all_days_are_reconciled(give_back)

    def what_the_platform_holds_is_what_the_books_say(self) -> None:
        """Looked at where every statement was learnt."""
        if not self.is_disturbed:
            super().what_the_platform_holds_is_what_the_books_say()

    # ---- afterwards

    def everything_comes_to_its_end(self) -> None:
        """Nobody is killed any more: lost words are asked after, jobs taken over, statements and the treasury's answers learnt."""
        self.deaths.clear()
        ask_after_open_payments()
        self.all_days_are_reconciled(give_back=False)
        self.the_queue_is_worked_off()
        for order in self.orders_at_the_treasury():
            ours = {refund.reference for refund in order.refunds.all()}
            results = tuple(one for reference, one in self.decided.items() if reference in ours)
            learn_refunds(answer=Answer(code=order.code, results=results))
        issue_waiting_receipts()
        self.the_queue_is_worked_off()
        self.all_days_are_reconciled(give_back=False)
        self.everything_is_known()
        Killing.refunded += Refund.objects.filter(state=refunds.PAID).count()

    def the_queue_is_worked_off(self) -> None:
        """An hour later no claim of one who was killed stands any more."""
        while self.jobs():
            self.hours += 1
            self.a_worker_works(len(self.jobs()))

    def everything_is_known(self) -> None:
        """By us, as it is outside."""
        paid = Refund.objects.filter(state=refunds.PAID)
        known = {(one.payment_id, one.transaction): one.amount for one in paid}
        assert known == {key: amount for key, amount in self.paid_out.items() if amount}
        assert set(Order.objects.filter(state=RELEASED).values_list("code", flat=True)) == set(self.outside.orders)
        first = {one.reference: one for one in reversed(self.platform.held)}
        came = {reference for reference, one in first.items() if one.amount == FEE}
        given_back = Refund.objects.filter(why="unknown_money").values_list("payment__reference", flat=True)
        assert came - set(given_back) <= set(Payment.objects.filter(state=PAID).values_list("reference", flat=True))
        assert not Exchange.objects.filter(register__in=("payments", "treasury"), state__in=UNDER_WAY).exists()
        self.every_payment_has_its_receipt()
        self.look_at_all()

    def every_payment_has_its_receipt(self) -> None:
        """None is missing, no number was lost to who was killed, and what went back whole is cancelled."""
        assert not without_receipt().exists()
        receipts = FeeReceipt.objects.order_by("number").select_related("payment")
        assert [one.number for one in receipts] == list(range(1, receipts.count() + 1))
        back = set(Refund.objects.filter(state=refunds.PAID).values_list("payment", "transaction"))
        for one in receipts:
            assert ((one.payment_id, one.payment.transaction) in back) is (one.cancelled_at is not None)


def test_whoever_is_killed_at_whatever_moment_the_books_are_right() -> None:
    settings = FEW.__class__(FEW, max_examples=5, stateful_step_count=6)
    run_state_machine_as_test(Killing, settings=settings)
    assert (Killing.killed > 25, Killing.refunded > 2) == (True, True), (
        "a world without deaths and refunds shows nothing"
    )
