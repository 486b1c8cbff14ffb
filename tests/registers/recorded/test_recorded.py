"""Each adapter against what was recorded of its system: what we send is that, field for field; what comes is read, or refused."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import pytest

from gplx.conf.outside import PRACTICE_CODES, post_codes
from gplx.ground.clock import HANOI
from gplx.registers import violations_record
from gplx.registers.email import port as email
from gplx.registers.email.http import HttpMail
from gplx.registers.errors import AlreadyDone, Never, OutsideError, TooFast, TryLater
from gplx.registers.health import port as health
from gplx.registers.health.http import HttpHealthDatabase
from gplx.registers.http_client import Address
from gplx.registers.licences import port as licences
from gplx.registers.licences.http import HttpLicenceRegister
from gplx.registers.payments import port as payments
from gplx.registers.payments.http import HttpPaymentPlatform, PaymentAddress
from gplx.registers.payments.statement import FetchStatement
from gplx.registers.payments.vnpay.http import VnpayAddress, VnpayGateway
from gplx.registers.post import port as post
from gplx.registers.post.http import HttpPost, PostAddress
from gplx.registers.sms import port as sms
from gplx.registers.sms.http import HttpTextMessages
from gplx.registers.treasury import port as treasury
from gplx.registers.treasury.http import HttpTreasury
from gplx.registers.violations_http import HttpViolationsRegister
from tests.registers.outside import Answer, Outside
from tests.registers.recorded.hashes import SECRET
from tests.registers.recorded.shapes import Recorded, Said, recorded

FAULTS: dict[str, type[OutsideError]] = {
    "TryLater": TryLater,
    "TooFast": TooFast,
    "Never": Never,
    "AlreadyDone": AlreadyDone,
}
NOON = datetime(2021, 9, 27, 14, 30, tzinfo=HANOI)
Call = tuple[type[Any], Callable[[Any], Any]]


def adapter(url: str, one: Recorded) -> Call:
    """What is asked, and the adapter's call that asks it."""
    plain = Address(url=url)
    the_post = HttpPost(
        PostAddress(url=url, customer="GPLX", access_token="gplx-practice", meanings=post_codes(PRACTICE_CODES))
    )
    platform = HttpPaymentPlatform(PaymentAddress(url=url, partner="GPLX", secret=SECRET), clock=lambda: NOON)
    vnpay, the_treasury = vnpay_at(url), HttpTreasury(plain)
    calls: dict[str, Call] = {
        "licences.find": (licences.FindPersons, HttpLicenceRegister(plain).find),
        "licences.issue": (licences.IssueLicence, HttpLicenceRegister(plain).issue),
        "violations.find": (violations_record.FindViolations, HttpViolationsRegister("police", plain).find),
        "health.find": (health.FindCertificates, HttpHealthDatabase(plain).find),
        "payments.init": (payments.InitiatePayment, platform.initiate),
        "payments.query": (payments.QueryPayment, platform.query),
        "payments.statement": (FetchStatement, platform.statement),
        "vnpay.query": (payments.QueryPayment, vnpay.query),
        "vnpay.statement": (FetchStatement, vnpay.statement),
        "treasury.order": (treasury.SendOrder, the_treasury.order),
        "treasury.answer": (treasury.AskAnswer, the_treasury.answer),
        "treasury.statement": (treasury.AskStatement, the_treasury.statement),
        "post.order": (post.OrderParcel, the_post.order),
        "post.track": (post.TrackParcel, the_post.track),
        "post.cancel": (post.CancelParcel, the_post.cancel),
        "messages.sms": (sms.SendText, HttpTextMessages(plain).send),
        "messages.email": (email.SendMail, HttpMail(plain).send),
    }
    return calls[str(one)]


def vnpay_at(url: str) -> VnpayGateway:
    """VNPay with the account of the records."""
    home = "http://127.0.0.1:8000/thanh-toan/ket-qua"
    address = VnpayAddress(url=url, terminal="GPLXTHU1", secret=SECRET, return_url=home)
    return VnpayGateway(address, clock=lambda: NOON)


def perform(outside: Outside, one: Recorded, said: Said) -> Any:
    """Make the call while the other side answers so."""
    outside.will_answer(Answer(said.body, status=said.status))
    ask, call = adapter(outside.url, one)
    return call(msgspec.convert(one.ask, ask))


RANDOM = [one for one in recorded() if one.random]
EVERY = [(one, said) for one in recorded() for said in one.answers]


@pytest.mark.parametrize("one", recorded(), ids=str)
def test_what_we_send_is_what_was_recorded_field_for_field(outside: Outside, one: Recorded) -> None:
    perform(outside, one, one.answers[0])
    [asked] = outside.asked
    assert (asked.method, asked.path) == (one.request["method"], f"/base/{one.request['path']}")
    told = asked.json if asked.raw else {}
    assert told == one.body(**{name: told[name] for name in one.random})
    wanted = ({"content-type": "application/json"} if told else {}) | one.request.get("headers", {})
    assert {name: asked.headers.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("one", RANDOM, ids=str)
def test_what_is_random_is_another_each_time(outside: Outside, one: Recorded) -> None:
    for _ in range(2):
        perform(outside, one, one.answers[0])
    first, second = outside.bodies()
    assert all(first[name] and second[name] and first[name] != second[name] for name in one.random)


@pytest.mark.parametrize(
    ("one", "said"), [(one, said) for one, said in EVERY if not said.fails], ids=lambda part: str(part)
)
def test_each_answer_is_read_as_what_it_means(outside: Outside, one: Recorded, said: Said) -> None:
    assert msgspec.json.decode(msgspec.json.encode(perform(outside, one, said))) == said.read


@pytest.mark.parametrize(
    ("one", "said"), [(one, said) for one, said in EVERY if said.fails], ids=lambda part: str(part)
)
def test_what_is_no_answer_is_the_error_that_it_is(outside: Outside, one: Recorded, said: Said) -> None:
    with pytest.raises(FAULTS[said.fails]) as caught:
        perform(outside, one, said)
    assert caught.type.kind == FAULTS[said.fails].kind
    personal = ("001085000001", "Trần", "TRẦN", "0900000001", "a@example.vn")
    assert not any(part in str(caught.value) for part in personal)


def test_a_call_that_was_recorded_can_be_kept_and_made_again(outside: Outside) -> None:
    """An exchange stores what is asked as JSON: nothing of it is lost on the way."""
    for one in recorded():
        ask, _ = adapter(outside.url, one)
        kept = msgspec.to_builtins(msgspec.convert(one.ask, ask))
        assert msgspec.convert(kept, ask) == msgspec.convert(one.ask, ask)


def test_every_file_says_where_its_format_is_from() -> None:
    assert len(recorded()) == 17
    assert sum(len(one.answers) for one in recorded()) > 320
