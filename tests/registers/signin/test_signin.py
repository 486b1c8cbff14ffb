"""Nobody signs in unless the portal proves who they are, to this visit, now."""

from base64 import b64encode
from datetime import date, timedelta
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from gplx.ground.clock import real_now
from gplx.registers.signin.http import HttpSignIn, SignInAddress
from gplx.registers.signin.port import CitizenClaims, Transaction, UnableToSignIn
from tests.registers.outside import Answer, Outside
from tests.registers.signin.portal import (
    CLAIMS,
    KEY,
    NEW_KEY,
    NOON,
    OTHER_KEY,
    discovery,
    id_token,
    published,
    signed_with_the_published_key,
    tokens,
)

BACK = "https://gplx.example.vn/dang-nhap/xong"


def make(outside: Outside) -> HttpSignIn:
    address = SignInAddress(
        url=outside.url, client_id="gplx", client_secret="hush", state_key="only-for-tests-only-for-tests-32"
    )
    return HttpSignIn(address, clock=lambda: NOON)


@pytest.fixture
def sign_in(outside: Outside) -> HttpSignIn:
    outside.will_answer(discovery(outside), published(KEY))
    return make(outside)


@pytest.fixture
def transaction(sign_in: HttpSignIn) -> Transaction:
    return sign_in.begin(redirect_uri=BACK, next="/ho-so")[1]


def finish(sign_in: HttpSignIn, transaction: Transaction, **answer: str) -> CitizenClaims:
    return sign_in.finish(transaction=transaction, answer={"code": "c-1", "state": transaction.state} | answer)


def refused(sign_in: HttpSignIn, transaction: Transaction, **answer: str) -> str:
    with pytest.raises(UnableToSignIn) as caught:
        finish(sign_in, transaction, **answer)
    return caught.value.reason


def test_the_visitor_is_sent_with_all_that_ties_the_answer_to_this_visit(outside: Outside, sign_in: HttpSignIn):
    url, transaction = sign_in.begin(redirect_uri=BACK, next="/ho-so")
    _, second = sign_in.begin(redirect_uri=BACK, next="/ho-so")

    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert url.startswith(f"{outside.url}/oauth2/authorize?")
    assert asked.pop("code_challenge") not in (transaction.verifier, "")
    assert asked == {
        "response_type": "code",
        "client_id": "gplx",
        "redirect_uri": BACK,
        "scope": "openid",
        "acr_values": "LoA1",
        "state": transaction.state,
        "nonce": transaction.nonce,
        "code_challenge_method": "S256",
    }
    assert transaction.next == "/ho-so"
    assert len({*msgspec.structs.astuple(transaction), *msgspec.structs.astuple(second)}) == 8
    assert [call.path for call in outside.asked] == ["/base/.well-known/openid-configuration", "/base/oauth2/jwks"]


def test_the_challenge_is_that_of_the_standards_own_example(outside: Outside, sign_in: HttpSignIn):
    """RFC 7636, appendix B."""
    with patch("secrets.token_urlsafe", return_value="dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"):
        url, _ = sign_in.begin(redirect_uri=BACK, next="/")

    assert parse_qs(urlsplit(url).query)["code_challenge"] == ["E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"]


