"""What people wrote is shown as text on every page of a clinic, and every page stands whatever comes."""

from typing import Any

import pytest
from django.test import Client

from gplx.ground.clock import now
from gplx.health.exams.models import GatewayCall
from gplx.offices.models import APPLIED, APPROVED, REFUSED, SUSPENDED, Clinic, Officer
from tests import builders
from tests.pages.clinic.exam import SAID, issue, send
from tests.pages.clinic.registration import SAID as REGISTERED
from tests.pages.clinic.registration import send as register

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script>\"&"
RAW, ESCAPED = "<script>alert(", "&lt;script&gt;alert("
TYPED = ("name", "issued_at", "address", "mental", "eyes", "illness", "eye_right")


def poisoned() -> Clinic:
    """A clinic whose every text is hostile."""
    clinic = builders.clinic()
    texts = {"name": HOSTILE, "address": HOSTILE, "refusal": HOSTILE, "phone": HOSTILE[:20], "email": HOSTILE}
    Clinic.objects.filter(id=clinic.id).update(**texts)
    Officer.objects.update(name=HOSTILE)
    return clinic


def check(page: Any) -> None:
    text = page.content.decode()
    assert RAW not in text
    assert ESCAPED in text


@pytest.mark.parametrize("path", ["/co-so-kham/kham", "/co-so-kham/da-phat-hanh", "/co-so-kham/ket-noi"])
def test_the_desk(desk: Client, path: str) -> None:
    issue(desk)
    clinic = poisoned()
    GatewayCall.objects.create(
        at=now(), clinic=clinic, kind="send", accepted=False, sentence=HOSTILE, number="", milliseconds=1
    )
    check(desk.get(path))


@pytest.mark.parametrize("state", [APPLIED, APPROVED, REFUSED, SUSPENDED])
def test_the_health_office(health_office: Client, state: str) -> None:
    poisoned()
    Clinic.objects.update(state=state)
    check(health_office.get("/can-bo/co-so-kham"))
    check(health_office.get("/can-bo/co-so-kham/01901"))


def test_the_finder(client: Client) -> None:
    builders.department()
    poisoned()
    check(client.get("/co-so-kham?tinh=01"))
    check(client.get("/co-so-kham", {"tinh": HOSTILE, "hang": HOSTILE}))


@pytest.mark.parametrize("name", sorted(set(REGISTERED) - {"province", "groups"}))
def test_the_registration_shown_again(client: Client, name: str) -> None:
    builders.department()
    check(register(client, **{"code": "x", name: HOSTILE}))


@pytest.mark.parametrize("name", TYPED)
def test_the_exam_to_be_checked(desk: Client, name: str) -> None:
    said = HOSTILE[:20] if name == "eye_right" else HOSTILE
    page = send(desk, **{name: said})
    assert page.status_code == 200
    check(page)


@pytest.mark.parametrize("name", sorted(SAID))
@pytest.mark.parametrize("said", [HOSTILE, "x" * 3000, "\u202e\u200b", "0", "-1", "1e400", "Ａ", "٣"])
def test_no_word_breaks_the_form(desk: Client, name: str, said: str) -> None:
    page = send(desk, **{name: said})
    assert page.status_code in (200, 400)
    assert RAW not in page.content.decode()


def test_a_signed_exam_and_its_correction(desk: Client) -> None:
    exam = issue(desk, name=HOSTILE, address=HOSTILE, mental=HOSTILE, illness=HOSTILE)
    address = f"/co-so-kham/phieu/{exam.uuid}"
    check(desk.get(address))
    check(desk.get(f"{address}/sua"))
    send(desk, "sign", page=f"{address}/sua", why=HOSTILE, name=HOSTILE)
    check(desk.get(address))
    check(desk.get("/co-so-kham/da-phat-hanh"))


@pytest.mark.parametrize("step", ["", "check", "sign", "edit", "fill", "nothing", HOSTILE])
@pytest.mark.parametrize("sent", [{}, {"qr": HOSTILE}, {"classes": [HOSTILE, "B2"]}, {"found": [HOSTILE]}])
def test_a_form_put_together_by_hand_breaks_nothing(desk: Client, step: str, sent: dict[str, Any]) -> None:
    page = desk.post("/co-so-kham/kham", {"step": step, "request_id": "ab" * 16, **sent})
    assert page.status_code in (200, 400)
    assert RAW not in page.content.decode()


@pytest.mark.parametrize("sought", [HOSTILE, "%", "_", "\\", "x" * 500, "00001/%"])
def test_no_search_breaks_the_list(desk: Client, sought: str) -> None:
    issue(desk)
    page = desk.post("/co-so-kham/da-phat-hanh", {"sought": sought})
    assert page.status_code == 200
    assert RAW not in page.content.decode()
    assert "Tìm thấy 0 phiếu." in page.content.decode(), "a sign of a pattern is a sign like any other"


@pytest.mark.parametrize("query", ["?trang=0", "?trang=-1", "?trang=x", "?trang=999999999999", "?ban=x"])
def test_no_page_number_breaks_a_list(desk: Client, health_office: Client, query: str) -> None:
    exam = issue(desk)
    assert desk.get(f"/co-so-kham/da-phat-hanh{query}").status_code == 200
    assert desk.get(f"/co-so-kham/phieu/{exam.uuid}{query}").status_code == 200
    assert health_office.get(f"/can-bo/co-so-kham{query}").status_code == 200


@pytest.mark.parametrize("field", ["clinic", "code", "password", "again", "token"])
@pytest.mark.parametrize("said", ["", HOSTILE, "x" * 500, "\u0660" * 6])
def test_no_word_breaks_the_activation(client: Client, field: str, said: str) -> None:
    builders.department()
    for path in ("/co-so-kham/kich-hoat", "/co-so-kham/kich-hoat/mat-khau"):
        page = client.post(path, {"clinic": "01955", "code": "x", field: said})
        assert page.status_code in (200, 302)
        assert RAW not in page.content.decode()
