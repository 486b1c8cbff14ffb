"""Signing in at the portal: the whole OIDC round, and every way in which it must fail."""

import base64
import hashlib
import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from sandbox.app import create
from tests.sandbox.conftest import ENV, InProcess

VERIFIER = "a-verifier-that-is-long-enough-for-the-standard-0123456789"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = "http://127.0.0.1:8000/dang-nhap/xong"
ASK = {
    "response_type": "code",
    "client_id": "gplx",
    "redirect_uri": BACK,
    "scope": "openid",
    "state": "s-1",
    "nonce": "n-1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "acr_values": "LoA2",
}
SECRET = ("gplx", "gplx-practice")


def enter(world, number, **changes):
    return world.post("/portal/oauth2/authorize", data=ASK | {"number": number} | changes)


def code_for(world, number, **changes):
    return parse_qs(urlsplit(enter(world, number, **changes).headers["location"]).query)["code"][0]


def redeem(world, code, /, auth=SECRET, **changes):
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    return world.post("/portal/oauth2/token", data=form | changes, auth=auth)


def test_a_citizen_signs_in_and_the_portal_says_who_it_is(world, citizen):
    person = citizen("all_green")
    answer = redeem(world, code_for(world, person["cccd"])).json()
    token = jwt.decode(answer["id_token"], KeySet.import_key_set(world.get("/portal/oauth2/jwks").json()))
    assert token.header["alg"] == "RS256"
    facts = {name: token.claims[name] for name in ("iss", "aud", "sub", "nonce", "acr")}
    assert facts == {
        "iss": "http://sandbox.test/portal",
        "aud": "gplx",
        "sub": person["techId"],
        "nonce": "n-1",
        "acr": "LoA2",
    }
    told = world.get("/portal/oauth2/userinfo", headers={"Authorization": f"Bearer {answer['access_token']}"}).json()
    assert (told["SoDinhDanh"], told["HoVaTen"]) == (person["cccd"], person["name"])
    assert told["NgayThangNamSinh"] == person["born"].replace("-", "")


def test_tokens_live_on_the_clock_of_the_practice_world(world, citizen):
    answer = redeem(world, code_for(world, citizen("all_green")["cccd"])).json()
    claims = jwt.decode(answer["id_token"], KeySet.import_key_set(world.get("/portal/oauth2/jwks").json())).claims
    day = 1632675600  # 2021-09-27T00:00 in Việt Nam
    assert day <= claims["iat"] < day + 86400 and claims["exp"] - claims["iat"] == 3600


def test_the_old_number_signs_in_too_and_the_portal_does_not_tell_it(world, citizen):
    person = citizen("old_cmnd")
    token = redeem(world, code_for(world, person["cmnd"])).json()["access_token"]
    told = world.post("/portal/oauth2/userinfo", headers={"Authorization": f"Bearer {token}"}).json()
    assert told["SoDinhDanh"] == person["cccd"] and "SoCMND" not in told


def test_discovery_names_what_is_there(world):
    found = world.get("/portal/.well-known/openid-configuration").json()
    assert found["issuer"] == "http://sandbox.test/portal"
    assert found["code_challenge_methods_supported"] == ["S256"]
    for name in ("token_endpoint", "userinfo_endpoint", "jwks_uri", "authorization_endpoint"):
        assert world.get(found[name]).status_code != 404


def test_the_page_offers_demo_citizens_with_labels(world, citizen):
    page = world.get("/portal/oauth2/authorize", params=ASK).text
    assert "Thế giới thực hành" in page and 'label for="number"' in page
    assert re.findall(r'name="citizen" value="(\d{12})"', page)[:2] == [
        citizen_of(world, "all_green"),
        citizen_of(world, "old_cmnd"),
    ]


def citizen_of(world, kind):
    listed = world.get("/_sandbox/people", params={"kind": kind, "limit": 1, "pilot": 1}).json()["people"]
    return listed[0]["cccd"]


