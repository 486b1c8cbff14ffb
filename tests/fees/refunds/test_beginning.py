"""A refund begins by itself, once, with the right sum and reason; and stops where the fee counts after all."""

import pytest
from django.db import IntegrityError, transaction

from gplx.casework.pay import Word, pay
from gplx.casework.pay_again import pay_again
from gplx.casework.refuse import refuse
from gplx.casework.reopen import reopen
from gplx.dossiers.models import EXAMINING, SUBMITTED, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.fees.books.models import BUDGET, DUE, ORDERED, PLATFORM, REFUND_DUE
from gplx.fees.models import Payment
from gplx.fees.refunds.changes import begin_refund
from gplx.fees.refunds.models import ACCOUNT, CHECK, READY, STOPPED, Refund
from gplx.fees.refunds.questions import refunds_of
from gplx.ground.clock import now
from gplx.ledger.questions import history
from gplx.offices.models import CLERK, LEADER
from tests import builders, moments
from tests.builders import fresh
from tests.fees.books.test_postings import stands, word
from tests.fees.refunds.paths import named, ordered, withdrawn

pytestmark = pytest.mark.django_db
FEE = 135_000
ARTICLE = "Điều 5 Nghị định 11/2020/NĐ-CP"


def refused(dossier: Dossier, *, role: str = CLERK) -> Dossier:
    by = builders.officer(role)
    return refuse(dossier_id=dossier.id, by=by, request_id=fresh(), seen=None, reason="Nhầm.", article="Điều 37")


def reopened(dossier: Dossier) -> Dossier:
    leader = builders.officer(LEADER)
    return reopen(dossier_id=dossier.id, by=leader, request_id=fresh(), seen=None, reason="Sở đã nhầm.")


def told(refund: Refund) -> tuple[object, ...]:
    return refund.amount, refund.why, refund.state, refund.article, refund.confidence


def test_withdrawn() -> None:
    assert told(Refund.objects.get(dossier=withdrawn())) == (FEE, "withdrawn", ACCOUNT, ARTICLE, "M")


def test_refused() -> None:
    assert told(Refund.objects.get(dossier=refused(builders.paid()))) == (FEE, "refused", ACCOUNT, ARTICLE, "M")


def test_what_was_not_paid_does_not_go_back() -> None:
    refused(builders.submitted())
    withdrawn(builders.submitted(green=False))
    assert not Refund.objects.exists()


def test_paid_twice() -> None:
    dossier = builders.submitted()
    first = Payment.objects.get()
    pay(word(first, paid=False))
    second = pay_again(dossier_id=dossier.id)
    pay(word(first))
    pay(word(second, transaction="gd-2"))
    refund = Refund.objects.get()
    assert (refund.payment_id, refund.transaction, *told(refund)[:2]) == (second.pk, "gd-2", FEE, "paid_twice")
    assert Dossier.objects.get(id=dossier.id).paid_at


def test_paid_after_the_end() -> None:
    dossier = withdrawn(builders.submitted())
    for _ in range(3):
        assert pay(word(Payment.objects.get())) == "00"
    assert told(Refund.objects.get())[:2] == (FEE, "paid_late")
    assert stands(dossier) == {PLATFORM: FEE, REFUND_DUE: -FEE}


def test_the_ledger_of_acts_says_so_and_says_nothing_of_an_account() -> None:
    refund = named(Refund.objects.get(dossier=withdrawn()))
    entries = history(subject=f"dossier:{refund.dossier_id}", kind="money")
    assert [entry.act for entry in entries] == ["paid", "refund_begun", "account_named"]
    assert not any(refund.account in str(entry.details) or refund.holder in str(entry.details) for entry in entries)


def test_the_same_money_never_goes_back_twice() -> None:
    refund = Refund.objects.get(dossier=withdrawn())
    with pytest.raises(IntegrityError, match="refund_once"), transaction.atomic():
        begin_refund(refund.payment, why="ended", at=now())


