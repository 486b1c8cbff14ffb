"""Officers sign in with two factors; failures make them wait; only the practice world knows everybody's secrets."""

import time

import pytest
from django.core.management import call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import DjangoAssertNumQueries, Settings

from gplx.offices.models import CLERK, DIRECTORATE, Department, Officer
from gplx.offices.practice import KNOWN_TO_ALL, UnableToPractise, open_practice_world, practice_officers, unused_code
from tests.builders import applicant, sign_in_citizen

pytestmark = pytest.mark.django_db
ADDRESS = "/can-bo/dang-nhap"


@pytest.fixture
def practice(settings: Settings) -> None:
    """The practice world, open."""
    settings.PRACTICE = True
    open_practice_world()


def fields(username: str = "tiepnhan.h26", password: str = KNOWN_TO_ALL, **others: str) -> dict[str, str]:
    """What the form sends, the code being the newest unused one."""
    officer = Officer.objects.filter(username=username).first()
    code = unused_code(officer, at=time.time()) if officer else "000000"
    return {"username": username, "password": password, "code": code, **others}


def test_practice_opens_six_officers_an_office_and_the_directorate_once(practice: None) -> None:
    open_practice_world()
    online = Department.objects.filter(online=True)
    assert online.count() == 12
    assert Officer.objects.count() == 10 * 12 + 1
    assert {department.account for department in online} == {f"THUC-HANH-{department.id}" for department in online}
    assert Officer.objects.get(username="tiepnhan.h26").roles == [CLERK]
    assert Officer.objects.get(username="theodoi.tcdb").roles == [DIRECTORATE]
    assert not Department.objects.get(id="TCDB").online


def test_there_are_no_known_secrets_outside_of_practice(client: Client) -> None:
    with pytest.raises(UnableToPractise):
        open_practice_world()
    call_command("open_offices")
    assert Department.objects.count() == 64
    assert not Officer.objects.exists()
    page = client.get(f"{ADDRESS}?tai-khoan=tiepnhan.h26").content.decode()
    assert KNOWN_TO_ALL not in page
    assert "thực hành" not in page.lower()


def test_an_account_of_practice_does_not_open_the_real_world(
    client: Client, practice: None, settings: Settings
) -> None:
    sent = fields()
    settings.PRACTICE = False
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session


def test_the_page_of_practice_fills_in_an_account_that_can_be_sent_again_and_again(
    client: Client, practice: None
) -> None:
    call_command("open_offices")
    for _ in range(3):
        answer = client.get(f"{ADDRESS}?tai-khoan=lanhdao.h26")
        form = answer.context or {}
        assert form == {}
        page = answer.content.decode()
        sent = fields("lanhdao.h26")
        assert f'value="{KNOWN_TO_ALL}"' in page
        assert f'value="{sent["code"]}"' in page
        done = client.post(ADDRESS, sent)
        assert (done.status_code, done["Location"]) == (302, "/can-bo")
        assert client.get("/can-bo").status_code == 200
        client.post("/can-bo/dang-xuat")
        assert client.get("/can-bo").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"password": "khác"}, "không đúng"),
        ({"code": "000000"}, "không đúng"),
        ({"code": "abc"}, "không đúng"),
        ({"username": "khong.co"}, "không đúng"),
        ({"username": ""}, "Vui lòng điền: Tên đăng nhập."),
        ({"password": ""}, "Vui lòng điền: Mật khẩu."),
        ({"code": ""}, "Vui lòng điền: Mã xác nhận."),
    ],
)
def test_whatever_is_wrong_lets_nobody_in(client: Client, practice: None, wrong: dict[str, str], says: str) -> None:
    answer = client.post(ADDRESS, fields() | wrong)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert says in page
    assert "_auth_user_id" not in client.session
    assert client.get("/can-bo").status_code == 302
    assert 'name="password" type="password" value=""' in page
    assert 'name="code" type="text" value=""' in page


@pytest.mark.parametrize("wrong", [{"password": "khác"}, {"code": "000000"}])
def test_after_a_failure_even_the_right_answer_waits(client: Client, practice: None, wrong: dict[str, str]) -> None:
    client.post(ADDRESS, fields() | wrong)
    answer = client.post(ADDRESS, fields())
    assert answer.status_code == 400
    assert "Vui lòng đợi 1 giây rồi thử lại." in answer.content.decode()
    TOTPDevice.objects.update(throttling_failure_timestamp="2020-01-01T00:00:00+07:00")
    assert client.post(ADDRESS, fields()).status_code == 302
    assert set(TOTPDevice.objects.values_list("throttling_failure_count", flat=True)) == {0}


def test_nobody_can_be_locked_out_for_long(client: Client, practice: None) -> None:
    old = "2020-01-01T00:00:00+07:00"
    TOTPDevice.objects.update(throttling_failure_count=40, throttling_failure_timestamp=old)
    TOTPDevice.objects.update(throttling_failure_count=12)
    client.post(ADDRESS, fields() | {"password": "khác"})
    assert TOTPDevice.objects.get(user__username="tiepnhan.h26").throttling_failure_count == 10


def test_a_code_opens_once(client: Client, practice: None) -> None:
    sent = fields()
    assert client.post(ADDRESS, sent).status_code == 302
    client.post("/can-bo/dang-xuat")
    assert client.post(ADDRESS, sent).status_code == 400


def test_one_who_left_does_not_come_in(client: Client, practice: None) -> None:
    sent = fields()
    Officer.objects.filter(username="tiepnhan.h26").update(is_active=False)
    assert client.post(ADDRESS, sent).status_code == 400


def test_the_session_is_a_new_one_and_no_citizen_goes_along(client: Client, practice: None) -> None:
    sign_in_citizen(client, applicant())
    before = client.session.session_key
    client.post(ADDRESS, fields())
    assert client.session.session_key != before
    assert "citizen" not in client.session


@pytest.mark.parametrize(
    ("then", "goes_to"),
    [("/can-bo?ds=tat-ca", "/can-bo?ds=tat-ca"), ("https://example.com/", "/can-bo"), ("//example.com", "/can-bo")],
)
def test_one_comes_back_to_where_one_was_and_never_elsewhere(
    client: Client, practice: None, then: str, goes_to: str
) -> None:
    assert client.post(ADDRESS, fields(next=then))["Location"] == goes_to


def test_a_password_alone_is_not_enough(client: Client, practice: None) -> None:
    client.force_login(Officer.objects.get(username="tiepnhan.h26"))
    answer = client.get("/can-bo")
    assert answer.status_code == 302
    assert answer["Location"].startswith(ADDRESS)


def test_the_accounts_take_one_question(practice: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert len([officer.department.name for officer in practice_officers()]) == 121


@pytest.mark.parametrize(
    ("username", "home"),
    [
        ("theodoi.tcdb", "/tong-cuc"),
        ("thamdinh.h26", "/can-bo"),
        ("ketoan.h26", "/can-bo/doi-soat"),
        ("quantri.h26", "/can-bo/phan-mem"),
    ],
)
def test_who_comes_by_the_offices_door_lands_on_the_page_of_their_own_role(
    client: Client, practice: None, username: str, home: str
) -> None:
    door = client.get("/can-bo")["Location"]
    assert "next=%2Fcan-bo" in door
    answer = client.post(door, fields(username, next="/can-bo"))
    assert answer["Location"] == home
    page = client.get(home)
    assert page.status_code == 200
    assert f'href="{home}"' in page.content.decode(), "the name of the service leads there again"
