"""Departments' software over HTTP: what is sent, how it is signed, and what each answer means."""

import base64
import hashlib
import hmac
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from gplx.ground.clock import HANOI, real_now
from gplx.registers.errors import TooFast, TryLater
from gplx.registers.faults import NotReached
from gplx.registers.webhooks.http import HttpSoftware, SoftwareLimits
from gplx.registers.webhooks.port import Destination, TellSoftware, ToldSoftware, TriedSoftware, TrySoftware
from gplx.registers.webhooks.signing import signed, written
from tests.registers.outside import Answer, Outside, closed_port

NEW, OLD = b"n" * 32, b"o" * 32
LIMITS = SoftwareLimits(public_only=False)
AT = datetime(2021, 9, 27, 9, 30, tzinfo=HANOI)
ACT = TellSoftware(
    department="H26", id="act-7", code="000.00.99.H26-210927-0001", act="accept", before="submitted", after="examining",
    version=4, at=AT,
)  # fmt: skip


def software(outside: Outside, *, secrets: tuple[bytes, ...] = (NEW,), **limits: Any) -> HttpSoftware:
    to = Destination(address=f"{outside.url}/hook", secrets=secrets)
    return HttpSoftware(replace(LIMITS, **limits), find=lambda department: to if department == "H26" else None)


