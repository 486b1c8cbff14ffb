"""The account of a person: what the portal changes never loses it, and nobody gets it by claiming a number."""

from datetime import date
from typing import Any

import msgspec
import pytest
from django.test import Client

from gplx.applicants.models import Applicant, KnownNumber
from gplx.applicants.questions import has_other_account
from gplx.registers.signin.port import UnableToSignIn
from tests import builders
from tests.pages.citizen.arrival.test_sign_in import SOMEBODY, Portal, go, portal
from tests.pages.reading import main

pytestmark = pytest.mark.django_db
__all__ = ["portal"]
OTHER_ACCOUNT = "Số giấy tờ của ông/bà còn có ở một tài khoản khác trên Cổng Dịch vụ công."
CLAIMS: dict[str, Any] = {
    "phone": "0900000099",
    "email": "khac@example.vn",
    "address": "9 phố Khác, Hải Phòng",
    "number12": "001185000777",
    "name": "Trần Thị Thử Mới",
    "level": "LoA3",
}


@pytest.mark.parametrize("changed", CLAIMS)
def test_whatever_the_portal_changes_the_account_stays(client: Client, portal: Portal, changed: str) -> None:
    go(client)
    before = Applicant.objects.get()
    portal.claims = msgspec.structs.replace(SOMEBODY, **{changed: CLAIMS[changed]})
    go(client)
    after = Applicant.objects.get()
    assert after.id == before.id
    assert set(KnownNumber.objects.values_list("number", flat=True)) >= {"001185000001", "010000001"}


@pytest.mark.parametrize("lost", ["phone", "email", "address", "number9"])
def test_what_the_portal_no_longer_tells_is_kept(client: Client, portal: Portal, lost: str) -> None:
    go(client)
    before = Applicant.objects.values().get()
    portal.claims = msgspec.structs.replace(SOMEBODY, **{lost: None})
    go(client)
    assert Applicant.objects.values().get() == before
    assert KnownNumber.objects.filter(number="010000001").exists()


def test_the_level_of_assurance_is_kept_and_follows_the_portal(client: Client, portal: Portal) -> None:
    go(client)
    assert Applicant.objects.get().assurance == "LoA2"
    portal.claims = msgspec.structs.replace(SOMEBODY, level="LoA3")
    go(client)
    assert Applicant.objects.get().assurance == "LoA3"


def test_another_account_with_the_same_number_gets_nothing_of_the_first(client: Client, portal: Portal) -> None:
    go(client)
    first = Applicant.objects.get()
    dossier = builders.draft(first)
    portal.claims = msgspec.structs.replace(SOMEBODY, subject="s-2", tech_id="t-2")
    other = Client()
    go(other)
    second = Applicant.objects.exclude(id=first.id).get()
    page = other.get("/cua-toi")
    assert OTHER_ACCOUNT in main(page)
    assert str(dossier.id) not in page.content.decode()
    assert other.get(f"/ho-so/{dossier.id}").status_code == 404
    assert (has_other_account(first), has_other_account(second)) == (True, True)
    first.refresh_from_db()
    assert (first.tech_id, second.tech_id) == ("t-1", "t-2")


def test_who_has_one_account_reads_nothing_of_others(client: Client, portal: Portal) -> None:
    go(client)
    builders.applicant()
    assert OTHER_ACCOUNT not in main(client.get("/cua-toi"))


def test_a_number_that_only_a_register_links_is_no_account(client: Client, portal: Portal) -> None:
    go(client)
    other = builders.applicant()
    other.numbers.create(number="001185000001", source="register", since=other.joined_at)
    assert not has_other_account(Applicant.objects.get(tech_id="t-1"))


# ---- leaving


class Leaving(Portal):
    """A portal at which one signs out as well."""

    left: tuple[str, str] = ("", "")

    def leave(self, *, proof: str, back: str) -> str:
        if self.refuses:
            raise UnableToSignIn("unavailable", "down")
        self.left = (proof, back)
        return "http://127.0.0.1:9/logout?id_token_hint=x"


@pytest.fixture
def leaving(monkeypatch: pytest.MonkeyPatch) -> Leaving:
    made = Leaving(claims=msgspec.structs.replace(SOMEBODY, proof="signed.by.portal"))
    monkeypatch.setattr("gplx.registers.signin.sign_in", lambda: made)
    return made


def test_signing_out_here_signs_out_at_the_portal(client: Client, leaving: Leaving) -> None:
    go(client)
    assert client.post("/dang-xuat")["Location"] == "http://127.0.0.1:9/logout?id_token_hint=x"
    assert leaving.left == ("signed.by.portal", "http://127.0.0.1:8000/")
    assert client.get("/cua-toi").status_code == 302
    assert "portal_proof" not in client.session


def test_a_portal_that_is_down_keeps_nobody_in(client: Client, leaving: Leaving) -> None:
    go(client)
    leaving.refuses = "unavailable"
    assert client.post("/dang-xuat")["Location"] == "/"
    assert "citizen" not in client.session


def test_a_stranger_who_signs_out_goes_home(client: Client, leaving: Leaving) -> None:
    assert client.post("/dang-xuat")["Location"] == "/"
    assert leaving.left == ("", "")


# ---- tied to one browser


def test_an_answer_brought_by_another_browser_lets_nobody_in(client: Client, portal: Portal) -> None:
    """Somebody is sent a link that would sign them in as another (*login CSRF*)."""
    client.post("/dang-nhap", {})
    victim = Client()
    assert victim.get("/dang-nhap/xong?state=st&code=c").status_code == 400
    assert "citizen" not in victim.session
    assert not Applicant.objects.exists()


def test_a_session_that_was_planted_is_not_the_one_that_signs_in(client: Client, portal: Portal) -> None:
    client.post("/dang-nhap", {})
    planted = client.session.session_key
    client.get("/dang-nhap/xong?state=st&code=c")
    stranger = Client()
    stranger.cookies["sessionid"] = planted
    assert stranger.get("/cua-toi").status_code == 302


@pytest.mark.parametrize("broken", [{"born": None}, {"sex": None}])
def test_an_account_that_lacks_something_leaves_the_one_that_was_in_as_it_was(
    client: Client, portal: Portal, broken: dict[str, Any]
) -> None:
    go(client)
    portal.claims = msgspec.structs.replace(SOMEBODY, tech_id="t-3", **broken)
    answer = go(client)
    assert answer.status_code == 400
    assert Applicant.objects.count() == 1
    assert Applicant.objects.get().born == date(1985, 4, 12)