def test_a_citizen_signs_in(outside: Outside, sign_in: HttpSignIn, transaction: Transaction):
    outside.will_answer(tokens(id_token(outside, transaction.nonce)), CLAIMS)

    claims = finish(sign_in, transaction)
    assert claims.proof.count(".") == 2, "the portal's signed word, to be shown to it when leaving"
    assert msgspec.structs.replace(claims, proof="") == CitizenClaims(
        subject="u-1",
        tech_id="t-1",
        name="TRẦN THỬ NGHIỆM",
        number12="001085000001",
        number9="010000001",
        passport=None,
        born=date(1985, 4, 12),
        sex="female",
        email="thu@example.vn",
        phone="0900000001",
        address="1 Phố Thử, Hà Nội",
        nationality="Việt Nam",
        level="LoA1,LoA2",
    )
    token, userinfo = outside.asked[2:]
    assert {name: values[0] for name, values in parse_qs(token.raw.decode()).items()} == {
        "grant_type": "authorization_code",
        "code": "c-1",
        "redirect_uri": BACK,
        "client_id": "gplx",
        "client_secret": "hush",
        "code_verifier": transaction.verifier,
    }
    assert (userinfo.method, userinfo.headers["authorization"]) == ("POST", "Bearer at-1")


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "of another visit"},
        {"nonce": None},
        {"iss": "https://elsewhere.example.vn"},
        {"iss": None},
        {"aud": "another client"},
        {"aud": ["another client"]},
        {"aud": None},
        {"sub": None},
        {"exp": int((NOON - timedelta(seconds=61)).timestamp())},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": int((NOON + timedelta(seconds=61)).timestamp())},
        {"iat": None},
        {"nbf": int((NOON + timedelta(seconds=61)).timestamp())},
    ],
)
def test_a_token_with_a_wrong_claim_proves_nothing(outside: Outside, sign_in, transaction: Transaction, changes):
    outside.will_answer(tokens(id_token(outside, transaction.nonce, **changes)), CLAIMS)

    assert refused(sign_in, transaction) == "untrusted"
    assert len(outside.asked) == 3, "userinfo was asked although the token had failed"


def test_a_token_with_a_wrong_signature_proves_nothing(outside: Outside, sign_in, transaction: Transaction):
    good = id_token(outside, transaction.nonce)
    head, body, signature = good.split(".")
    forged = [
        signed_with_the_published_key(body),
        "eyJhbGciOiJub25lIn0." + body + ".",
        "not a token",
        "",
    ]
    for token in forged:
        outside.will_answer(tokens(token))
        assert refused(sign_in, transaction) == "untrusted"
    altered = [
        f"{head}.{body}.",
        f"{head}.{body[:-2]}AA.{signature}",
        id_token(outside, transaction.nonce, key=OTHER_KEY),
    ]
    for token in altered:
        outside.will_answer(tokens(token), discovery(outside), published(KEY))
        assert refused(sign_in, transaction) == "untrusted"


def test_a_key_that_was_replaced_under_its_old_name_is_fetched(outside: Outside, sign_in, transaction: Transaction):
    token = id_token(outside, transaction.nonce, key=OTHER_KEY)
    outside.will_answer(tokens(token), discovery(outside), published(OTHER_KEY), CLAIMS)

    assert finish(sign_in, transaction).subject == "u-1"


def test_a_portal_that_lives_on_the_real_day_is_believed_while_we_practise_another(
    outside: Outside, sign_in, transaction: Transaction
):
    real = int(real_now().timestamp())
    outside.will_answer(tokens(id_token(outside, transaction.nonce, iat=real, exp=real + 300)), CLAIMS)
    assert finish(sign_in, transaction).subject == "u-1"

    outside.will_answer(tokens(id_token(outside, transaction.nonce, iat=real - 600, exp=real - 300)))
    assert refused(sign_in, transaction) == "untrusted"


def test_a_portal_that_reads_the_secret_in_the_header_alone_gets_it_there(outside: Outside):
    outside.will_answer(
        discovery(outside) | {"token_endpoint_auth_methods_supported": ["client_secret_basic"]}, published(KEY)
    )
    sign_in = make(outside)
    transaction = sign_in.begin(redirect_uri=BACK, next="/")[1]
    outside.will_answer(tokens(id_token(outside, transaction.nonce)), CLAIMS)

    assert finish(sign_in, transaction).subject == "u-1"
    asked = outside.asked[2]
    assert asked.headers["authorization"] == "Basic " + b64encode(b"gplx:hush").decode()
    assert b"client_secret" not in asked.raw


def test_a_portal_whose_userinfo_is_only_to_be_got_is_asked_so(outside: Outside, sign_in, transaction: Transaction):
    outside.will_answer(tokens(id_token(outside, transaction.nonce)), Answer({}, status=405), CLAIMS)

    assert finish(sign_in, transaction).subject == "u-1"
    assert [call.method for call in outside.asked[3:]] == ["POST", "GET"]


def test_an_issuer_may_end_with_a_slash(outside: Outside):
    outside.will_answer(discovery(outside) | {"issuer": f"{outside.url}/"}, published(KEY))
    sign_in = make(outside)
    transaction = sign_in.begin(redirect_uri=BACK, next="/")[1]
    outside.will_answer(tokens(id_token(outside, transaction.nonce, iss=f"{outside.url}/")), CLAIMS)

    assert finish(sign_in, transaction).subject == "u-1"


