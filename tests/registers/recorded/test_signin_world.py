"""The portal's sign-in in the practice world against what was recorded: it takes what we send, and tells in the recorded shape."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from sandbox.app import create
from sandbox.portal.tokens import challenge
from tests.registers.recorded.record import filled, without
from tests.registers.recorded.test_practice_world import kinds, person
from tests.registers.recorded.test_signin import SIGN_IN, request
from tests.sandbox.conftest import ENV, InProcess

ISSUER, VERIFIER = "http://sandbox.test/portal", "a-verifier-that-is-long-enough-for-the-standard-0123456789"
KNOWN = {
    "issuer": ISSUER,
    "state": "s-1",
    "nonce": "n-1",
    "verifier": VERIFIER,
    "challenge": challenge(VERIFIER),
}
ASKED = filled(SIGN_IN["authorize"]["told"], KNOWN)
AUTHORIZE = f"/portal/{SIGN_IN['authorize']['path']}"


@pytest.fixture
def world() -> Iterator[httpx.Client]:
    with httpx.Client(transport=InProcess(create(people=1000, env=ENV)), base_url="http://sandbox.test") as client:
        yield client


def send(world: httpx.Client, name: str, *, left_out: str = "", **known: str) -> httpx.Response:
    """The recorded request, or with a field or header less."""
    one = filled(request(name), KNOWN)
    form = {field: known.get(field, value) for field, value in one["form"].items() if field != left_out}
    headers = {field: value for field, value in one["headers"].items() if field != left_out}
    if "token" in known and "authorization" in headers:
        headers["authorization"] = f"Bearer {known['token']}"
    return world.request(one["method"], f"/portal/{one['path']}", data=form or None, headers=headers)


def back(world: httpx.Client) -> dict[str, str]:
    """What the visitor comes back with after signing in."""
    answer = world.post(AUTHORIZE, data=ASKED | {"number": person(world, "all_green")["cccd"]})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{ASKED['redirect_uri']}?")
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


def tokens(world: httpx.Client, name: str = "token") -> dict[str, Any]:
    answer = send(world, name, code=back(world)["code"])
    assert answer.status_code == 200
    return dict(answer.json())


def beyond(told: dict[str, Any], recorded: dict[str, Any]) -> list[str]:
    """Fields that were never recorded, or in another kind."""
    return [name for name in told if name not in recorded or kinds(told[name]) != kinds(recorded[name])]


def test_what_it_publishes_of_itself_is_what_was_recorded(world: httpx.Client) -> None:
    assert send(world, "discovery").json() == filled(SIGN_IN["discovery"], KNOWN)


def test_its_keys_are_written_as_was_recorded(world: httpx.Client) -> None:
    said = send(world, "keys").json()
    assert kinds(said) == kinds(SIGN_IN["keys"])
    [key], [recorded] = said["keys"], SIGN_IN["keys"]["keys"]
    assert {name: key[name] for name in ("kty", "use", "alg", "e")} == {
        name: recorded[name] for name in ("kty", "use", "alg", "e")
    }


def test_the_visitor_comes_back_with_what_was_recorded(world: httpx.Client) -> None:
    told = back(world)
    assert told | {"code": "c-1"} == filled(SIGN_IN["authorize"]["back"], KNOWN)


@pytest.mark.parametrize("name", ["token", "token, the secret in the header"])
def test_its_tokens_are_written_as_was_recorded(world: httpx.Client, name: str) -> None:
    said = tokens(world, name)
    assert kinds(said) == kinds(SIGN_IN["token"])
    drawn = ("access_token", "id_token")
    assert without(said, drawn) == without(SIGN_IN["token"], drawn)


def test_its_signed_word_holds_the_claims_that_were_recorded(world: httpx.Client) -> None:
    keys = KeySet.import_key_set(send(world, "keys").json())
    word = jwt.decode(tokens(world)["id_token"], keys, algorithms=["RS256"])
    recorded = SIGN_IN["id_token"]["claims"]
    assert kinds(word.claims) == kinds(recorded)
    told = ("iss", "aud", "acr", "nonce")
    assert {name: word.claims[name] for name in told} == {name: filled(recorded, KNOWN)[name] for name in told}
    assert word.claims["exp"] - word.claims["iat"] == recorded["exp"] - recorded["iat"]
    assert set(word.header) >= set(SIGN_IN["id_token"]["header"])


@pytest.mark.parametrize("name", ["userinfo", "userinfo, by GET"])
@pytest.mark.parametrize("kind", ["all_green", "old_cmnd", "seized"])
def test_it_tells_of_a_citizen_in_the_recorded_claims(world: httpx.Client, kind: str, name: str) -> None:
    known = person(world, kind)
    answer = world.post(AUTHORIZE, data=ASKED | {"number": known["cccd"]})
    code = dict(parse_qsl(urlsplit(answer.headers["location"]).query))["code"]
    said = send(world, name, token=send(world, "token", code=code).json()["access_token"]).json()
    assert beyond(said, SIGN_IN["userinfo"]) == []
    assert {"sub", "TechID", "LoaiTaiKhoan", "SoDinhDanh", "HoVaTen", "NgayThangNamSinh", "GioiTinh"} <= set(said)
    assert (said["SoDinhDanh"], said["NgayThangNamSinh"]) == (known["cccd"], known["born"].replace("-", ""))


@pytest.mark.parametrize(
    ("field", "error"),
    [
        ("response_type", "unsupported_response_type"),
        ("scope", "invalid_scope"),
        ("code_challenge", "invalid_request"),
        ("code_challenge_method", "invalid_request"),
    ],
)
def test_an_address_with_a_parameter_less_goes_back_with_the_reason(
    world: httpx.Client, field: str, error: str
) -> None:
    answer = world.get(AUTHORIZE, params=without(ASKED, [field]))
    assert dict(parse_qsl(urlsplit(answer.headers["location"]).query)) == {"error": error, "state": "s-1"}


@pytest.mark.parametrize("field", ["client_id", "redirect_uri"])
def test_without_who_asks_and_where_to_go_back_nobody_is_sent(world: httpx.Client, field: str) -> None:
    answer = world.get(AUTHORIZE, params=without(ASKED, [field]))
    assert (answer.status_code, "location" in answer.headers) == (400, False)
    assert "chưa được đăng ký" in answer.text


@pytest.mark.parametrize(
    ("field", "status", "error"),
    [
        ("grant_type", 400, "unsupported_grant_type"),
        ("code", 400, "invalid_grant"),
        ("redirect_uri", 400, "invalid_grant"),
        ("code_verifier", 400, "invalid_grant"),
        ("client_id", 401, "invalid_client"),
        ("client_secret", 401, "invalid_client"),
    ],
)
def test_a_form_with_a_field_less_is_refused_with_the_reason(
    world: httpx.Client, field: str, status: int, error: str
) -> None:
    answer = send(world, "token", left_out=field, code=back(world)["code"])
    assert (answer.status_code, answer.json()) == (status, {"error": error})


def test_without_a_token_it_tells_of_nobody(world: httpx.Client) -> None:
    for left_out, token in (("authorization", ""), ("", "at-1")):
        answer = send(world, "userinfo", left_out=left_out, token=token)
        assert (answer.status_code, answer.json()) == (401, {"error": "invalid_token"})


def test_who_leaves_is_led_back(world: httpx.Client) -> None:
    told = filled(SIGN_IN["logout"]["told"], {"proof": tokens(world)["id_token"]})
    answer = world.get(f"/portal/{SIGN_IN['logout']['path']}", params=told)
    assert (answer.status_code, answer.headers["location"]) == (303, told["post_logout_redirect_uri"])


def test_it_keeps_a_list_of_what_it_received(world: httpx.Client) -> None:
    world.delete("/_sandbox/received")
    send(world, "userinfo", token=tokens(world)["access_token"])
    kept = world.get("/_sandbox/received").json()["received"]
    assert [(one["method"], one["path"], one["status"]) for one in kept] == [
        ("POST", AUTHORIZE, 303),
        ("POST", "/portal/oauth2/token", 200),
        ("POST", "/portal/oauth2/userinfo", 200),
    ]
    assert {name for name, _ in parse_qsl(kept[1]["body"])} == set(request("token")["form"])
