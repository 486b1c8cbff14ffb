"""Payments in both directions, post and messages against the practice world."""

from datetime import datetime

import msgspec
import pytest

from gplx.conf.outside import PRACTICE_CODES, post_codes
from gplx.ground.clock import HANOI
from gplx.registers.email.http import HttpMail
from gplx.registers.email.port import SendMail, SentMail
from gplx.registers.errors import AlreadyDone, Never
from gplx.registers.http_client import Address
from gplx.registers.payments import callback
from gplx.registers.payments.http import HttpPaymentPlatform, PaymentAddress
from gplx.registers.payments.port import FetchBill, QueryPayment
from gplx.registers.post.http import HttpPost, PostAddress
from gplx.registers.post.port import CancelParcel, OrderedParcel, TrackParcel
from gplx.registers.sms.http import HttpTextMessages
from gplx.registers.sms.port import SendText, SentText
from tests.registers.contract.conftest import World
from tests.registers.outside import Outside
from tests.registers.test_payments import INIT
from tests.registers.test_post import ORDER

pytestmark = pytest.mark.stack
SECRET = "practice-secret"


def platform(world: World, secret: str = SECRET) -> HttpPaymentPlatform:
    return HttpPaymentPlatform(PaymentAddress(url=f"{world.url}/payments", partner="GPLX", secret=secret))


def paying(world: World, reference: str, choice: str, back: Outside) -> callback.PlatformNotice:
    """Open a payment, choose on its page, and read what the platform then tells us."""
    world.put("/payments/_partner", {"callback": f"{back.url}/callback"})
    at = datetime(2021, 9, 27, 10, 0, tzinfo=HANOI)
    back.will_answer(
        callback.reply(callback.ReplyCode.ACCEPTED, reference=reference, partner="GPLX", secret=SECRET, at=at)
    )
    page = platform(world).initiate(msgspec.structs.replace(INIT, reference=reference))
    world.http.post(page.url, data={"choice": choice})
    assert back.arrived.acquire(timeout=10)
    return callback.parse(back.bodies()[0], partner="GPLX", secret=SECRET)


def choices(world: World, reference: str) -> list[str]:
    page = platform(world).initiate(msgspec.structs.replace(INIT, reference=reference))
    return [part.split('"')[0] for part in world.http.get(page.url).text.split('name="choice" value="')[1:]]


def test_a_payment_that_is_made(world: World, outside: Outside):
    said = paying(world, "dvcpaid1", choices(world, "dvcpaid1")[0], outside)

    state = platform(world).query(QueryPayment(reference="dvcpaid1"))
    assert (said.reference, said.paid, said.amount, said.currency) == ("dvcpaid1", True, 135_000, "VND")
    assert (state.state, state.amount, state.currency) == ("paid", 135_000, "VND")
    assert (state.transaction, state.bank, state.at) == (said.transaction, said.bank, said.at)
    assert platform(world).bill(FetchBill(reference="dvcpaid1")).pdf.startswith(b"%PDF-")


def test_a_platform_and_a_post_that_write_their_codes_in_every_way(world: World, outside: Outside):
    world.faults("*", dirty=True)
    post = the_post(world)
    for turn in range(3):
        paying(world, f"dvcdirty{turn}", "pay", outside)
        assert platform(world).query(QueryPayment(reference=f"dvcdirty{turn}")).state == "paid"
        number = f"contract-dirty-{turn}"
        post.order(msgspec.structs.replace(ORDER, order=number, waybill=f"W-{number}"))
        world.put(f"/_sandbox/post/{number}", {"statusCode": 4})
        track = post.track(TrackParcel(order=number))
        assert (track.delivered, track.events[-1].text, track.collection) == (True, "Phát thành công", 2)


@pytest.mark.parametrize(("choice", "told"), [("pay_twice", [True, True]), ("pay_after_fail", [True, False])])
def test_callbacks_that_come_twice_or_in_the_wrong_order(world: World, outside: Outside, choice: str, told: list[bool]):
    paying(world, f"dvc{choice.replace('_', '')}", choice, outside)
    assert outside.arrived.acquire(timeout=10)

    said = [callback.parse(body, partner="GPLX", secret=SECRET) for body in outside.bodies()]

    assert [one.paid for one in said] == told
    assert platform(world).query(QueryPayment(reference=said[0].reference)).state == "paid"


def test_a_payment_that_nobody_has_made_yet_is_pending(world: World):
    platform(world).initiate(msgspec.structs.replace(INIT, reference="dvcpending1"))

    assert platform(world).query(QueryPayment(reference="dvcpending1")).state == "pending"


