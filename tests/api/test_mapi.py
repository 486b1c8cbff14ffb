"""How departments' own software comes in: key, session, addresses behind an adapter, and what is no question."""

import hashlib
from datetime import datetime
from unittest.mock import patch

import pytest

from gplx.ground.clock import HANOI
from gplx.offices.api_keys import give_api_key
from tests import builders
from tests.api.conftest import Post
from tests.api.software import HANOI_OFFICE, MAPI, NO_SESSION, NOT_HERE, Ask, accepted

pytestmark = pytest.mark.django_db


def test_a_department_signs_in_with_its_key(post: Post) -> None:
    builders.department("H26")
    key = give_api_key(department_id="H26", user="so-hn")

    said = post(f"{MAPI}/login", {"username": "so-hn", "password": key}).json()
    assert (said["error_code"], said["result"], len(said["session"]) > 40) == (0, "Đăng nhập thành công", True)
    assert builders.department("H26").api_key_hash == hashlib.sha256(key.encode()).hexdigest()


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "so-hn", "password": "sai"},
        {"username": "so-hn", "password": ""},
        {"username": "khong-co", "password": "sai"},
        {"username": "", "password": ""},
        {},
    ],
)
def test_a_wrong_sign_in_gets_minus_one_whatever_was_wrong(post: Post, wrong: dict[str, str]) -> None:
    builders.department("H26")
    give_api_key(department_id="H26", user="so-hn")

    answer = post(f"{MAPI}/login", wrong)
    assert (answer.status_code, answer.json()) == (
        200,
        {"error_code": -1, "message": "Sai tên đăng nhập hoặc mật khẩu."},
    )


def test_a_session_lives_ten_minutes(ask: Ask) -> None:
    dossier = accepted()
    assert ask("TraCuuHoSo", mahoso=dossier.code)["error_code"] == 0

    real = datetime.now(HANOI).timestamp()
    with patch("django.core.signing.time.time", lambda: real + 590):
        assert ask("TraCuuHoSo", mahoso=dossier.code)["error_code"] == 0
    with patch("django.core.signing.time.time", lambda: real + 611):
        assert ask("TraCuuHoSo", mahoso=dossier.code) == NO_SESSION


def test_a_new_key_ends_sessions_at_once(ask: Ask, post: Post) -> None:
    dossier = accepted()
    assert ask("TraCuuHoSo", mahoso=dossier.code)["error_code"] == 0

    give_api_key(department_id="H26", user="so-hn")
    assert ask("TraCuuHoSo", mahoso=dossier.code) == NO_SESSION


@pytest.mark.parametrize("session", ["", "H26", "H26:x:1abc:xyz", "x" * 500])
def test_a_made_up_session_is_none(post: Post, session: str) -> None:
    builders.department("H26")
    body = {"session": session, "service": "TraCuuHoSo", "donViXuLy": HANOI_OFFICE, "mahoso": "x"}
    assert post(f"{MAPI}/g", body).json() == NO_SESSION


def test_an_unknown_service_names_the_known_ones(ask: Ask) -> None:
    assert ask("XoaHoSo") == {
        "error_code": -1,
        "message": "Không có dịch vụ này. Các dịch vụ: DanhSachHoSo, TraCuuHoSo, LayTaiLieuHoSo.",
    }


@pytest.mark.parametrize(
    "address",
    [
        "/apiDVC-GPLX/tcdbdvcdata/mapi/{}",
        "/XrdAdapter/RestService/forward/apiDVC-GPLX/tcdbdvcdata/mapi/{}",
        "/VXPAdapter/RestService/forward/apiDVC-GPLX/tcdbdvcdata/mapi/{}",
        "/XrdAdapter/RestService/forward/mapi/{}",
        "/VXPAdapter/RestService/forward/mapi/{}?dstcode=VN:GOV:000.00.00.G04:gplx&providerurl=http://gplx.example.vn",
    ],
)
def test_the_same_answers_behind_an_adapter(post: Post, address: str) -> None:
    builders.department("H26")
    key = give_api_key(department_id="H26", user="so-hn")

    session = post(address.format("login"), {"username": "so-hn", "password": key}).json()["session"]
    body = {"session": session, "service": "TraCuuHoSo", "donViXuLy": HANOI_OFFICE, "mahoso": "khong-co"}
    assert post(address.format("g"), body).json() == NOT_HERE


@pytest.mark.parametrize("address", [f"{MAPI}/login", f"{MAPI}/g"])
@pytest.mark.parametrize(
    ("body", "status"), [(b"", 400), (b"[1]", 400), (b'{"session": 1, "username": 1}', 400), (b"x" * 70_000, 413)]
)
def test_what_is_no_question_is_refused(post: Post, address: str, body: bytes, status: int) -> None:
    answer = post(address, body)
    assert (answer.status_code, answer.json()["error_code"]) == (status, -1)


@pytest.mark.parametrize("office", [HANOI_OFFICE, "000.00.00.H26", "H26"])
def test_a_department_is_known_by_its_code_whole_or_short(ask: Ask, office: str) -> None:
    dossier = accepted()

    assert ask("TraCuuHoSo", office=office, mahoso=dossier.code)["data"][0]["MaDonViXuLy"] == HANOI_OFFICE


@pytest.mark.parametrize("office", ["000.00.99.H29", "H29", "000.00.00.H29", "26", "h26", "000.00.01.H26", "99.H26"])
def test_under_any_other_code_a_department_gets_nothing(ask: Ask, office: str) -> None:
    dossier = accepted()

    assert ask("TraCuuHoSo", office=office, mahoso=dossier.code) == NOT_HERE
