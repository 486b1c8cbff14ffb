"""Money that goes back, as its owner reads it: on the progress page, and on the page where the account is named."""

import pytest
from django.test import Client

from gplx.fees.refunds.models import ACCOUNT, CHECK, READY, Refund
from tests import builders
from tests.fees.refunds import paths
from tests.pages.citizen.conftest import text

pytestmark = pytest.mark.django_db
GIVEN = {"bank": "Ngân hàng Thử", "account": "0123 456 789", "holder": "Nguyễn Thử Nghiệm"}


@pytest.fixture
def refund() -> Refund:
    return paths.begun()


@pytest.fixture
def owner(refund: Refund) -> Client:
    return builders.sign_in_citizen(Client(), refund.dossier.applicant)


def page_of(refund: Refund) -> str:
    return f"/ho-so/{refund.dossier_id}/hoan-phi"


def test_progress_says_in_words_what_goes_back_and_why(owner: Client, refund: Refund) -> None:
    shown = text(owner.get(f"/ho-so/{refund.dossier_id}/tien-do"))
    assert "Hoàn trả 135.000 ₫" in shown
    assert "Ông/bà đã rút hồ sơ nên lệ phí đã nộp được hoàn trả toàn bộ." in shown
    assert "Chờ ông/bà xác nhận tài khoản" in shown
    assert page_of(refund) in shown


def test_the_account_is_named_and_may_be_changed(owner: Client, refund: Refund) -> None:
    assert 'value="Nguyễn Thử Nghiệm"' in text(owner.get(page_of(refund)))
    answer = owner.post(page_of(refund), GIVEN, follow=True)
    assert "Chờ Sở lập lệnh hoàn trả" in text(answer)
    refund.refresh_from_db()
    assert (refund.state, refund.account) == (READY, "0123456789")
    owner.post(page_of(refund), GIVEN | {"holder": "Trần Thị Người Khác"})
    refund.refresh_from_db()
    assert refund.state == CHECK
    assert "Sở đang kiểm tra chủ tài khoản" in text(owner.get(page_of(refund)))


@pytest.mark.parametrize("wrong", [{"bank": ""}, {"account": "12"}, {"holder": "=1+1"}, {"account": "x" * 31}])
def test_what_is_no_account_is_told_and_kept_in_the_form(owner: Client, refund: Refund, wrong: dict[str, str]) -> None:
    answer = owner.post(page_of(refund), GIVEN | wrong)
    assert (answer.status_code, "Có điều cần sửa" in text(answer)) == (400, True)
    refund.refresh_from_db()
    assert refund.state == ACCOUNT


def test_once_ordered_there_is_no_form_and_once_paid_it_says_when(owner: Client, refund: Refund) -> None:
    refund = paths.ordered(refund)
    shown = text(owner.get(page_of(refund)))
    assert "Kho bạc đang hoàn trả" in shown
    assert "Xác nhận tài khoản" not in shown
    paths.answered(refund)
    shown = text(owner.get(page_of(refund)))
    assert "Đã hoàn trả" in shown
    assert "Hoàn lúc" in shown


def test_returned_it_says_why_and_asks_anew(owner: Client, refund: Refund) -> None:
    refund = paths.ordered(refund)
    paths.answered(refund, paid=False, reason="Không có tài khoản này")
    shown = text(owner.get(page_of(refund)))
    assert "Lần trước chưa hoàn được: Không có tài khoản này." in shown
    assert "Xác nhận tài khoản" in shown


def test_without_a_refund_there_is_no_such_page() -> None:
    dossier = builders.paid()
    browser = builders.sign_in_citizen(Client(), dossier.applicant)
    assert browser.get(f"/ho-so/{dossier.id}/hoan-phi").headers["Location"] == f"/ho-so/{dossier.id}/tien-do"


def test_anothers_does_not_exist(refund: Refund) -> None:
    stranger = builders.sign_in_citizen(Client(), builders.applicant())
    assert stranger.get(page_of(refund)).status_code == 404
    assert stranger.post(page_of(refund), GIVEN).status_code == 404
    refund.refresh_from_db()
    assert refund.state == ACCOUNT