def mark(secret: bytes, message: str, stamp: str, body: bytes) -> str:
    """The signature as the standard has it, made here anew."""
    made = hmac.new(secret, message.encode() + b"." + stamp.encode() + b"." + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


def test_the_signature_is_that_of_the_standards_own_example() -> None:
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, HANOI)
    body = b'{"test": 2432232314}'
    headers = signed(message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", body=body, secrets=[secret], at=at)
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_secret_is_written_as_the_standard_has_it() -> None:
    assert written(NEW) == "whsec_" + base64.b64encode(NEW).decode()


def test_an_act_is_told_with_code_act_state_and_times_alone(outside: Outside) -> None:
    outside.will_answer({})
    assert software(outside).tell(ACT) == ToldSoftware()

    [asked] = outside.asked
    assert (asked.method, asked.path, asked.headers["content-type"]) == ("POST", "/base/hook", "application/json")
    assert asked.json == {
        "type": "dossier.acted",
        "timestamp": "2021-09-27T09:30:00+07:00",
        "data": {
            "code": "000.00.99.H26-210927-0001",
            "act": "accept",
            "before": "submitted",
            "after": "examining",
            "version": 4,
        },
    }
    stamp = asked.headers["webhook-timestamp"]
    assert abs(real_now().timestamp() - int(stamp)) < 60
    assert asked.headers["webhook-id"] == "act-7"
    assert asked.headers["webhook-signature"] == mark(NEW, "act-7", stamp, asked.raw)


def test_while_a_secret_is_changed_both_sign(outside: Outside) -> None:
    outside.will_answer({})
    software(outside, secrets=(NEW, OLD)).tell(ACT)
    [asked] = outside.asked
    stamp = asked.headers["webhook-timestamp"]
    assert asked.headers["webhook-signature"].split() == [
        mark(NEW, "act-7", stamp, asked.raw),
        mark(OLD, "act-7", stamp, asked.raw),
    ]


@pytest.mark.parametrize(
    ("answer", "kind", "status"),
    [
        (Answer({}, status=400), TryLater, None),
        (Answer({}, status=401), TryLater, None),
        (Answer({}, status=404), TryLater, None),
        (Answer({}, status=410), TryLater, None),
        (Answer({}, status=429), TooFast, 429),
        (Answer({}, status=500), TryLater, 500),
        (Answer({}, status=503), NotReached, 503),
        (Answer({}, status=302, headers={"Location": "http://127.0.0.1/"}), TryLater, 302),
        (Answer({"x": "a" * 100_000}), TryLater, None),
    ],
)
def test_whatever_is_no_2xx_is_tried_again(
    outside: Outside, answer: Answer, kind: type[TryLater], status: int | None
) -> None:
    outside.will_answer(answer)
    with pytest.raises(kind) as failed:
        software(outside).tell(ACT)
    assert failed.value.status == status
    assert len(outside.asked) == 1
    assert "000.00" not in str(failed.value)


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_2xx_is_taken(outside: Outside, status: int) -> None:
    outside.will_answer(Answer(b"", status=status))
    assert software(outside).tell(ACT) == ToldSoftware()


def test_who_listens_no_more_is_told_nothing(outside: Outside) -> None:
    assert software(outside).tell(msgspec.structs.replace(ACT, department="H01")) == ToldSoftware(taken=False)
    assert outside.asked == []


def test_one_that_fails_is_left_in_peace_and_another_is_not(outside: Outside) -> None:
    places = {"H26": f"{outside.url}/bad", "H24": f"{outside.url}/good"}
    told = HttpSoftware(LIMITS, find=lambda name: Destination(address=places[name], secrets=(NEW,)))
    outside.will_answer(*[Answer({}, status=500)] * 5)
    for _ in range(6):
        with pytest.raises(TryLater):
            told.tell(ACT)
    assert len(outside.asked) == 5
    outside.will_answer({})
    other = {name: getattr(ACT, name) for name in ACT.__struct_fields__} | {"department": "H24"}
    assert told.tell(TellSoftware(**other)) == ToldSoftware()


def test_a_new_address_counts_at_once(outside: Outside) -> None:
    places = [f"{outside.url}/first", f"{outside.url}/second"]
    told = HttpSoftware(LIMITS, find=lambda _name: Destination(address=places[0], secrets=(NEW,)))
    outside.will_answer({}, {})
    told.tell(ACT)
    places.pop(0)
    told.tell(ACT)
    assert [asked.path for asked in outside.asked] == ["/base/first", "/base/second"]


def test_outside_of_practice_no_private_address_is_called(outside: Outside) -> None:
    with pytest.raises(NotReached, match="cannot be reached"):
        software(outside, public_only=True).tell(ACT)
    assert outside.asked == []


def attempt(outside: Outside, trial: Any, *answers: Answer) -> TriedSoftware:
    """One trial against this address."""
    outside.will_answer(*answers)
    ask = TrySoftware(department="H26", address=f"{outside.url}/test", id="trial-1-signed", trial=trial)
    return software(outside).try_out(ask)


def test_a_trial_is_about_no_dossier_and_ends_in_an_answer(outside: Outside) -> None:
    tried = attempt(outside, "signed", Answer({}))
    assert (tried.status, tried.trouble) == (200, "")
    assert 0 <= tried.milliseconds < 5000
    [asked] = outside.asked
    assert (asked.path, asked.json["type"], asked.json["data"]) == ("/base/test", "gplx.trial", {"department": "H26"})
    stamp = asked.headers["webhook-timestamp"]
    assert asked.headers["webhook-signature"] == mark(NEW, "trial-1-signed", stamp, asked.raw)


@pytest.mark.parametrize("status", [302, 401, 429, 500, 503])
def test_a_trial_tells_the_status(outside: Outside, status: int) -> None:
    assert attempt(outside, "signed", Answer({}, status=status)).status == status


def test_a_forged_trial_is_signed_by_nobody(outside: Outside) -> None:
    attempt(outside, "forged", Answer({}, status=401))
    [asked] = outside.asked
    stamp = asked.headers["webhook-timestamp"]
    assert asked.headers["webhook-signature"] != mark(NEW, "trial-1-signed", stamp, asked.raw)


def test_a_stale_trial_is_rightly_signed_long_ago(outside: Outside) -> None:
    attempt(outside, "stale", Answer({}, status=401))
    [asked] = outside.asked
    stamp = asked.headers["webhook-timestamp"]
    age = real_now() - datetime.fromtimestamp(int(stamp), HANOI)
    assert timedelta(minutes=14) < age < timedelta(minutes=16)
    assert asked.headers["webhook-signature"] == mark(NEW, "trial-1-signed", stamp, asked.raw)


def test_an_address_where_nobody_is_is_an_answer_as_well() -> None:
    ask = TrySoftware(department="H26", address=f"http://127.0.0.1:{closed_port()}/", id="x", trial="signed")
    tried = HttpSoftware(LIMITS, find=lambda _name: None).try_out(ask)
    assert (tried.status, tried.trouble) == (None, "software of H26 cannot be reached")


def test_a_slow_one_is_given_up(outside: Outside) -> None:
    outside.will_answer(Answer(hang=True))
    ask = TrySoftware(department="H26", address=f"{outside.url}/", id="x", trial="signed")
    tried = HttpSoftware(replace(LIMITS, timeout=0.2), find=lambda _name: None).try_out(ask)
    assert (tried.status, tried.trouble) == (None, "software of H26 did not answer in time")
