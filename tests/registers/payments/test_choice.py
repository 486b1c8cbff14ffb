"""Which gateways a department offers, as the setting says it."""

import pytest

from gplx.registers.payments.choice import PLATFORM, REGISTERS, VNPAY, UnableToChoose, gateways


def test_one_gateway_for_all() -> None:
    assert gateways("platform").of("H26") == (PLATFORM,)


def test_the_first_named_is_the_first_offered() -> None:
    assert gateways("vnpay platform").of("H26") == (VNPAY, PLATFORM)


def test_a_department_may_differ() -> None:
    chosen = gateways("platform vnpay; H26: vnpay ;H29:platform")
    assert (chosen.of("H26"), chosen.of("H29"), chosen.of("H12")) == ((VNPAY,), (PLATFORM,), (PLATFORM, VNPAY))


def test_one_that_is_named_twice_is_offered_once() -> None:
    assert gateways("platform platform").everywhere == (PLATFORM,)


@pytest.mark.parametrize("text", ["", " ", "momo", "platform momo", "H26: vnpay", "platform; H26:", "platform;", ";"])
def test_what_cannot_be_chosen_is_told_at_the_start(text: str) -> None:
    with pytest.raises(UnableToChoose):
        gateways(text)


def test_every_gateway_has_its_register() -> None:
    assert dict(REGISTERS) == {"platform": "payments", "vnpay": "vnpay"}
