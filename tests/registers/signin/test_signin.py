"""Nobody signs in unless the portal proves who they are, to this visit, now: what is forged, changed, of another visit or too old."""

from unittest.mock import patch

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


def test_a_portal_without_a_way_out_is_as_good_as_down(outside: Outside):
    outside.will_answer(discovery(outside), published(KEY))
    sign_in = make(outside)
    with pytest.raises(UnableToSignIn) as caught:
        sign_in.leave(proof="a.b.c", back="https://gplx.example.vn/")
    assert caught.value.reason == "unavailable"

    outside.will_answer(Answer({}, status=503))
    with pytest.raises(UnableToSignIn):
        make(outside).leave(proof="a.b.c", back="https://gplx.example.vn/")


def test_a_key_that_the_portal_has_changed_is_fetched_once(outside: Outside, sign_in, transaction: Transaction):
    token = id_token(outside, transaction.nonce, key=NEW_KEY, header={"alg": "RS256", "kid": "k-2"})
    outside.will_answer(tokens(token), discovery(outside), published(KEY, NEW_KEY), CLAIMS)
    assert finish(sign_in, transaction).subject == "u-1"

    unknown = id_token(outside, transaction.nonce, header={"alg": "RS256", "kid": "k-9"})
    outside.will_answer(tokens(unknown), discovery(outside), published(KEY, NEW_KEY))
    assert refused(sign_in, transaction) == "untrusted"