def test_userinfo_must_speak_of_the_same_person(outside: Outside, sign_in, transaction: Transaction):
    for claims in (CLAIMS | {"sub": "u-2"}, {name: value for name, value in CLAIMS.items() if name != "sub"}):
        outside.will_answer(tokens(id_token(outside, transaction.nonce)), claims)
        assert refused(sign_in, transaction) == "untrusted"


def test_a_state_of_another_visit_asks_the_portal_nothing(outside: Outside, sign_in, transaction: Transaction):
    other = sign_in.begin(redirect_uri=BACK, next="/")[1]

    for state in (other.state, "", transaction.state + "x", "đ"):
        assert refused(sign_in, transaction, state=state) == "stale"
    assert len(outside.asked) == 2


def test_a_state_that_we_did_not_sign_is_stale_even_where_the_session_holds_it(sign_in, transaction: Transaction):
    planted = msgspec.structs.replace(transaction, state="planted:1abc:signature")

    assert refused(sign_in, planted) == "stale"


def test_a_visit_that_took_too_long_is_stale(sign_in, transaction: Transaction):
    with patch("django.core.signing.time.time", return_value=2**33):
        assert refused(sign_in, transaction) == "stale"


@pytest.mark.parametrize(("error", "reason"), [("access_denied", "cancelled"), ("server_error", "unavailable")])
def test_the_portal_says_no(outside: Outside, sign_in, transaction: Transaction, error: str, reason: str):
    assert refused(sign_in, transaction, error=error) == reason
    assert len(outside.asked) == 2


@pytest.mark.parametrize("kind", ["2", "3"])
def test_businesses_and_organisations_are_turned_away(outside: Outside, sign_in, transaction: Transaction, kind: str):
    outside.will_answer(tokens(id_token(outside, transaction.nonce)), CLAIMS | {"LoaiTaiKhoan": kind})

    assert refused(sign_in, transaction) == "not_a_citizen"


def test_somebody_without_a_name_is_nobody(outside: Outside, sign_in, transaction: Transaction):
    outside.will_answer(tokens(id_token(outside, transaction.nonce)), CLAIMS | {"HoVaTen": " "})

    assert refused(sign_in, transaction) == "untrusted"


@pytest.mark.parametrize(
    ("claims", "field", "value"),
    [
        ({"NgayThangNamSinh": "1985"}, "born", None),
        ({"NgayThangNamSinh": None}, "born", None),
        ({"GioiTinh": "NAM"}, "sex", "male"),
        ({"GioiTinh": "Nu\u031b\u0303"}, "sex", "female"),
        ({"GioiTinh": "Khác"}, "sex", None),
        ({"GioiTinh": ""}, "sex", "male"),
        ({"GioiTinh": None, "SoDinhDanh": "001185000001"}, "sex", "female"),
        ({"GioiTinh": None, "SoDinhDanh": "001285000001"}, "sex", "male"),
        ({"GioiTinh": None, "SoDinhDanh": ""}, "sex", None),
        ({"GioiTinh": None, "SoDinhDanh": "010000001"}, "sex", None),
        ({"NgayThangNamSinh": "19850230"}, "born", None),
        ({"NgayThangNamSinh": "12/04/1985"}, "born", None),
        ({"NgayThangNamSinh": ["19850412"]}, "born", date(1985, 4, 12)),
        ({"HoVaTen": "  Tra\u0302\u0300n   Thư\u0309 "}, "name", "Trần Thử"),
        ({"SoDienThoai": 900000001}, "phone", "900000001"),
        ({"SoCMND": None}, "number9", None),
        ({"HoChieu": "B1234567"}, "passport", "B1234567"),
        ({"TechID": ""}, "tech_id", "u-1"),
        ({"ThuongTru": "", "DiaChi": "2 Phố Thử"}, "address", "2 Phố Thử"),
        ({"loAs": "LoA1"}, "level", "LoA1"),
        ({"ThuongTru": {"MaTinhThanh": "01", "ChiTiet": "3 Phố Thử"}}, "address", "3 Phố Thử"),
        ({"ThuongTru": {"MaTinhThanh": "01"}, "DiaChi": ""}, "address", None),
    ],
)
def test_what_the_portal_leaves_out_is_none(outside: Outside, sign_in, transaction: Transaction, claims, field, value):
    outside.will_answer(tokens(id_token(outside, transaction.nonce)), CLAIMS | claims)

    assert getattr(finish(sign_in, transaction), field) == value


