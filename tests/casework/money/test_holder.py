"""An account of another name: an officer looks at the very account that the money would go to, or nothing happens."""

import pytest

from gplx.casework.check_refund_holder import check_refund_holder
from gplx.casework.prepare_refunds import prepare_refunds
from gplx.dossiers.refusals import NotAllowed, NotComplete, NotPossibleNow, StaleDossier
from gplx.fees.books.models import PLATFORM, REFUND_DUE
from gplx.fees.refunds.models import ACCOUNT, CHECK, READY, Refund
from gplx.ledger.questions import history
from gplx.offices.models import ACCOUNTANT, LEADER
from tests import builders
from tests.fees.books.test_postings import stands
from tests.fees.refunds.paths import accountant, begun, named, ordered

pytestmark = pytest.mark.django_db
OTHER = "Trần Thị Người Khác"


@pytest.fixture
def refund() -> Refund:
    return named(begun(), holder=OTHER)


def unchanged(refund: Refund) -> bool:
    now_it_is = Refund.objects.get(pk=refund.pk)
    return (now_it_is.state, now_it_is.checked_by, now_it_is.account) == (CHECK, None, refund.account)


@pytest.mark.parametrize(
    "changed", [{"account": "9999999999"}, {"bank": "Ngân hàng Khác"}, {"holder": "Lê Văn Người Khác"}]
)
@pytest.mark.parametrize("good", [True, False])
def test_an_account_that_was_changed_since_is_looked_at_anew(
    refund: Refund, changed: dict[str, str], good: bool
) -> None:
    seen = refund.account_mark
    later = named(refund, **{"holder": OTHER, **changed})
    with pytest.raises(StaleDossier):
        check_refund_holder(refund_id=refund.pk, by=accountant(), good=good, reason="Đã xem.", seen=seen)
    assert unchanged(later)
    taken = check_refund_holder(
        refund_id=refund.pk, by=accountant(), good=True, reason="Đã xem.", seen=later.account_mark
    )
    assert taken.state == READY


@pytest.mark.parametrize("seen", ["", "0", "0" * 16])
def test_a_mark_that_is_none_is_stale(refund: Refund, seen: str) -> None:
    with pytest.raises(StaleDossier):
        check_refund_holder(refund_id=refund.pk, by=accountant(), good=True, reason="Được.", seen=seen)
    assert unchanged(refund)


def test_the_same_account_named_again_has_the_same_mark(refund: Refund) -> None:
    assert named(refund, holder=OTHER).account_mark == refund.account_mark


def test_the_mark_says_nothing_of_the_account(refund: Refund) -> None:
    assert refund.account_mark.isalnum()
    assert refund.account not in refund.account_mark
    assert len(refund.account_mark) == 16


def test_a_second_click_is_told_that_it_is_done(refund: Refund) -> None:
    common = {"refund_id": refund.pk, "by": accountant(), "reason": "Được.", "seen": refund.account_mark}
    check_refund_holder(**common, good=True)
    for good in (True, False):
        with pytest.raises(NotPossibleNow):
            check_refund_holder(**common, good=good)
    assert Refund.objects.get().state == READY


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
@pytest.mark.parametrize("good", [True, False])
def test_without_a_reason_nothing_happens(refund: Refund, reason: str, good: bool) -> None:
    with pytest.raises(NotComplete):
        check_refund_holder(refund_id=refund.pk, by=accountant(), good=good, reason=reason)
    assert unchanged(refund)


@pytest.mark.parametrize("role", [ACCOUNTANT, LEADER])
def test_another_departments_word_changes_nothing(refund: Refund, role: str) -> None:
    with pytest.raises(NotAllowed):
        check_refund_holder(
            refund_id=refund.pk, by=builders.officer(role, department_id="H24"), good=True, reason="Được."
        )
    assert unchanged(refund)


@pytest.mark.parametrize("prepare", [begun, lambda: named(begun()), ordered])
def test_where_nothing_is_to_be_checked_there_is_nothing_to_say(prepare: object) -> None:
    refund = prepare()
    with pytest.raises(NotPossibleNow):
        check_refund_holder(refund_id=refund.pk, by=accountant(), good=False, reason="Không.")
    assert Refund.objects.get().state == refund.state


def test_a_refund_that_is_none() -> None:
    with pytest.raises(Refund.DoesNotExist):
        check_refund_holder(refund_id=999_999, by=accountant(), good=True, reason="Được.")


def test_one_that_waits_for_the_check_is_in_no_order_and_stays_owed(refund: Refund) -> None:
    with pytest.raises(NotPossibleNow):
        prepare_refunds(by=accountant())
    assert unchanged(refund)
    assert stands(refund.dossier) == {PLATFORM: 135_000, REFUND_DUE: -135_000}


def test_a_long_reason_is_cut_for_the_applicant_and_kept_whole_in_the_ledger(refund: Refund) -> None:
    check_refund_holder(refund_id=refund.pk, by=accountant(), good=False, reason="é" * 300)
    refund.refresh_from_db()
    assert (refund.state, refund.trouble) == (ACCOUNT, "é" * 200)
    last = list(history(subject=f"dossier:{refund.dossier_id}", kind="money"))[-1]
    assert (last.act, last.details["good"], last.details["reason"]) == ("holder_checked", False, "é" * 300)


def test_asked_anew_the_reminders_begin_again(refund: Refund) -> None:
    Refund.objects.filter(pk=refund.pk).update(reminders=4)
    check_refund_holder(refund_id=refund.pk, by=accountant(), good=False, reason="Không.")
    later = Refund.objects.get()
    assert later.reminders == 0
    assert later.waits_since > refund.waits_since
