"""The clinics' software of the practice world: whom it examines, how it signs, and where it sends."""

import base64
from typing import Any

import httpx
import pytest
from cryptography import x509

from sandbox.clinics.exam import DIRTY

EXAM = "/_sandbox/clinics/01901/exam"
REPLY = {"MSG_STATE": "1", "MSG_TEXT": "x"}


@pytest.fixture
def person(world: httpx.Client) -> dict[str, Any]:
    return dict(world.get("/_sandbox/people?kind=no_exam&limit=1").json()["people"][0])


def shown(world: httpx.Client, person: dict[str, Any], **more: Any) -> dict[str, Any]:
    return dict(world.post(EXAM, json={"person": person["cccd"], "send": False} | more).json()["message"])


def test_three_in_each_pilot_province_each_with_a_certificate(world: httpx.Client) -> None:
    clinics = world.get("/_sandbox/clinics").json()["clinics"]
    assert len(clinics) == len({one["certificate"] for one in clinics}) == 36
    for one in clinics:
        certificate = x509.load_pem_x509_certificate(one["certificate"].encode())
        assert one["facility"] in certificate.subject.rfc4514_string()
    assert clinics == world.get("/_sandbox/clinics").json()["clinics"]


def test_the_message_is_about_the_person(world: httpx.Client, person: dict[str, Any]) -> None:
    made = shown(world, person)
    assert (made["HOTEN"], made["SOCMND_PASSPORT"], made["IDBENHVIEN"]) == (person["name"], person["cccd"], "01901")
    assert (made["NGAYKETLUAN"], made["KETLUAN"], made["STATE"]) == ("27/09/2021", "A0-1", "ADD")
    assert made["SO"].endswith("/GKSKLX/01901/21")
    assert b"<NGAYTHANGNAMCAPCMD>" in base64.b64decode(made["SIGNDATA"])


def test_each_exam_has_its_own_number(world: httpx.Client, person: dict[str, Any]) -> None:
    assert shown(world, person)["SO"] != shown(world, person)["SO"]
    assert shown(world, person, number="00007/GKSKLX/01901/21")["SO"] == "00007/GKSKLX/01901/21"


@pytest.mark.parametrize(
    ("asked", "field", "value"),
    [
        ({"class": "C"}, "HANGBANGLAI", "C"),
        ({"conclusion": "A0-2"}, "KETLUAN", "A0-2"),
        ({"drugs": 1}, "MATUY", "1"),
        ({"alcohol": "0.2", "alcohol_unit": "1"}, "NONGDOCON", "0.2"),
        ({"concluded": "2021-09-01"}, "NGAYKETLUAN", "01/09/2021"),
        ({"identity": "012345678"}, "SOCMND_PASSPORT", "012345678"),
        ({"state": "EDIT"}, "STATE", "EDIT"),
        ({"fields": {"LYDO": "Thử"}}, "LYDO", "Thử"),
    ],
)
def test_what_is_asked_for_stands_in_both_texts(
    world: httpx.Client, person: dict[str, Any], asked: dict[str, Any], field: str, value: str
) -> None:
    made = shown(world, person, **asked)
    twin = {"STATE": "ACTION"}.get(field, field)
    assert made[field] == value
    assert f"<{twin}>{value}</{twin}>".encode() in base64.b64decode(made["SIGNDATA"])


def test_it_is_sent_with_the_login_to_the_gateway(world: httpx.Client, partner: Any, person: dict[str, Any]) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=REPLY)

    partner.reply = answer
    told = world.post(EXAM, json={"person": person["cccd"]}).json()
    assert (told["status"], told["reply"]) == (200, REPLY)
    assert str(seen[0].url) == "http://127.0.0.1:8000/api/hssk/gksk"
    assert seen[0].headers["Username"] == "01901"
    assert len(seen[0].headers["Password"]) == 32
    world.post(EXAM, json={"person": person["cccd"], "trial": True, "gateway": "http://127.0.0.1:9/"})
    assert str(seen[1].url) == "http://127.0.0.1:9/api/hssk/gksk/thu"


def test_a_replay_sends_the_very_same(world: httpx.Client, partner: Any, person: dict[str, Any]) -> None:
    partner.reply = lambda _request: httpx.Response(500, text="?")
    assert world.post(EXAM, json={"dirty": "replay"}).status_code == 400
    first = world.post(EXAM, json={"person": person["cccd"]}).json()
    again = world.post(EXAM, json={"dirty": "replay"}).json()
    assert first == again == {"message": first["message"], "status": 500, "reply": None}


def test_a_gateway_that_is_not_there_is_told(world: httpx.Client, partner: Any, person: dict[str, Any]) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=request)

    partner.reply = fail
    told = world.post(EXAM, json={"person": person["cccd"]}).json()
    assert (told["status"], told["reply"]) == (None, "ConnectError")


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"person": "1"},
        {"dirty": "x"},
        {"concluded": "27/09/2021"},
        {"fields": []},
        {"gateway": "ftp://x"},
        {"gateway": "http://127.0.0.1/?a=b"},
    ],
)
def test_what_cannot_be_done_is_told(world: httpx.Client, person: dict[str, Any], bad: dict[str, Any]) -> None:
    asked = bad if "person" in bad or not bad else {"person": person["cccd"]} | bad
    assert world.post(EXAM, json=asked).status_code == 400


def test_an_unknown_facility(world: httpx.Client, person: dict[str, Any]) -> None:
    assert world.post("/_sandbox/clinics/99999/exam", json={"person": person["cccd"]}).status_code == 400


@pytest.mark.parametrize("dirty", DIRTY)
def test_each_way_of_being_dirty_changes_something(world: httpx.Client, person: dict[str, Any], dirty: str) -> None:
    number = "00009/GKSKLX/01901/21"
    assert shown(world, person, number=number, dirty=dirty) != shown(world, person, number=number)
