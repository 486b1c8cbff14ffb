"""VNPay's scheme against the practice world, which was written apart: the page that we sign, its notice, its answer."""

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest

from gplx.ground.clock import now
from gplx.registers.errors import TryLater
from gplx.registers.payments.port import InitiatePayment, PaymentState, QueryPayment
from gplx.registers.payments.statement import FetchStatement
from gplx.registers.payments.vnpay.http import VnpayAddress, VnpayGateway
from gplx.registers.payments.vnpay.notice import RspCode, VnpayNotice, parse, reply
from tests.registers.contract.conftest import World
from tests.registers.outside import Outside
from tests.registers.test_payments import INIT

pytestmark = pytest.mark.stack
SECRET, TERMINAL = "practice-secret", "GPLXTHU1"


def gateway(world: World, *, secret: str = SECRET) -> VnpayGateway:
    home = "http://127.0.0.1:9/thanh-toan/ket-qua"
    return VnpayGateway(VnpayAddress(url=f"{world.url}/vnpay", terminal=TERMINAL, secret=secret, return_url=home))


def wanted(reference: str) -> InitiatePayment:
    return msgspec.structs.replace(INIT, reference=reference, asked_at=now())


def asked(world: World, ask: InitiatePayment) -> PaymentState:
    return gateway(world).query(QueryPayment(reference=ask.reference, asked_at=ask.asked_at))


def paying(world: World, ask: InitiatePayment, choice: str, back: Outside) -> VnpayNotice:
    """Choose on the page that we signed, and read what is then told."""
    world.put("/vnpay/_partner", {"ipn": f"{back.url}/ipn"})
    back.will_answer(reply(RspCode.CONFIRMED))
    world.http.post(gateway(world).initiate(ask).url, data={"choice": choice})
    assert back.arrived.acquire(timeout=10)
    told = dict(parse_qsl(urlsplit(back.asked[0].path).query, keep_blank_values=True))
    return parse(told, terminal=TERMINAL, secret=SECRET)


@pytest.mark.parametrize(("choice", "amount"), [("pay", 135_000), ("wrong_amount", 134_000)])
def test_a_payment_that_is_made(world: World, outside: Outside, choice: str, amount: int):
    ask = wanted(f"dvcvnpay{choice.replace('_', '')}")
    said = paying(world, ask, choice, outside)

    state = asked(world, ask)
    assert (said.reference, said.paid, said.amount) == (ask.reference, True, amount)
    assert (state.state, state.amount, state.currency) == ("paid", amount, "VND")
    assert state.transaction == said.transaction
    assert state.at is not None
    assert abs(state.at - now()) < timedelta(minutes=5)


def test_a_payment_that_was_cancelled(world: World, outside: Outside):
    ask = wanted("dvcvnpaycancel")
    assert paying(world, ask, "cancel", outside).paid is False
    assert asked(world, ask).state == "failed"


def test_one_that_nobody_has_made_yet_is_pending(world: World):
    ask = wanted("dvcvnpaypending")
    assert asked(world, ask).state == "pending"
    assert world.http.get(gateway(world).initiate(ask).url).status_code == 200
    assert asked(world, ask).state == "pending"


def test_a_page_that_ran_out_takes_no_money(world: World):
    ask = msgspec.structs.replace(wanted("dvcvnpayold"), asked_at=now() - timedelta(minutes=16))
    page = world.http.get(gateway(world).initiate(ask).url)
    assert page.status_code == 400
    assert "mã lỗi 15" in page.text


def test_what_it_refuses(world: World):
    forged = gateway(world, secret="another secret")
    page = world.http.get(forged.initiate(wanted("dvcvnpayforged")).url)
    assert (page.status_code, "mã lỗi 70" in page.text) == (400, True)
    with pytest.raises(TryLater):
        forged.query(QueryPayment(reference="dvcvnpayforged", asked_at=now()))


def test_it_is_told_when_the_gateway_is_broken(world: World):
    world.faults("vnpay", fault="500", count=1)
    with pytest.raises(TryLater):
        asked(world, wanted("dvcvnpaybroken"))


def test_its_statement_with_planted_differences(world: World, outside: Outside) -> None:
    ask = wanted("dvcvnpaystated")
    paying(world, ask, "pay", outside)
    day = now().date()

    def stated() -> list[tuple[int, bool]]:
        rows = gateway(world).statement(FetchStatement(day=day)).rows
        return [(row.amount, row.paid) for row in rows if row.reference == ask.reference]

    assert stated() == [(135_000, True)]
    plant = {"day": day.isoformat(), "plant": [{"kind": "double", "reference": ask.reference}]}
    world.put("/_sandbox/statements/vnpay", plant)
    try:
        assert stated() == [(135_000, True), (135_000, True)]
    finally:
        world.put("/_sandbox/statements/vnpay", plant | {"plant": []})
    with pytest.raises(TryLater):
        gateway(world, secret="another").statement(FetchStatement(day=day))
    assert gateway(world).statement(FetchStatement(day=date(2021, 9, 20))).rows == ()
