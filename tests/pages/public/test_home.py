"""The front page: fee, time and provinces as they are on the day; nothing on it is a constant."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from gplx.offices.models import Department
from gplx.offices.provinces import provinces
from tests import builders
from tests.pages.reading import forms, links, main, title, tree

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "fee", "by"),
    [
        (date(2021, 9, 27), "135.000 ₫", "Biểu mức thu (kèm theo) Thông tư 188/2016/TT-BTC"),
        (date(2023, 7, 31), "135.000 ₫", "Biểu mức thu (kèm theo) Thông tư 188/2016/TT-BTC"),
        (date(2023, 8, 1), "135.000 ₫", "Biểu mức thu (kèm theo) Thông tư 37/2023/TT-BTC"),
        (date(2023, 11, 30), "135.000 ₫", "Biểu mức thu (kèm theo) Thông tư 37/2023/TT-BTC"),
        (date(2023, 12, 1), "115.000 ₫", "Điều 3 khoản 2 điểm a Thông tư 37/2023/TT-BTC"),
        (date(2025, 12, 31), "115.000 ₫", "Điều 3 khoản 2 điểm a Thông tư 37/2023/TT-BTC"),
        (date(2026, 1, 1), "135.000 ₫", "Điều 3 khoản 2 điểm b Thông tư 37/2023/TT-BTC"),
    ],
)
def test_the_fee_is_that_of_the_day_for_who_files_online(
    client: Client, live_on: Callable[[date], None], day: date, fee: str, by: str
) -> None:
    live_on(day)
    page = main(client.get("/"))
    assert f"Lệ phí {fee} Thời hạn giải quyết 5 ngày làm việc Nhận kết quả Bưu điện hoặc tại Sở" in page
    assert f"Căn cứ lệ phí: {by}" in page


def test_exactly_the_provinces_that_are_online_are_named_and_one_that_joins_appears_at_once(client: Client) -> None:
    builders.department()
    pilots = {province.name for province in provinces() if province.pilot}

    def named() -> set[str]:
        return {one.text for one in tree(client.get("/")).xpath("//main//details//li")}

    assert len(pilots) == 12
    assert named() == pilots
    Department.objects.filter(id="H29").update(online=True)
    assert named() == pilots | {Department.objects.get(id="H29").province_name}
    Department.objects.update(online=False)
    assert named() == set()


def test_it_leads_to_sign_in_with_one_button_and_to_the_precheck_with_one_link(client: Client) -> None:
    page = client.get("/")
    assert title(page) == "Đổi giấy phép lái xe, không phải rời nhà"
    assert forms(page) == ["/dang-nhap"]
    assert links(page) == {"Kiểm tra trong một phút, không cần đăng nhập": "/kiem-tra"}


@pytest.mark.parametrize("address", ["/", "/kiem-tra", "/tra-cuu", "/tro-giup", "/tiep-can"])
def test_an_open_page_needs_no_session_and_leaves_none(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies
    assert client.head(address).status_code == 200
    assert client.head(address).content == b""


def test_the_practice_world_says_so_on_each_page_and_the_real_one_never(client: Client, settings: object) -> None:
    told = "Mọi người, giấy tờ và khoản tiền ở đây đều không có thật."
    for practice in (True, False):
        settings.PRACTICE = practice  # type: ignore[attr-defined]  # pytest-django's
        for address in ("/", "/kiem-tra", "/can-bo/dang-nhap", "/khong-co"):
            assert (told in client.get(address).content.decode()) == practice, address


def test_help_and_accessibility_are_pages_of_their_own(client: Client) -> None:
    for address in ("/tro-giup", "/tiep-can"):
        page = client.get(address)
        assert title(page)
        assert len(main(page)) > 300
        assert client.post(address).status_code == 405


def test_what_breaks_inside_is_told_as_ours_without_its_details(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("secret 001085000001")

    monkeypatch.setattr("gplx.pages.public.home.fees.fee", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert title(answer) == "Hệ thống đang gặp sự cố"
    assert "Lỗi thuộc về hệ thống, không phải do ông/bà; hồ sơ đã lưu không bị mất." in main(answer)
    assert "secret" not in answer.content.decode() and "001085000001" not in answer.content.decode()