def test_money_that_goes_back_is_not_taken_as_the_fee_afterwards() -> None:
    dossier = builders.submitted()
    payment = Payment.objects.get()
    begin_refund(payment, why="unknown_money", at=now(), paid=1000, transaction="gd-9")
    assert pay(word(payment, transaction="gd-9")) == "02"
    assert stands(dossier) == {DUE: FEE, BUDGET: -FEE}
    assert pay(word(payment, transaction="gd-10")) == "00"


@pytest.mark.parametrize("prepare", [lambda refund: refund, named])
def test_taken_up_again_before_the_order_the_refund_stops(prepare: object) -> None:
    dossier = refused(builders.paid())
    prepare(Refund.objects.get())
    again = reopened(dossier)
    assert (again.state, bool(again.paid_at), refunds_of(again)) == (SUBMITTED, True, [])
    assert Refund.objects.get().state == STOPPED
    assert stands(again) == {PLATFORM: FEE, BUDGET: -FEE}
    withdrawn(again)
    assert sorted(Refund.objects.values_list("state", flat=True)) == [ACCOUNT, STOPPED]


def test_taken_up_again_after_the_order_the_fee_is_asked_anew() -> None:
    dossier = refused(builders.paid())
    ordered(Refund.objects.get())
    again = reopened(dossier)
    assert (again.state, again.paid_at, bool(again.payment_asked_at)) == (SUBMITTED, None, True)
    assert stands(again) == {DUE: FEE, PLATFORM: FEE, BUDGET: -FEE, ORDERED: -FEE}
    builders.pay_for(again)
    assert stands(again) == {PLATFORM: 2 * FEE, BUDGET: -FEE, ORDERED: -FEE}


def test_once_accepted_and_ordered_it_is_too_late() -> None:
    dossier = refused(builders.examining(), role=LEADER)
    assert stands(reopened(dossier)) == {PLATFORM: FEE, BUDGET: -FEE}
    dossier = refused(Dossier.objects.get(id=dossier.id, state=EXAMINING), role=LEADER)
    ordered(Refund.objects.exclude(state=STOPPED).get())
    with pytest.raises(NotComplete, match="Kho bạc"):
        reopened(dossier)
    assert stands(dossier) == {PLATFORM: FEE, ORDERED: -FEE}


def test_before_the_text_of_the_law_the_money_is_owed_all_the_same() -> None:
    dossier = builders.paid()
    with moments.at("2020-01-15"):
        withdrawn(dossier)
    assert told(Refund.objects.get()) == (FEE, "withdrawn", ACCOUNT, "", "")


TOLD = {"TenNganHangHoanPhi": "Ngân hàng Thử", "SoTaiKhoanHoanPhi": "0123 456 789"}


@pytest.mark.parametrize(
    ("holder", "account", "state", "kept"),
    [
        ("NGUYỄN THỬ NGHIỆM", "0123 456 789", READY, "0123456789"),
        ("NGUYEN THU NGHIEM", "0123456789", ACCOUNT, ""),  # near is not the same: the applicant is asked
        ("Trần Người Khác", "0123456789", ACCOUNT, ""),
        ("=HYPERLINK(1)", "0123456789", ACCOUNT, ""),
        ("NGUYỄN THỬ NGHIỆM", "=1+1", ACCOUNT, ""),
        ("NGUYỄN THỬ NGHIỆM", "", ACCOUNT, ""),
    ],
)
def test_the_account_that_the_platform_told_is_taken_where_it_bears_the_same_name(
    holder: str, account: str, state: str, kept: str
) -> None:
    dossier = builders.submitted()
    payment = Payment.objects.get()
    said = TOLD | {"TenTaiKhoanHoanPhi": holder, "SoTaiKhoanHoanPhi": account}
    told_so = Word(reference=payment.reference, paid=True, amount=FEE, currency="VND", transaction="gd-1", said=said)
    assert pay(told_so) == "00"
    withdrawn(dossier)
    refund = Refund.objects.get()
    assert (refund.state, refund.account, refund.account_from) == (state, kept, "platform" if kept else "")
    assert refund.state != CHECK
