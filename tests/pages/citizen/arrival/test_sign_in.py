"""Signing in: once, back to where one was, and one clear sentence where it fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
import pytest
from django.test import Client

from gplx.applicants.models import Applicant, KnownNumber
from gplx.registers import signin
from gplx.registers.models import Exchange
from gplx.registers.signin.port import CitizenClaims, Transaction, UnableToSignIn
from tests import builders
from tests.pages.citizen.conftest import text

pytestmark = pytest.mark.django_db

SOMEBODY = CitizenClaims(
    subject="s-1",
    tech_id="t-1",
    name="Trần Thị Thử",
    number12="001185000001",
    number9="010000001",
    passport=None,
    born=date(1985, 4, 12),
    sex="female",
    email="thu@example.vn",
    phone="0900000002",
    address="2 phố Thử, Hà Nội",
    nationality="VN",
    level="LoA2",
)


@dataclass
class Portal:
    """The portal, as it answers in this test."""

    claims: CitizenClaims = SOMEBODY
    refuses: str = ""
    begun: list[str] = field(default_factory=list)

    def begin(self, *, redirect_uri: str, next: str) -> tuple[str, Transaction]:
        if self.refuses == "unavailable":
            raise UnableToSignIn("unavailable", "down")
        self.begun.append(redirect_uri)
        return "http://127.0.0.1:9/authorize", Transaction("st", "no", "ve", redirect_uri, next)

    def finish(self, *, transaction: Transaction, answer: Mapping[str, Any]) -> CitizenClaims:
        if self.refuses:
            raise UnableToSignIn(self.refuses, "no")
        assert (transaction.state, answer["state"]) == ("st", "st")
        return self.claims


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal that lets SOMEBODY in."""
    made = Portal()
    monkeypatch.setattr(signin, "sign_in", lambda: made)
    return made


def go(client: Client, then: str = "/cua-toi") -> Any:
    """Through the portal and back."""
    assert client.post("/dang-nhap", {"next": then})["Location"] == "http://127.0.0.1:9/authorize"
    return client.get("/dang-nhap/xong?state=st&code=c")


def test_one_sign_in_leads_back_and_asks_the_register_at_once(client: Client, portal: Portal) -> None:
    assert go(client, "/cua-toi/ai-da-xem")["Location"] == "/cua-toi/ai-da-xem"
    person = Applicant.objects.get()
    assert (person.name, person.phone, person.assurance) == ("Trần Thị Thử", "0900000002", "LoA2")
    assert set(KnownNumber.objects.values_list("number", flat=True)) == {"001185000001", "010000001"}
    asked = Exchange.objects.get()
    assert (asked.register, asked.operation, asked.ask["numbers"]) == (
        "licences",
        "find",
        ["001185000001", "010000001"],
    )
    assert portal.begun == ["http://127.0.0.1:8000/dang-nhap/xong"]
    page = text(client.get("/cua-toi"))
    assert "Đang tìm giấy phép lái xe của ông/bà" in page and "htmx.min.js" in page


def test_the_session_changes_its_key_at_sign_in(client: Client, portal: Portal) -> None:
    client.post("/dang-nhap", {})
    before = client.session.session_key
    client.get("/dang-nhap/xong?state=st&code=c")
    assert client.session.session_key != before


def test_no_officer_goes_along_when_a_citizen_signs_in(client: Client, portal: Portal) -> None:
    builders.sign_in(client, builders.officer())
    client.post("/dang-nhap", {})
    client.get("/dang-nhap/xong?state=st&code=c")
    assert "citizen" in client.session
    assert client.get("/can-bo").status_code == 302


@pytest.mark.parametrize(
    ("reason", "status", "sentence"),
    [
        ("cancelled", 400, "Ông/bà đã dừng đăng nhập."),
        ("stale", 400, "Lần đăng nhập này đã quá lâu hoặc mở ở cửa sổ khác."),
        ("untrusted", 400, "Không xác nhận được câu trả lời của Cổng Dịch vụ công Quốc gia."),
        ("not_a_citizen", 400, "Tài khoản này của doanh nghiệp hoặc tổ chức."),
    ],
)
def test_a_sign_in_that_fails_says_why_and_nobody_is_in(
    client: Client, portal: Portal, reason: str, status: int, sentence: str
) -> None:
    portal.refuses = reason
    response = go(client)
    assert response.status_code == status
    assert sentence in text(response)
    assert "citizen" not in client.session
    assert not Applicant.objects.exists()


def test_a_portal_that_is_down(client: Client, portal: Portal) -> None:
    portal.refuses = "unavailable"
    response = client.post("/dang-nhap", {})
    assert response.status_code == 503
    assert "Hồ sơ đã lưu vẫn còn: vui lòng thử lại sau ít phút." in text(response)


@pytest.mark.parametrize("lacks", ["born", "sex"])
def test_an_account_that_lacks_what_the_law_needs(client: Client, portal: Portal, lacks: str) -> None:
    portal.claims = msgspec.structs.replace(SOMEBODY, **{lacks: None})
    assert "Tài khoản trên Cổng chưa có ngày sinh hoặc giới tính." in text(go(client))
    assert not Applicant.objects.exists()


def test_an_answer_nobody_asked_for(client: Client, portal: Portal) -> None:
    assert client.get("/dang-nhap/xong?state=st&code=c").status_code == 400
    go(client)
    assert client.get("/dang-nhap/xong?state=st&code=c").status_code == 400, "an answer counts once"


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_one_is_not_led_outside(client: Client, portal: Portal, then: str) -> None:
    assert go(client, then)["Location"] == "/"


def test_signing_out_keeps_the_person_and_closes_the_door(client: Client, portal: Portal) -> None:
    go(client)
    assert client.get("/dang-xuat").status_code == 405
    assert client.post("/dang-xuat")["Location"] == "/"
    assert client.get("/cua-toi")["Location"] == "/dang-nhap?next=%2Fcua-toi"
    assert Applicant.objects.count() == 1
