"""Money at random: citizens, clerks, a platform that loses, doubles and mixes up its words, a treasury, and time."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.db.models import QuerySet
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from gplx.casework.learn_refunds import learn_refunds
from gplx.casework.learn_statements import learn_platform_statement
from gplx.casework.name_refund_account import name_refund_account
from gplx.casework.pay import Word, pay
from gplx.casework.pay_again import pay_again
from gplx.casework.pay_at_counter import pay_at_counter
from gplx.casework.prepare_refunds import prepare_refunds
from gplx.casework.refund_difference import refund_difference
from gplx.casework.refuse import refuse
from gplx.casework.release_refunds import release_refunds
from gplx.casework.reopen import reopen
from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import ActRefused
from gplx.fees.models import Payment
from gplx.fees.reconciliation.models import Difference
from gplx.fees.refunds.models import PREPARED, RELEASED, Order, Refund
from gplx.fees.refunds.order_file import Answer, Result
from gplx.ground.clock import HANOI, now, today
from gplx.offices.models import ACCOUNTANT, CLERK, LEADER
from gplx.registers.payments.statement import Statement, StatementRow
from tests import builders
from tests.builders import fresh

BEGINS = datetime(2021, 9, 27, 9, 0, tzinfo=HANOI)
FEE = 135_000
ANSWERS = ("00", "02", "14", None)  # none where who should answer was killed
STEPS = (
    "pay",
    "pay",
    "refuse",
    "reopen",
    "account",
    "account",
    "order",
    "order",
    "paid",
    "returned",
    "again",
    "cash",
    "withdraw",
    "reconcile",
)


@dataclass(frozen=True)
class Held:
    """A payment that the platform took."""

    reference: str
    transaction: str
    amount: int
    day: date


@dataclass
class Platform:
    """What the platform truly holds, and the words that are on their way to us."""

    held: list[Held] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)

    def take(self, payment: Payment, amount: int) -> Word:
        """Somebody pays at its page."""
        taken = Held(payment.reference, f"gd-{len(self.held)}", amount, today())
        self.held.append(taken)
        return told(taken)

    def rows(self, day: date) -> tuple[StatementRow, ...]:
        """Its statement of a day."""
        return tuple(
            StatementRow(
                reference=one.reference,
                transaction=one.transaction,
                amount=one.amount,
                paid=True,
                at=now(),
                dossier="",
            )
            for one in self.held
            if one.day == day
        )


def told(one: Held) -> Word:
    return Word(
        reference=one.reference, paid=True, amount=one.amount, currency="VND", transaction=one.transaction, said={}
    )


class World(RuleBasedStateMachine):
    """A department and its applicants. Each example is undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()
        self.real, self.hours = datetime.now(HANOI), 0
        self.clock = patch("gplx.ground.clock._shift", lambda: BEGINS - self.real + timedelta(hours=self.hours))
        self.clock.start()
        self.platform = Platform()
        self.paid_out: dict[tuple[int, str], int] = defaultdict(int)
        self.decided: dict[str, Result] = {}

    def begin(self) -> None:
        """Whatever is done from here on can be undone."""
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def end(self) -> None:
        """Nothing stays."""
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize()
    def an_office_opens(self) -> None:
        """With two dossiers whose fee is asked."""
        self.clerk, self.leader, self.accountant, self.second = (
            builders.officer(role) for role in (CLERK, LEADER, ACCOUNTANT, ACCOUNTANT)
        )
        self.dossiers = [builders.submitted(), builders.submitted()]

    def teardown(self) -> None:
        """Nothing stays."""
        self.clock.stop()
        self.end()

    def dossier(self, which: int) -> Dossier:
        return Dossier.objects.select_related("applicant").get(id=self.dossiers[which % len(self.dossiers)].id)

    def payment(self, which: int) -> Payment:
        payments = Payment.objects.filter(method="platform").order_by("id")
        return payments[which % len(payments)]

    def do(self, act: Callable[..., Any], *told: Any, **named: Any) -> Any:
        """A process does it; gives what comes of it."""
        with transaction.atomic():
            return act(*told, **named)

    def attempt(self, act: Callable[..., Any], **told: Any) -> None:
        """Somebody tries; a refusal leaves the books as they are."""
        try:
            self.do(act, **told)
        except ActRefused:
            return

    # ---- citizens

    @rule()
    def another_files(self) -> None:
        """Up to four dossiers."""
        if len(self.dossiers) < 4:
            self.dossiers.append(builders.submitted())

    @rule(which=st.integers(0, 9), off=st.sampled_from([0, 0, 0, 0, -1000, 5000]), lost=st.booleans())
    def somebody_pays(self, which: int, off: int, lost: bool) -> None:
        """At a page that is open, or was: the platform takes it, whatever became of the try. Sometimes its word is lost."""
        word = self.platform.take(self.payment(which), FEE + off)
        if not lost:
            self.platform.words += [word]

    @rule(which=st.integers(0, 9))
    def the_platform_says_that_it_failed(self, which: int) -> None:
        """A try without money: its word is on its way."""
        payment = self.payment(which)
        told_so = {"amount": FEE, "currency": "VND", "transaction": "", "said": {}}
        self.platform.words += [Word(reference=payment.reference, paid=False, **told_so)]

    @rule(which=st.integers(0, 9), again=st.booleans())
    def a_word_arrives(self, which: int, again: bool) -> None:
        """Out of order, sometimes to come once more."""
        if self.platform.words:
            word = self.platform.words[which % len(self.platform.words)]
            if not again:
                self.platform.words.remove(word)
            assert self.do(pay, word) in ANSWERS

    @rule(which=st.integers(0, 9))
    def the_platform_is_asked(self, which: int) -> None:
        """What it holds for a try, or nothing yet."""
        payment = self.payment(which)
        for one in self.platform.held:
            if one.reference == payment.reference:
                assert self.do(pay, told(one)) in ANSWERS
                return

    @rule(which=st.integers(0, 9))
    def somebody_tries_again(self, which: int) -> None:
        """A new page, where the fee is owed."""
        self.attempt(pay_again, dossier_id=self.dossier(which).id)

    @rule(which=st.integers(0, 9))
    def somebody_withdraws(self, which: int) -> None:
        """Whenever they like."""
        dossier = self.dossier(which)
        self.attempt(withdraw, dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)

    @rule(
        which=st.integers(0, 9), holder=st.sampled_from(["Nguyễn Thử Nghiệm", "Nguyễn Thử Nghiệm", "Trần Người Khác"])
    )
    def somebody_names_an_account(self, which: int, holder: str) -> None:
        """Their own, mostly."""
        dossier = self.dossier(which)
        account = {"bank": "Ngân hàng Thử", "account": "0123456789", "holder": holder}
        self.attempt(name_refund_account, dossier_id=dossier.id, by=dossier.applicant, **account)

    # ---- the office

    @rule(which=st.integers(0, 9))
    def a_clerk_takes_cash(self, which: int) -> None:
        """Exactly the fee."""
        common = {"dossier_id": self.dossier(which).id, "by": self.clerk, "request_id": fresh(), "seen": None}
        self.attempt(pay_at_counter, **common, received=FEE)

    @rule(which=st.integers(0, 9))
    def a_clerk_refuses(self, which: int) -> None:
        """With a reason."""
        common = {"dossier_id": self.dossier(which).id, "by": self.clerk, "request_id": fresh(), "seen": None}
        self.attempt(refuse, **common, reason="Thử.", article="Điều 37")

    @rule(which=st.integers(0, 9))
    def a_leader_takes_it_up_again(self, which: int) -> None:
        """A refusal was an error."""
        common = {"dossier_id": self.dossier(which).id, "by": self.leader, "request_id": fresh(), "seen": None}
        self.attempt(reopen, **common, reason="Nhầm.")

    @rule()
    def an_order_is_prepared(self) -> None:
        """Of all that is ready."""
        self.attempt(prepare_refunds, by=self.accountant)

    @rule(good=st.booleans(), same=st.booleans())
    def an_order_is_released_or_taken_back(self, good: bool, same: bool) -> None:
        """By another person; the same one is refused."""
        order = Order.objects.filter(state=PREPARED).first()
        if order:
            by = self.accountant if same else self.second
            self.attempt(release_refunds, order_id=order.pk, by=by, good=good)

    @rule(paid=st.booleans(), twice=st.booleans())
    def the_treasury_answers(self, paid: bool, twice: bool) -> None:
        """Every line of an order paid, or returned; sometimes told twice."""
        order = self.orders_at_the_treasury().order_by("?").first()
        for refund in order.refunds.filter(state="ordered") if order else ():
            result = self.decide(refund, paid)
            for _ in range(1 + twice):
                learnt = self.do(learn_refunds, answer=Answer(code=order.code, results=(result,)))
                assert not learnt or not learnt.strange or not result.paid

    def orders_at_the_treasury(self) -> QuerySet[Order]:
        """What it was told to pay."""
        return Order.objects.filter(state=RELEASED)

    def decide(self, refund: Refund, paid: bool) -> Result:
        """What the treasury does with a refund by its reference it does once, and says whenever it is asked."""
        known = self.decided.get(refund.reference)
        if known:
            return known
        told_of = {"paid": paid, "amount": refund.amount, "day": today(), "reason": "Thử"}
        self.decided[refund.reference] = made = Result(reference=refund.reference, **told_of)
        self.paid_out[refund.payment_id, refund.transaction] += refund.amount if paid else 0
        return made

    @rule(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 1)), min_size=4, max_size=12))
    def a_while_goes_by(self, steps: list[tuple[str, int]]) -> None:
        """Many things at a stretch, so that money comes far."""
        for what, which in steps:
            self.step(what, which)

    def step(self, what: str, which: int) -> None:
        """One thing that mostly can be done."""
        if what == "pay":
            self.somebody_pays(which, 0, lost=False)
            self.a_word_arrives(len(self.platform.words) - 1, again=which == 0)
        elif what == "order":
            self.hours += 24
            self.an_order_is_prepared()
            self.an_order_is_released_or_taken_back(good=True, same=False)
        elif what in ("paid", "returned"):
            self.the_treasury_answers(paid=what == "paid", twice=True)
        else:
            doing = {
                "again": self.somebody_tries_again,
                "cash": self.a_clerk_takes_cash,
                "refuse": self.a_clerk_refuses,
                "reopen": self.a_leader_takes_it_up_again,
                "withdraw": self.somebody_withdraws,
                "account": lambda one: self.somebody_names_an_account(one, "Nguyễn Thử Nghiệm"),
                "reconcile": lambda _one: self.all_days_are_reconciled(give_back=True),
            }
            doing[what](which)

    @rule(hours=st.sampled_from([1, 24, 72]))
    def time_passes(self, hours: int) -> None:
        """Hours or days."""
        self.hours += hours

    # ---- reconciliation

    @rule(give_back=st.booleans())
    def all_days_are_reconciled(self, give_back: bool) -> None:
        """Whatever the platform took, on the statements of its days; what belongs to no fee may be given back."""
        day = BEGINS.date()
        while day <= today():
            self.do(learn_platform_statement, Statement(day=day, rows=self.platform.rows(day)))
            day += timedelta(days=1)
        self.what_the_platform_holds_is_what_the_books_say()
        for difference in Difference.objects.filter(settled_at=None, theirs__gt=0) if give_back else ():
            self.attempt(refund_difference, difference_id=difference.pk, by=self.accountant)

    def what_the_platform_holds_is_what_the_books_say(self) -> None:
        """Looked at after each reconciliation."""
        raise NotImplementedError
