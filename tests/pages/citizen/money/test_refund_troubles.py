"""The citizen's page of a refund when things go wrong: stale forms, second clicks, hostile text, several sums; and in English."""

import pytest
from django.conf import settings as house
from django.test import Client

from gplx.casework.check_refund_holder import check_refund_holder
from gplx.fees.refunds.changes import begin_refund
from gplx.fees.refunds.models import ACCOUNT, CHECK, ORDERED, READY, Refund
from gplx.ground.clock import now
from gplx.ledger.questions import history
from tests import builders
from tests.fees.refunds.paths import accountant, answered, begun, named, ordered
from tests.pages.citizen.conftest import text

pytestmark = pytest.mark.django_db
GIVEN = {"bank": "Ngân hàng Thử", "account": "0123 456 789", "holder": "Nguyễn Thử Nghiệm"}


def own(refund: Refund, *, language: str = "vi") -> Client:
    browser = builders.sign_in_citizen(Client(), refund.dossier.applicant)
    browser.cookies[house.LANGUAGE_COOKIE_NAME] = language
    return browser


def page_of(refund: Refund) -> str:
    return f"/ho-so/{refund.dossier_id}/hoan-phi"


def test_a_form_that_was_open_when_the_order_went_out_changes_nothing() -> None:
    refund = ordered()
    answer = own(refund).post(page_of(refund), GIVEN | {"account": "9999999999"})
    assert answer.status_code == 409
    refund.refresh_from_db()
    assert (refund.state, refund.account) == (ORDERED, "0123456789")


def test_nor_once_it_was_paid() -> None:
    refund = ordered()
    answered(refund)
    assert own(refund).post(page_of(refund), GIVEN).status_code == 409
    assert "Đã hoàn trả" in text(own(refund).get(page_of(refund)))


def test_a_second_click_names_the_same() -> None:
    refund = begun()
    browser = own(refund)
    for _ in range(2):
        assert browser.post(page_of(refund), GIVEN).headers["Location"] == page_of(refund)
    assert (Refund.objects.get().state, Refund.objects.get().account) == (READY, "0123456789")
    acts = [entry.act for entry in history(subject=f"dossier:{refund.dossier_id}", kind="money")]
    assert acts.count("account_named") == 2


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x>', "=HYPERLINK(1)"])
@pytest.mark.parametrize("field", ["bank", "holder"])
def test_hostile_text_is_refused_and_shown_as_text(field: str, hostile: str) -> None:
    refund = begun()
    answer = own(refund).post(page_of(refund), GIVEN | {field: hostile}, follow=True)
    shown = answer.content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown
    assert answer.status_code == 400
    assert Refund.objects.get().state == ACCOUNT


@pytest.mark.parametrize("missing", ["bank", "account", "holder"])
def test_what_is_missing_is_asked_for(missing: str) -> None:
    refund = begun()
    given = {name: value for name, value in GIVEN.items() if name != missing}
    assert own(refund).post(page_of(refund), given).status_code == 400
    assert Refund.objects.get().state == ACCOUNT


def test_a_look_writes_nothing() -> None:
    refund = begun()
    before = Refund.objects.values().get()
    entries = history(subject=f"dossier:{refund.dossier_id}", kind="money").count()
    own(refund).get(page_of(refund))
    assert Refund.objects.values().get() == before
    assert history(subject=f"dossier:{refund.dossier_id}", kind="money").count() == entries


def test_each_sum_stands_for_itself_and_the_form_is_for_those_that_wait() -> None:
    refund = ordered()
    begin_refund(refund.payment, why="surplus", at=now(), paid=140_000, transaction="gd-9:surplus")
    shown = text(own(refund).get(page_of(refund)))
    assert ("135.000 ₫" in shown, "5.000 ₫" in shown) == (True, True)
    assert "Số tiền đã nộp cao hơn lệ phí nên phần chênh lệch được hoàn trả." in shown
    own(refund).post(page_of(refund), GIVEN | {"account": "777777"})
    rows = Refund.objects.order_by("id").values_list("state", "account", "amount")
    assert list(rows) == [(ORDERED, "0123456789", 135_000), (READY, "777777", 5_000)]


def test_an_account_that_was_not_taken_is_gone_from_the_page() -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    assert refund.state == CHECK
    check_refund_holder(refund_id=refund.pk, by=accountant(), good=False, reason="Cần giấy ủy quyền")
    shown = text(own(refund).get(page_of(refund)))
    assert "Lần trước chưa hoàn được: Cần giấy ủy quyền." in shown
    assert "Trần Thị" not in shown
    assert 'value="Nguyễn Thử Nghiệm"' in shown


def test_nobody_signed_in_reads_nothing() -> None:
    refund = named(begun())
    answer = Client().get(page_of(refund))
    assert answer.status_code == 302
    assert refund.account not in answer.content.decode()


def test_in_english() -> None:
    refund = begun()
    shown = text(own(refund, language="en").get(page_of(refund)))
    assert "You withdrew the dossier: the fee that was paid goes back in full." in shown
    assert [words for words in ("Hoàn trả lệ phí", "Xác nhận tài khoản", "Số tiền") if words in shown] == []


def test_a_fault_of_the_form_in_english() -> None:
    refund = begun()
    answer = own(refund, language="en").post(page_of(refund), GIVEN | {"account": "12"})
    assert answer.status_code == 400
    assert "Vui lòng" not in text(answer)