def test_a_picked_citizen_is_taken_when_nothing_is_typed(world):
    answer = world.post("/portal/oauth2/authorize", data=ASK | {"number": "", "citizen": citizen_of(world, "seized")})
    assert answer.status_code == 303 and answer.headers["location"].startswith(BACK + "?code=")


@pytest.mark.parametrize("number", ["", "999999999999", "12345", "chữ", "abc1234567"])
def test_an_unknown_citizen_stays_on_the_page_and_is_told(world, number):
    answer = enter(world, number)
    assert answer.status_code == 404
    assert "Không tìm thấy công dân có số này" in answer.text and 'aria-invalid="true"' in answer.text


def test_a_licence_number_is_no_way_in(world, citizen):
    assert enter(world, citizen("all_green")["licences"][0]).status_code == 404


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
    ],
)
def test_a_wrong_request_goes_back_with_the_standard_error(world, change, error):
    answer = world.get("/portal/oauth2/authorize", params=ASK | change)
    assert parse_qs(urlsplit(answer.headers["location"]).query) == {"error": [error], "state": ["s-1"]}


@pytest.mark.parametrize(
    "change", [{"client_id": "other"}, {"redirect_uri": "http://elsewhere.example/x"}, {"redirect_uri": "javascript:1"}]
)
def test_an_unregistered_client_or_address_is_never_sent_back(world, change):
    answer = world.get("/portal/oauth2/authorize", params=ASK | change)
    assert answer.status_code == 400 and "location" not in answer.headers


@pytest.mark.parametrize(
    "change",
    [{"code_verifier": "wrong"}, {"code_verifier": ""}, {"redirect_uri": BACK + "/x"}, {"code": "made-up"}],
)
def test_a_code_is_given_only_to_who_asked_for_it(world, citizen, change):
    answer = redeem(world, code_for(world, citizen("all_green")["cccd"]), **change)
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_grant"})


def test_a_code_works_once(world, citizen):
    code = code_for(world, citizen("all_green")["cccd"])
    assert redeem(world, code).status_code == 200
    assert redeem(world, code).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize("auth", [("gplx", "wrong"), ("other", "gplx-practice"), None])
def test_a_wrong_secret_is_refused(world, citizen, auth):
    answer = redeem(world, code_for(world, citizen("all_green")["cccd"]), auth=auth)
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


def test_the_secret_may_stand_in_the_form(world, citizen):
    code = code_for(world, citizen("all_green")["cccd"])
    assert redeem(world, code, auth=None, client_id="gplx", client_secret="gplx-practice").status_code == 200


def test_userinfo_needs_a_living_token(world, citizen):
    token = redeem(world, code_for(world, citizen("all_green")["cccd"])).json()["access_token"]
    assert world.post("/portal/oauth2/introspect", data={"token": token}).json() == {
        "active": True,
        "client_id": "gplx",
    }
    world.post("/portal/oauth2/revoke", data={"token": token})
    assert world.get("/portal/oauth2/userinfo", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert world.get("/portal/oauth2/userinfo").status_code == 401


def test_logout_goes_back_only_to_known_addresses(world):
    home = {"post_logout_redirect_uri": "http://localhost:8000/", "state": "z"}
    assert world.get("/portal/oidc/logout", params=home).headers["location"] == "http://localhost:8000/?state=z"
    away = world.get("/portal/oidc/logout", params={"post_logout_redirect_uri": "http://elsewhere.example/"})
    assert away.status_code == 200 and "Đã đăng xuất" in away.text


@pytest.mark.parametrize(
    ("host", "status"), [("doi-gplx.example", 200), ("second.example", 200), ("localhost", 200), ("other.example", 400)]
)
def test_the_browser_goes_back_to_hosts_of_the_settings(host, status):
    env = ENV | {"SANDBOX_GPLX_URL": "https://doi-gplx.example", "SANDBOX_REDIRECT_HOSTS": "second.example"}
    with httpx.Client(transport=InProcess(create(people=1000, env=env)), base_url="http://sandbox.test") as world:
        asked = ASK | {"redirect_uri": f"https://{host}/x"}
        assert world.get("/portal/oauth2/authorize", params=asked).status_code == status
