"""Whatever body comes to the platform's callback, hashed or not: a code and our own hash, never a 500."""

import json
from hashlib import sha256
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gplx.fees.models import OPEN, Notice, Payment
from gplx.registers.payments.wire import CALLBACK_FIELDS, callback_hash, reply_hash
from tests import builders
from tests.api.conftest import Post
from tests.api.test_callback import SECRET, callback

pytestmark = pytest.mark.django_db

ADDRESS = "/api/payments/callback"
CODES = ("00", "01", "02", "14", "97")
patient = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
texts = st.text(st.characters(codec="utf-8"), max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def checked(answer: HttpResponse) -> str:
    """The code of an answer that is whole: our fields, hashed with our secret."""
    said = answer.json()
    assert set(said) == {"MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD", "MaXacThuc"}
    assert said["MaLoi"] in CODES
    assert said["MaXacThuc"] == reply_hash(said, secret=SECRET)
    return str(said["MaLoi"])


def hashed(said: dict[str, Any]) -> dict[str, Any]:
    """As the platform would hash it, had it lost its mind."""
    as_read = json.loads(json.dumps(said))
    return as_read | {"MaXacThuc": callback_hash(as_read, secret=SECRET)}


@patient
@given(raw=st.binary(max_size=300))
def test_any_bytes(client: Client, raw: bytes) -> None:
    answer = client.post(ADDRESS, raw, content_type="application/json")
    assert answer.status_code in (200, 400, 413)
    assert checked(answer) == "97"


@patient
@given(raw=st.binary(max_size=50), kind=st.sampled_from(["text/plain", "multipart/form-data", "application/xml", ""]))
def test_any_kind_of_content(client: Client, raw: bytes, kind: str) -> None:
    assert checked(client.generic("POST", ADDRESS, raw, content_type=kind)) == "97"


@patient
@given(said=st.dictionaries(st.sampled_from(CALLBACK_FIELDS), values))
def test_any_message_that_was_not_hashed(client: Client, said: dict[str, Any]) -> None:
    answer = client.post(ADDRESS, json.dumps(said), content_type="application/json")
    assert checked(answer) == "97"
    assert not Notice.objects.exists()


@patient
@given(said=st.dictionaries(st.sampled_from(CALLBACK_FIELDS), values), more=st.dictionaries(texts, values, max_size=3))
def test_any_message_that_was_truly_hashed(client: Client, said: dict[str, Any], more: dict[str, Any]) -> None:
    body = json.dumps(more | hashed({"LoaiBanTin": "CONFIRM", "MaDoiTac": "GPLX"} | said))
    assert checked(client.post(ADDRESS, body, content_type="application/json")) in CODES


@pytest.mark.parametrize(
    "more",
    [
        '"x": 1e400',
        '"x": -1e400',
        f'"x": {"9" * 5000}',
        f'"x": {"[" * 400}{"]" * 400}',
        '"x": "\\ud800"',
        '"x": "\\\\u0000"',
        '"": ""',
    ],
    ids=["endless", "below", "long number", "deep", "half a letter", "a nul in words", "no name"],
)
def test_fields_of_nobodys_that_no_database_keeps(post: Post, more: str) -> None:
    payment = Payment.objects.get(dossier=builders.submitted())
    body = json.dumps(callback(payment))[:-1] + f", {more}}}"
    answer = post(ADDRESS, body.encode())
    assert checked(answer) in ("00", "97")
    assert answer.status_code in (200, 400)


def test_a_key_that_stands_twice_is_read_as_it_was_hashed(post: Post) -> None:
    payment = Payment.objects.get(dossier=builders.submitted())
    honest = json.dumps(callback(payment))
    cheap = honest[:-1] + ', "SoTien": 1}'
    assert checked(post(ADDRESS, cheap.encode())) == "97"
    payment.refresh_from_db()
    assert payment.state == OPEN
    last_is_right = '{"SoTien": 1, ' + honest[1:]
    assert checked(post(ADDRESS, last_is_right.encode())) == "00"


@pytest.mark.parametrize(
    "amount", [" 135000", "135_000", "+135000", "135000.0", "1.35e5", "１３５０００", True, "0135000x"]
)
def test_an_amount_that_is_written_oddly_is_no_amount(post: Post, amount: object) -> None:
    payment = Payment.objects.get(dossier=builders.submitted())
    assert checked(post(ADDRESS, hashed({**callback(payment), "SoTien": amount}))) == "14"
    payment.refresh_from_db()
    assert payment.state == OPEN
    assert Notice.objects.get().payment == payment


def test_a_hash_over_other_joints_is_no_hash(post: Post) -> None:
    payment = Payment.objects.get(dossier=builders.submitted())
    said = callback(payment)
    moved = said | {"MaGiaoDich": "GD1|NHTHU", "MaNganHang": ""}
    assert moved["MaXacThuc"] == said["MaXacThuc"]
    joined = "|".join([*(str(moved[name]) for name in CALLBACK_FIELDS), SECRET])
    assert sha256(joined.encode()).hexdigest() != said["MaXacThuc"]
    assert checked(post(ADDRESS, moved)) == "97"
