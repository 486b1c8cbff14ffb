"""Signing in against what was recorded: the addresses, the form, the claims as they are written, and who that is, or why it is nobody."""

from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from gplx.registers.signin.http import HttpSignIn, SignInAddress
from gplx.registers.signin.port import CitizenClaims, Transaction, UnableToSignIn
from sandbox.portal.tokens import challenge, half_hash
from tests.registers.outside import Answer, Asked, Outside
from tests.registers.recorded.record import Way, changed, decomposed, filled, load, other
from tests.registers.signin.portal import KEY, NOON, OTHER_KEY

SIGN_IN = load("signin")
VISITS: list[Way] = [{"name": "plain", "reads": {}}, *SIGN_IN["odd"]]
ALL = ("discovery", "keys", "token", "userinfo")


class Visit:
    """One visit, told by how it differs from the plain one; ``known`` is what only it knows."""

    def __init__(self, outside: Outside, way: Way) -> None:
        self.outside, self.way = outside, way
        self.known = {"issuer": outside.url, "modulus": str(KEY.as_dict(private=False)["n"])}
        address = SignInAddress(url=outside.url, state_key="only-for-tests-only-for-tests-32", **SIGN_IN["account"])
        self.sign_in = HttpSignIn(address, clock=lambda: NOON)

    def begin(self) -> tuple[str, Transaction]:
        self.outside.will_answer(self.answer("discovery"), self.answer("keys"))
        redirect = SIGN_IN["authorize"]["told"]["redirect_uri"]
        url, transaction = self.sign_in.begin(redirect_uri=redirect, next="/ho-so")
        self.known |= {"state": transaction.state, "nonce": transaction.nonce, "verifier": transaction.verifier}
        self.known |= {"challenge": challenge(transaction.verifier)}
        return url, transaction

    def finish(self, transaction: Transaction) -> CitizenClaims:
        self.known["proof"] = self.proof()
        first = [Answer(self.way["first"]["answer"], status=self.way["first"]["status"])] if "first" in self.way else []
        # Keys are read anew where a signature does not hold.
        anew = [self.answer("discovery"), self.answer("keys")] if "key" in self.way else []
        self.outside.answers.clear()
        self.outside.will_answer(self.answer("token"), *anew, *first, self.answer("userinfo"))
        back = other(filled(SIGN_IN["authorize"]["back"], self.known), self.way.get("back", {}))
        return self.sign_in.finish(transaction=transaction, answer=back)

    def answer(self, part: str) -> Answer:
        way = self.way.get(part, {})
        body = way["answer"] if "answer" in way else other(SIGN_IN[part], way)
        body = decomposed(body) if way.get("decomposed") else body
        raw = way["raw"].encode() if "raw" in way else filled(body, self.known)
        return Answer(raw, status=way.get("status", 200))

    def proof(self) -> str:
        claims = filled(other(SIGN_IN["id_token"]["claims"], self.way.get("id_token", {})), self.known)
        key: RSAKey = OTHER_KEY if "key" in self.way else KEY
        return jwt.encode(SIGN_IN["id_token"]["header"], claims, key, algorithms=["RS256"])

    def asks(self) -> list[dict[str, Any]]:
        """The requests of this visit on the wire."""
        return [filled(request(name), self.known) for name in self.way.get("asks", ALL)]


def request(name: str) -> dict[str, Any]:
    """A request by its name; one may be told as another."""
    one: dict[str, Any] = SIGN_IN["requests"][name]
    return other(request(one["as"]), one) if "as" in one else one


def said_on_the_wire(asked: Asked, wanted: dict[str, Any]) -> dict[str, Any]:
    """A request as it is recorded, with the headers that are."""
    return {
        "method": asked.method,
        "path": asked.path.removeprefix("/base/"),
        "headers": {name: asked.headers.get(name) for name in wanted["headers"]},
        "form": dict(parse_qsl(asked.raw.decode(), keep_blank_values=True)),
    }


@pytest.mark.parametrize("way", [way for way in VISITS if "reads" in way], ids=lambda way: way["name"])
def test_who_has_signed_in(outside: Outside, way: Way) -> None:
    visit = Visit(outside, way)
    _, transaction = visit.begin()

    citizen = msgspec.to_builtins(visit.finish(transaction))

    assert citizen.pop("proof") == visit.known["proof"]
    assert citizen == changed(SIGN_IN["reads"], way["reads"])
    wanted = visit.asks()
    assert len(outside.asked) == len(wanted)
    assert [said_on_the_wire(*pair) for pair in zip(outside.asked, wanted, strict=True)] == wanted


@pytest.mark.parametrize("way", [way for way in VISITS if "fails" in way], ids=lambda way: way["name"])
def test_who_has_not(outside: Outside, way: Way) -> None:
    visit = Visit(outside, way)

    with pytest.raises(UnableToSignIn) as caught:
        visit.finish(visit.begin()[1])

    assert caught.value.reason == way["fails"]
    assert str(caught.value) == way.get("says", str(caught.value))
    personal = ("001185000001", "TRẦN", "0900000001", "a@example.vn", "t-1", "at-1", "gplx-practice")
    assert not any(part in str(caught.value) for part in personal)
    wanted = visit.asks()
    assert len(outside.asked) == len(wanted)
    assert [said_on_the_wire(*pair) for pair in zip(outside.asked, wanted, strict=True)] == wanted


def test_the_visitor_is_sent_to_the_address_that_was_recorded(outside: Outside) -> None:
    visit = Visit(outside, VISITS[0])
    url, _ = visit.begin()

    told = SIGN_IN["authorize"]
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{outside.url}/{told['path']}"
    assert parse_qsl(parts.query) == list(filled(told["told"], visit.known).items())


def test_who_leaves_is_sent_to_the_address_that_was_recorded(outside: Outside) -> None:
    visit = Visit(outside, VISITS[0])
    proof = visit.finish(visit.begin()[1]).proof

    told = SIGN_IN["logout"]
    url = visit.sign_in.leave(proof=proof, back=told["told"]["post_logout_redirect_uri"])

    assert url.startswith(f"{outside.url}/{told['path']}?")
    assert dict(parse_qsl(urlsplit(url).query)) == filled(told["told"], visit.known)


def test_what_is_drawn_by_lot_is_another_each_time(outside: Outside) -> None:
    visit = Visit(outside, VISITS[0])
    _, first = visit.begin()
    _, second = visit.begin()

    assert first.next == "/ho-so"
    assert len({*msgspec.structs.astuple(first), *msgspec.structs.astuple(second)}) == 8
    assert len(outside.asked) == 2, "it is known for an hour what the portal publishes of itself"


def test_the_challenge_is_that_of_the_standards_own_example(outside: Outside) -> None:
    """RFC 7636, appendix B."""
    with patch("secrets.token_urlsafe", return_value="dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"):
        url, _ = Visit(outside, VISITS[0]).begin()

    assert dict(parse_qsl(urlsplit(url).query))["code_challenge"] == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_record_is_whole() -> None:
    assert half_hash("at-1") == SIGN_IN["id_token"]["claims"]["at_hash"]
    assert set(SIGN_IN["reads"]) | {"proof"} == {each.name for each in msgspec.structs.fields(CitizenClaims)}
    assert len(VISITS) == len({way["name"] for way in VISITS}) > 90