def test_what_the_platform_refuses(world: World):
    forged = platform(world, secret="another secret")

    with pytest.raises(Never):
        forged.initiate(msgspec.structs.replace(INIT, reference="dvcforged1"))
    with pytest.raises(Exception, match="payments"):
        platform(world).query(QueryPayment(reference="dvcunknown"))


def the_post(world: World) -> HttpPost:
    codes = post_codes(PRACTICE_CODES)
    return HttpPost(PostAddress(url=f"{world.url}/post", customer="GPLX", access_token="gplx-practice", meanings=codes))


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (2, "on_the_way"),
        (3, "on_the_way"),
        (5, "failed"),
        (7, "returned"),
        (8, "refused"),
        (10, "lost"),
        (77, "unknown"),
        (78, "unknown"),
    ],
)
def test_each_word_of_the_post_is_read_as_it_was_meant(world: World, code: int, meaning: str):
    number = f"contract-word-{code}"
    the_post(world).order(msgspec.structs.replace(ORDER, order=number, waybill=f"W-{number}"))
    world.put(f"/_sandbox/post/{number}", {"statusCode": code})

    track = the_post(world).track(TrackParcel(order=number))

    assert [(event.code, event.meaning) for event in track.events] == [("1", "taken"), (str(code), meaning)]
    assert track.delivered is False


def test_the_old_licence_comes_along(world: World):
    post = the_post(world)
    for number, collects, after in (("contract-old", True, 2), ("contract-kept", False, 4)):
        world.put("/_sandbox/post", {"way": "delivered", "collects": collects})
        post.order(msgspec.structs.replace(ORDER, order=number, waybill=f"W-{number}"))
        assert post.track(TrackParcel(order=number)).collection == 1
        world.put(f"/_sandbox/post/{number}", {"statusCode": 4})
        assert post.track(TrackParcel(order=number)).collection == after


def test_a_waybill_serves_one_parcel_but_for_one_that_was_not_used_up(world: World):
    post = the_post(world)
    world.put("/_sandbox/post", {"way": "delivered", "keeps_waybill": True})
    first, second, third = (msgspec.structs.replace(ORDER, order=f"contract-w{n}", waybill="W-once") for n in "123")

    assert post.order(first) == OrderedParcel(waybill_used=False)
    assert post.order(second) == OrderedParcel(waybill_used=True)
    with pytest.raises(Never):
        post.order(third)


def test_a_parcel(world: World):
    post = the_post(world)
    order = msgspec.structs.replace(ORDER, order="contract-1", waybill="W-contract-1")

    assert post.order(order).waybill_used is True
    assert post.order(order).waybill_used is False
    assert post.track(TrackParcel(order="contract-1")).delivered is False
    world.put("/_sandbox/post/contract-1", {"statusCode": 4})
    track = post.track(TrackParcel(order="contract-1"))
    assert (track.delivered, track.events[-1].code, track.events[-1].at.year) == (True, "4", 2021)
    with pytest.raises(Never):
        post.cancel(CancelParcel(order="contract-1"))
    with pytest.raises(Never):
        post.track(TrackParcel(order="unknown"))

    post.order(msgspec.structs.replace(order, order="contract-2", waybill="W-contract-2"))
    assert post.cancel(CancelParcel(order="contract-2")).order == "contract-2"


def test_a_stranger_gets_nothing_from_the_post(world: World):
    stranger = HttpPost(PostAddress(url=f"{world.url}/post", customer="GPLX", access_token="guessed"))

    with pytest.raises(Never):
        stranger.order(ORDER)


@pytest.mark.parametrize("provider", ["", "2"])
def test_messages_go_out_once(world: World, provider: str):
    text = SendText(id=f"text{provider}", to="0900000001", text="Hồ sơ đã được tiếp nhận")
    mail = SendMail(id=f"mail{provider}", to="a@example.vn", subject="Hồ sơ", text="Đã được tiếp nhận")
    texts = HttpTextMessages(Address(url=f"{world.url}/sms{provider}"))
    mails = HttpMail(Address(url=f"{world.url}/email{provider}"))

    assert texts.send(text) == SentText(provider=1)
    assert mails.send(mail) == SentMail(provider=1)
    for provider_of, message in ((texts, text), (mails, mail)):
        with pytest.raises(AlreadyDone):
            provider_of.send(message)
    with pytest.raises(Never):
        texts.send(msgspec.structs.replace(text, id="", to=""))