def test_one_leaves_at_the_portal_too(outside: Outside):
    outside.will_answer(discovery(outside) | {"end_session_endpoint": f"{outside.url}/oidc/logout"}, published(KEY))
    address = make(outside).leave(proof="a.b.c", back="https://gplx.example.vn/")

    asked = parse_qs(urlsplit(address).query)
    assert address.startswith(f"{outside.url}/oidc/logout?")
    assert asked == {"id_token_hint": ["a.b.c"], "post_logout_redirect_uri": ["https://gplx.example.vn/"]}


def test_a_portal_without_a_way_out_is_as_good_as_down(outside: Outside):
    outside.will_answer(discovery(outside), published(KEY))
    sign_in = make(outside)
    with pytest.raises(UnableToSignIn) as caught:
        sign_in.leave(proof="a.b.c", back="https://gplx.example.vn/")
    assert caught.value.reason == "unavailable"

    outside.will_answer(Answer({}, status=503))
    with pytest.raises(UnableToSignIn):
        make(outside).leave(proof="a.b.c", back="https://gplx.example.vn/")


def test_a_code_that_was_used_before_signs_nobody_in(outside: Outside, sign_in, transaction: Transaction):
    outside.will_answer(Answer({"error": "invalid_grant"}, status=400))
    assert refused(sign_in, transaction) == "unavailable"
    assert len(outside.asked) == 3


def test_a_key_that_the_portal_has_changed_is_fetched_once(outside: Outside, sign_in, transaction: Transaction):
    token = id_token(outside, transaction.nonce, key=NEW_KEY, header={"alg": "RS256", "kid": "k-2"})
    outside.will_answer(tokens(token), discovery(outside), published(KEY, NEW_KEY), CLAIMS)
    assert finish(sign_in, transaction).subject == "u-1"

    unknown = id_token(outside, transaction.nonce, header={"alg": "RS256", "kid": "k-9"})
    outside.will_answer(tokens(unknown), discovery(outside), published(KEY, NEW_KEY))
    assert refused(sign_in, transaction) == "untrusted"


@pytest.mark.parametrize("answer", [Answer({}, status=500), Answer({}, status=400), Answer(b"<html>"), Answer({})])
def test_a_portal_that_is_not_well_is_unavailable_wherever_it_fails(
    outside: Outside, sign_in, transaction: Transaction, answer: Answer
):
    outside.will_answer(answer)
    assert refused(sign_in, transaction) == "unavailable"

    outside.will_answer(tokens(id_token(outside, transaction.nonce)), Answer([], status=answer.status))
    assert refused(sign_in, transaction) == "unavailable"


@pytest.mark.parametrize(
    "answers",
    [
        lambda _: [Answer({}, status=503)],
        lambda outside: [{"issuer": outside.url}],
        lambda outside: [discovery(outside) | {"issuer": "https://elsewhere.example.vn"}],
        lambda outside: [discovery(outside), {"keys": [{"kty": "RSA"}]}],
        lambda outside: [discovery(outside), {}],
    ],
)
def test_nobody_is_sent_to_a_portal_that_cannot_be_read(outside: Outside, answers):
    outside.will_answer(*answers(outside))

    with pytest.raises(UnableToSignIn) as caught:
        make(outside).begin(redirect_uri=BACK, next="/")
    assert caught.value.reason == "unavailable"


def test_no_personal_data_and_no_token_in_what_is_raised(outside: Outside, sign_in, transaction: Transaction):
    outside.will_answer(tokens(id_token(outside, transaction.nonce)), CLAIMS | {"sub": "u-2"})

    with pytest.raises(UnableToSignIn) as caught:
        finish(sign_in, transaction)
    assert str(caught.value) == "untrusted: token and userinfo speak of two people"
