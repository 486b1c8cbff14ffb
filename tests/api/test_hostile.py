"""Whatever is sent, the interfaces answer with a refusal: never a 500, and nothing is changed."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gplx.api.province.session import open_session
from gplx.dossiers.models import Act
from gplx.fees.models import Notice
from gplx.offices.api_keys import give_api_key
from tests import builders
from tests.api.software import HANOI_OFFICE, MAPI

pytestmark = pytest.mark.django_db

REFUSED = (200, 400, 413, 422)
CALLBACK = (
    "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich",
    "MaNganHang", "ThoiGianGD", "ThongTinGiaoDich", "MaXacThuc",
)  # fmt: skip
QUESTION = ("session", "service", "donViXuLy", "mahoso", "ngayNhan1", "ngayNhan2", "duongdanteptin")

text = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(["\x00", "CONFIRM", "2021-09-27", "00"])
value = st.none() | st.booleans() | st.integers() | st.floats() | text | st.lists(text, max_size=2)
patient = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def send(client: Client, address: str, body: bytes) -> Any:
    return client.post(address, body, content_type="application/json")


@patient
@given(
    raw=st.binary(max_size=200)
    | st.dictionaries(st.sampled_from(CALLBACK), value).map(lambda it: json.dumps(it).encode())
)
def test_the_callback_refuses_whatever_it_is(client: Client, raw: bytes) -> None:
    answer = send(client, "/api/payments/callback", raw)

    assert answer.status_code in REFUSED
    assert answer.json()["MaLoi"] == "97"
    assert not Notice.objects.exists()


@patient
@given(
    raw=st.binary(max_size=200)
    | st.dictionaries(st.sampled_from(QUESTION), value).map(lambda it: json.dumps(it).encode())
)
def test_a_stranger_gets_nothing_from_mapi(client: Client, raw: bytes) -> None:
    for address in (f"{MAPI}/login", f"{MAPI}/g"):
        answer = send(client, address, raw)
        assert answer.status_code in REFUSED
        assert answer.json()["error_code"] in (-1, -2)


@patient
@given(
    service=st.sampled_from(["DanhSachHoSo", "TraCuuHoSo", "LayTaiLieuHoSo"]),
    rest=st.dictionaries(st.sampled_from(QUESTION[3:]), value),
)
def test_a_department_that_asks_nonsense_is_told_so(client: Client, service: str, rest: dict[str, Any]) -> None:
    department = builders.department("H26")
    if not department.api_key_hash:
        give_api_key(department_id="H26", user="so-hn")
        department.refresh_from_db()
    known = {"session": open_session(department), "service": service, "donViXuLy": HANOI_OFFICE}

    answer = send(client, f"{MAPI}/g", json.dumps(known | rest).encode())
    assert answer.status_code in REFUSED
    assert answer.json()["error_code"] == -1 or answer.json()["data"] == []


@patient
@given(order=st.dictionaries(st.sampled_from(["officer", "seen", "reason", "article", "items"]), value), key=text)
def test_an_act_ordered_with_nonsense_is_not_done(client: Client, order: dict[str, Any], key: str) -> None:
    department = builders.department("H26")
    key_of_department = give_api_key(department_id=department.id, user="so-hn")
    header = key.encode("ascii", "ignore").decode().replace("\x00", "").replace("\r", "").replace("\n", "")

    for act in ("accept", "refuse", "ask-correction"):
        answer = client.post(
            f"/api/acts/dossiers/000.00.99.H26-210927-0001/{act}",
            json.dumps(order).encode(),
            content_type="application/json",
            headers={"Authorization": f"Bearer {key_of_department}", "Idempotency-Key": header},
        )
        assert answer.status_code in (400, 404, 422)
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Act.objects.exists()
