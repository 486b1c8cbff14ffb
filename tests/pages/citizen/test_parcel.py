"""The parcel on the progress page: its way, what to do, another way; and that page of its own."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gplx.casework.change_delivery import Wish, change_delivery
from gplx.casework.follow_parcel import follow_order, follow_parcel
from gplx.delivery.models import Parcel
from gplx.dossiers.actor import citizen as as_citizen
from gplx.dossiers.models import DESK, POST, Act, Dossier
from gplx.ground.clock import now
from gplx.registers.models import Exchange
from gplx.registers.post.port import ParcelEvent
from tests import builders
from tests.delivery.words import CANCELLED, FAILED, LOST, ODD, ON_ITS_WAY, RECEIVED, REFUSED, RETURNED, TAKEN, track
from tests.moments import at
from tests.pages.citizen.conftest import send, text
from tests.pages.reading import links, main

pytestmark = pytest.mark.django_db
OTHER_WAY = "Đổi cách nhận thẻ"


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    return builders.handed_over()


def owner(dossier: Dossier) -> Client:
    return builders.sign_in_citizen(Client(), dossier.applicant)


def shown(dossier: Dossier) -> Any:
    return owner(dossier).get(f"/ho-so/{dossier.id}/tien-do")


def says(dossier: Dossier, *words: ParcelEvent, **more: Any) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(*words, **more))


def test_before_the_post_has_said_anything(dossier: Dossier) -> None:
    page = main(shown(dossier))
    assert f"Đã đặt bưu điện {dossier.code}" in page
    assert "Bưu điện chưa báo tin về bưu gửi này." in page
    assert "Bưu tá nhận khi giao thẻ mới" in page
    assert OTHER_WAY not in links(shown(dossier))


def test_the_way_of_the_parcel_is_told_in_the_words_of_the_post(dossier: Dossier) -> None:
    says(dossier, TAKEN, ON_ITS_WAY, ODD, ParcelEvent(code="78", text="", at=None))
    page = main(shown(dossier))
    told = [page.index(words) for words in ("Đã nhận yêu cầu", "Đang chuyển", "Bưu cục đang xử lý", "Mã trạng thái 78")]
    assert told == sorted(told)
    assert "09:00 ngày 01/10/2021" in page
    assert "Đang vận chuyển" in page


def test_a_word_of_the_post_is_shown_as_a_word_and_nothing_else(dossier: Dossier) -> None:
    says(dossier, ParcelEvent(code="9", text="<script>alert(1)</script>", at=None))
    assert "<script>alert" not in text(shown(dossier))


@pytest.mark.parametrize(
    ("words", "stands", "advice", "may_change"),
    [
        ((ON_ITS_WAY,), "Đang vận chuyển", "", False),
        ((FAILED,), "Chưa giao được", "giữ máy để bưu tá gọi lại, hoặc đổi địa chỉ, hay chọn đến Sở nhận", True),
        ((REFUSED,), "Không được nhận", "sẽ chuyển về Sở. Ông/bà có thể chọn lại cách nhận", True),
        ((CANCELLED,), "Đang chuyển về Sở", "Bưu điện đang chuyển thẻ về Sở", False),
        ((RETURNED,), "Đã về Sở", "sẽ được gửi lại đến địa chỉ đã ghi", True),
        ((LOST,), "Bị thất lạc", "Sở in thẻ mới và gửi lại", True),
    ],
)
def test_what_to_do_is_said(
    dossier: Dossier, words: tuple[ParcelEvent, ...], stands: str, advice: str, may_change: bool
) -> None:
    says(dossier, *words)
    page = main(shown(dossier))
    assert stands in page
    assert advice in page
    assert (OTHER_WAY in links(shown(dossier))) is may_change


def test_an_order_that_the_post_did_not_take_is_said(dossier: Dossier) -> None:
    follow_order(dossier_id=dossier.id, number=dossier.code or "", ordered=None, first_call=True, is_over=True)
    assert "Bưu điện chưa nhận đơn. Sở đang xử lý, ông/bà chưa cần làm gì." in main(shown(dossier))


def test_who_will_fetch_it_is_told_to_wait_for_the_word(dossier: Dossier) -> None:
    says(dossier, FAILED)
    wish = Wish(way=DESK)
    change_delivery(dossier_id=dossier.id, by=as_citizen(dossier.applicant), request_id="c", seen=None, wish=wish)
    for words in ((FAILED, CANCELLED), (FAILED, CANCELLED, RETURNED)):
        says(dossier, *words)
        assert "Khi thẻ về đến Sở, GPLX nhắn ông/bà đến nhận." in main(shown(dossier))


def test_a_long_silence_is_said(dossier: Dossier, settings: Any) -> None:
    settings.POST_SILENT_DAYS = 5
    with at("2021-10-01T09:00"):
        says(dossier, ON_ITS_WAY)
        assert "chưa có tin mới" not in main(shown(dossier))
    with at("2021-10-06T09:30"):
        assert "Bưu điện chưa có tin mới từ ngày 01/10/2021." in main(shown(dossier))


def test_delivered_it_says_what_became_of_the_old_licence(dossier: Dossier) -> None:
    says(dossier, ON_ITS_WAY, RECEIVED, collection=2)
    page = main(shown(dossier))
    assert "Đã giao" in page
    assert "Bưu tá đã nhận, đang chuyển về Sở" in page
    assert "Người nhận: Bưu điện" in page


def test_at_the_desk_there_is_no_parcel_and_the_way_can_be_changed() -> None:
    dossier = builders.handed_over(delivery=DESK)
    assert "Bưu gửi" not in main(shown(dossier))
    assert OTHER_WAY in links(shown(dossier))


# ---- another way


def test_the_page_is_prefilled_and_says_that_the_card_comes_back_first(dossier: Dossier) -> None:
    says(dossier, FAILED)
    page = owner(dossier).get(f"/ho-so/{dossier.id}/doi-cach-nhan")
    assert page.status_code == 200
    assert 'value="1 phố Thử, Hà Nội"' in text(page)
    assert 'value="0900000001"' in text(page)
    assert "Sau khi ông/bà lưu, bưu điện chuyển thẻ về Sở" in main(page)


def test_to_fetch_it_instead_takes_two_taps(dossier: Dossier) -> None:
    says(dossier, FAILED)
    said = {"delivery": DESK, "delivery_address": dossier.delivery_address, "phone": dossier.phone}
    answer = send(owner(dossier), dossier, "doi-cach-nhan", **said)
    assert (answer.status_code, answer["Location"]) == (302, f"/ho-so/{dossier.id}/tien-do")
    assert dossier.delivery == DESK
    assert [one.ask for one in Exchange.objects.filter(operation="cancel")] == [{"order": dossier.code}]
    act = Act.objects.get(act="change_delivery")
    assert (act.by_kind, act.details) == ("citizen", {"before": POST, "way": DESK})


def test_a_second_click_changes_nothing_more(dossier: Dossier) -> None:
    says(dossier, FAILED)
    dossier.refresh_from_db()
    said = {"delivery": POST, "delivery_address": "2 phố Thử, Hà Nội", "phone": "0900 000 002"}
    form = said | {"version": dossier.version, "request_id": builders.fresh()}
    for _ in range(2):
        assert owner(dossier).post(f"/ho-so/{dossier.id}/doi-cach-nhan", form).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.delivery_address, dossier.phone) == ("2 phố Thử, Hà Nội", "0900000002")
    assert Act.objects.filter(act="change_delivery").count() == 1


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"delivery": POST, "delivery_address": "", "phone": "0900000002"}, "Vui lòng điền địa chỉ"),
        ({"delivery": POST, "delivery_address": "2 phố Thử", "phone": "12"}, "Số điện thoại cần có 10 chữ số"),
        ({"delivery": "", "delivery_address": "2 phố Thử", "phone": "0900000002"}, "Vui lòng chọn cách nhận"),
    ],
)
def test_what_is_missing_is_said_at_its_field(dossier: Dossier, said: dict[str, str], error: str) -> None:
    says(dossier, FAILED)
    answer = send(owner(dossier), dossier, "doi-cach-nhan", **said)
    assert error in main(answer)
    assert not Act.objects.filter(act="change_delivery").exists()


def test_while_the_courier_is_on_the_way_the_page_leads_back_and_the_act_is_refused(dossier: Dossier) -> None:
    says(dossier, ON_ITS_WAY)
    browser = owner(dossier)
    assert browser.get(f"/ho-so/{dossier.id}/doi-cach-nhan")["Location"] == f"/ho-so/{dossier.id}/tien-do"
    said = {"delivery": DESK, "delivery_address": "", "phone": "0900000002"}
    assert send(browser, dossier, "doi-cach-nhan", **said).status_code == 409
    assert (dossier.delivery, Exchange.objects.filter(operation="cancel").count()) == (POST, 0)


def test_somebody_elses_parcel_does_not_exist(dossier: Dossier) -> None:
    says(dossier, FAILED)
    stranger = builders.sign_in_citizen(Client(), builders.applicant())
    assert stranger.get(f"/ho-so/{dossier.id}/doi-cach-nhan").status_code == 404
    assert send(stranger, dossier, "doi-cach-nhan", delivery=DESK, phone="0900000002").status_code == 404
    assert Parcel.objects.get().at <= now()
