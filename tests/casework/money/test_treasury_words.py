"""What the treasury says of an order: each line for itself, in any order, twice or against itself; nothing is ever paid back twice."""

import pytest

from gplx.casework.learn_refunds import Learnt, learn_refund, learn_refunds
from gplx.casework.learn_statements import learn_treasury_statement
from gplx.casework.prepare_refunds import prepare_refunds
from gplx.fees.books.models import ORDERED as WITH_TREASURY
from gplx.fees.books.models import PLATFORM, REFUND_DUE, REFUNDED, Transaction
from gplx.fees.refunds.models import ACCOUNT, ORDERED, PAID, RELEASED, Order, Refund
from gplx.fees.refunds.order_file import Answer, Result
from gplx.ground.clock import today
from gplx.registers.treasury.port import PaidBack, TreasuryStatement
from tests import moments
from tests.fees.books.test_postings import stands
from tests.fees.refunds.paths import accountant, answered, begun, named, ordered, result

pytestmark = pytest.mark.django_db
FEE = 135_000


@pytest.fixture
def three() -> list[Refund]:
    """Three refunds in one order that the treasury has."""
    for _ in range(3):
        named(begun())
    prepare_refunds(by=accountant())
    return list(Refund.objects.order_by("id"))


def said(*results: Result, code: str = "") -> Learnt:
    return learn_refunds(answer=Answer(code=code or Order.objects.latest("id").code, results=results))


def test_each_line_for_itself(three: list[Refund]) -> None:
    first, second, third = three
    learnt = said(result(first), result(second, paid=False, reason="Sai tên"), result(third, amount=1))
    assert learnt == Learnt(paid=1, returned=1, strange=(third.reference,))
    assert list(Refund.objects.order_by("id").values_list("state", flat=True)) == [PAID, ACCOUNT, ORDERED]
    assert [stands(refund.dossier) for refund in three] == [
        {PLATFORM: FEE, REFUNDED: -FEE},
        {PLATFORM: FEE, REFUND_DUE: -FEE},
        {PLATFORM: FEE, WITH_TREASURY: -FEE},
    ]


def test_in_parts_and_backwards_it_comes_to_the_same(three: list[Refund]) -> None:
    counted = [said(result(refund)) for refund in reversed(three)]
    assert counted == [Learnt(paid=1)] * 3
    assert said(*map(result, three)) == Learnt(known=3)
    assert Transaction.objects.filter(kind="refunded").count() == 3


def test_the_same_line_twice_in_one_file(three: list[Refund]) -> None:
    assert said(result(three[0]), result(three[0])) == Learnt(paid=1, known=1)


@pytest.mark.parametrize("paid_first", [True, False])
def test_two_lines_against_each_other_the_first_stands_and_the_other_is_told(
    three: list[Refund], paid_first: bool
) -> None:
    refund = three[0]
    learnt = said(result(refund, paid=paid_first), result(refund, paid=not paid_first))
    assert learnt.strange == (refund.reference,)
    assert (learnt.paid, learnt.returned) == (int(paid_first), int(not paid_first))
    refund.refresh_from_db()
    assert refund.state == (PAID if paid_first else ACCOUNT)


def test_returned_and_ordered_anew_the_old_turn_is_not_paid_again() -> None:
    refund = ordered()
    old = result(refund)
    answered(refund, paid=False, reason="Sai số")
    first = Order.objects.get()
    with moments.at("2021-09-28"):
        again = ordered(Refund.objects.get())
    assert again.turn == 2
    assert said(old, code=first.code) == said(old) == Learnt(strange=(old.reference,))
    assert stands(refund.dossier) == {PLATFORM: FEE, WITH_TREASURY: -FEE}
    assert said(result(again)) == Learnt(paid=1)
    assert said(old) == Learnt(strange=(old.reference,))
    assert stands(refund.dossier) == {PLATFORM: FEE, REFUNDED: -FEE}
    assert Transaction.objects.filter(kind="refunded").count() == 1


@pytest.mark.parametrize("turn", [0, 2, 9999])
def test_a_turn_that_there_was_not_is_strange(turn: int) -> None:
    refund = ordered()
    reference = f"HT{refund.pk:08d}L{turn}"
    for paid in (True, False):
        assert answered(refund, reference=reference, paid=paid) == Learnt(strange=(reference,))
    refund.refresh_from_db()
    assert refund.state == ORDERED


@pytest.mark.parametrize("amount", [0, FEE - 1, FEE + 1, FEE * 10])
def test_another_amount_is_strange_also_where_it_returns(amount: int) -> None:
    refund = ordered()
    for paid in (True, False):
        assert answered(refund, amount=amount, paid=paid).strange == (refund.reference,)
    assert stands(refund.dossier) == {PLATFORM: FEE, WITH_TREASURY: -FEE}


def test_a_refund_of_another_order_is_strange() -> None:
    one = ordered()
    named(begun(department_id="H24"))
    other = prepare_refunds(by=accountant("H24"))
    assert said(result(one), code=other.code) == Learnt(strange=(one.reference,))
    one.refresh_from_db()
    assert one.state == ORDERED


@pytest.mark.parametrize("code", ["", "HT-H26-20210927-9", "x" * 500, "' OR 1=1 --"])
def test_an_order_that_is_none_is_told_with_its_lines(code: str) -> None:
    refund = ordered()
    assert learn_refunds(answer=Answer(code=code, results=(result(refund),))).strange == (refund.reference,)
    assert learn_refunds(answer=Answer(code=code, results=())).strange == (code,)


def test_an_answer_without_lines_says_nothing(three: list[Refund]) -> None:
    assert said() == Learnt()
    assert set(Refund.objects.values_list("state", flat=True)) == {ORDERED}


@pytest.mark.parametrize("prepare", [begun, lambda: named(begun())])
def test_what_was_never_ordered_cannot_have_been_paid(prepare: object) -> None:
    refund = prepare()
    assert learn_refund(result(refund), order=None) == ""
    assert Refund.objects.get().state == refund.state
    assert stands(refund.dossier) == {PLATFORM: FEE, REFUND_DUE: -FEE}


def test_paid_by_the_statement_and_by_the_answer_it_is_paid_once() -> None:
    refund = ordered()
    line = PaidBack(reference=refund.reference, amount=FEE)
    for _ in range(2):
        learn_treasury_statement(TreasuryStatement(day=today(), credits=(), paid_back=(line,)))
    assert answered(refund) == Learnt(known=1)
    assert stands(refund.dossier) == {PLATFORM: FEE, REFUNDED: -FEE}
    assert Transaction.objects.filter(kind="refunded").count() == 1


def test_returned_the_account_is_forgotten_and_the_order_stays_as_it_was() -> None:
    refund = ordered()
    before = Order.objects.get()
    answered(refund, paid=False, reason="<b>Sai</b> tên")
    refund.refresh_from_db()
    forgotten = (refund.bank, refund.account, refund.holder, refund.name_verdict, refund.account_from)
    assert forgotten == ("",) * 5
    assert (refund.trouble, refund.ended_at, refund.reminders) == ("<b>Sai</b> tên", None, 0)
    after = Order.objects.get()
    assert (after.state, after.file, after.total) == (RELEASED, before.file, FEE)
