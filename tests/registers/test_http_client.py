"""Every way in which an outside system fails has one name, whatever the register."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from gplx.registers.errors import Never, TooFast, TryLater
from gplx.registers.faults import NotReached, Rejected
from gplx.registers.http_client import MIB, Address, HttpClient, as_is
from tests.registers.outside import Answer, Outside, closed_port


class Word(msgspec.Struct):
    said: str


def client(outside: Outside, **options: object) -> HttpClient:
    return HttpClient("practice", Address(url=outside.url, **options))


def ask(http: HttpClient) -> Word:
    return http.ask("find", {"number": "001085000001"}, shape=Word, read=as_is)


def test_a_good_answer_is_read_and_the_call_is_plain_json(outside: Outside):
    outside.will_answer({"said": "chào"})

    assert ask(client(outside, token="key")) == Word(said="chào")

    [asked] = outside.asked
    assert (asked.method, asked.path) == ("POST", "/base/find")
    assert asked.json == {"number": "001085000001"}
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["authorization"] == "Bearer key"
    assert asked.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        (Answer({}, status=500), TryLater, "practice is not well (HTTP 500)"),
        (Answer({}, status=502), TryLater, "practice is not well (HTTP 502)"),
        (Answer({}, status=503), NotReached, "practice is closed (HTTP 503)"),
        (Answer({}, status=408), TryLater, "practice is not well (HTTP 408)"),
        (Answer({}, status=302, headers={"Location": "/base/elsewhere"}), TryLater, "practice is not well (HTTP 302)"),
        (Answer({}, status=429), TooFast, "practice asks us to slow down"),
        (Answer({}, status=400), Rejected, "practice refused the call (HTTP 400)"),
        (Answer({}, status=404), Rejected, "practice refused the call (HTTP 404)"),
        (Answer(b"<html>bao tri he thong</html>"), TryLater, "practice answered what cannot be read"),
        (Answer(b'{"said": "ch\xe0o"}'), TryLater, "practice answered what cannot be read"),
        (Answer(b""), TryLater, "practice answered what cannot be read"),
        (Answer(["chào"]), TryLater, "practice answered what cannot be read"),
        (Answer({"said": 7}), TryLater, "practice answered what cannot be read at $.said"),
        (Answer({"said": "chào"}, half=True), TryLater, "practice broke off in the middle"),
        (Answer({"said": "a" * MIB}), TryLater, "practice answered more than 1048576 bytes"),
    ],
)
def test_each_fault_has_its_kind_and_a_message_without_what_was_asked(
    outside: Outside, answer: Answer, kind: type[Exception], message: str
):
    outside.will_answer(answer)

    with pytest.raises(kind) as caught:
        ask(client(outside))

    assert type(caught.value) is kind
    assert str(caught.value) == message
    assert len(outside.asked) == 1


@pytest.mark.parametrize(("said", "pause"), [("7", 7.0), ("999999", 3600.0), ("later", 30.0), ("", 30.0)])
def test_too_fast_carries_the_pause_that_was_asked_for(outside: Outside, said: str, pause: float):
    outside.will_answer(Answer({}, status=429, headers={"Retry-After": said}))

    with pytest.raises(TooFast) as caught:
        ask(client(outside))

    assert caught.value.retry_after == pause


@pytest.mark.parametrize(
    "answer", [Answer(hang=True), Answer({"said": "a" * 500}, drip=True), Answer({}, drip_head=True)]
)
def test_no_answer_and_one_that_drips_both_end_by_the_deadline(outside: Outside, answer: Answer):
    outside.will_answer(answer)
    started = time.monotonic()

    with pytest.raises(TryLater, match=r"^practice did not answer in time$"):
        ask(client(outside, timeout=0.3))

    assert 0.25 < time.monotonic() - started < 2


def test_nobody_listens():
    http = HttpClient("practice", Address(url=f"http://127.0.0.1:{closed_port()}"))

    with pytest.raises(NotReached, match=r"^practice cannot be reached$"):
        ask(http)


def test_the_bound_on_size_is_the_callers(outside: Outside):
    outside.will_answer(Answer(b"x" * 2000), Answer(b"x" * 2001))
    http = client(outside)

    assert http.call("GET", "file", len, most=2000) == 2000
    with pytest.raises(TryLater, match="more than 2000 bytes"):
        http.call("GET", "file", len, most=2000)


def test_a_register_that_keeps_failing_is_left_in_peace_and_tried_again_after_its_rest(outside: Outside):
    outside.will_answer(*[Answer({}, status=500)] * 3, {"said": "again"})
    http = client(outside, failures_before_rest=3, rest=0.0)
    resting = client(outside, failures_before_rest=1, rest=60.0)

    for _ in range(3):
        with pytest.raises(TryLater):
            ask(http)
    assert ask(http) == Word(said="again")

    outside.will_answer(Answer({}, status=500))
    with pytest.raises(TryLater):
        ask(resting)
    with pytest.raises(NotReached, match="left in peace"):
        ask(resting)
    assert len(outside.asked) == 5


@pytest.mark.parametrize(("status", "kind"), [(404, Never), (429, TooFast)])
def test_a_refusal_says_nothing_of_its_health(outside: Outside, status: int, kind: type[Exception]):
    outside.will_answer(*[Answer({}, status=status)] * 3, {"said": "well"})
    http = client(outside, failures_before_rest=1, rest=60.0)

    for _ in range(3):
        with pytest.raises(kind):
            ask(http)

    assert ask(http) == Word(said="well")


def test_a_call_that_finds_every_line_taken_is_not_made_and_does_not_wait_for_long(outside: Outside):
    outside.will_answer(Answer(hang=True))
    http = client(outside, connections=1, connect_timeout=0.1, timeout=5.0)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(ask, http)
        assert outside.arrived.acquire(timeout=5)

        with pytest.raises(NotReached):
            ask(http)

        outside.over.set()
        assert isinstance(first.exception(), TryLater)
    assert len(outside.asked) == 1


def test_no_call_shows_in_the_log(outside: Outside, caplog: pytest.LogCaptureFixture):
    outside.will_answer({"said": "chào"}, Answer({}, status=500))
    http = client(outside)

    with caplog.at_level(logging.INFO):
        ask(http)
        with pytest.raises(TryLater):
            ask(http)

    assert caplog.records == []


def test_neither_the_token_nor_a_secret_shows_in_a_printed_address():
    assert "hush" not in repr(Address(url="http://127.0.0.1", token="hush"))
