"""Whatever is sent to the gateway, it answers: no body breaks it."""

import base64
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gplx.health.exams.fields import FIELDS
from tests.api.clinic.calls import GATEWAY, TRIAL, call
from tests.health.exams import sender

pytestmark = pytest.mark.django_db
AGREED = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from([*FIELDS, "NGAYTHANGNAMCAPCMD", "SIGNDATA", "UUID"])
SIGNED = sender.signed(sender.fields())


@pytest.fixture(autouse=True)
def clinic() -> None:
    sender.connected()


def answered(body: Any, to: str) -> None:
    answer = call(body, to=to)
    assert answer.status_code in (200, 400, 413)
    assert answer.json()["MSG_STATE"] in ("0", "1")


@AGREED
@given(body=st.binary(max_size=200) | st.text(max_size=100), to=st.sampled_from([GATEWAY, TRIAL]))
def test_any_bytes(body: Any, to: str) -> None:
    answered(body if isinstance(body, bytes) else body.encode(errors="surrogatepass"), to)


@AGREED
@given(changed=st.dictionaries(NAMES, ANY, min_size=1, max_size=4), to=st.sampled_from([GATEWAY, TRIAL]))
def test_any_values(changed: dict[str, Any], to: str) -> None:
    answered(json.dumps(sender.message() | changed).encode(), to)


@AGREED
@given(place=st.integers(0, len(SIGNED) - 1), new=st.binary(max_size=3), to=st.sampled_from([GATEWAY, TRIAL]))
def test_a_signed_text_changed_anywhere(place: int, new: bytes, to: str) -> None:
    text = SIGNED[:place] + new + SIGNED[place + 1 :]
    answered(sender.fields() | {"SIGNDATA": base64.b64encode(text).decode()}, to)


@AGREED
@given(user=st.text(max_size=20), password=st.text(max_size=40))
def test_any_login(user: str, password: str) -> None:
    answer = call(sender.fields(), user=user, password=password)
    assert answer.json()["MSG_STATE"] == "0"
