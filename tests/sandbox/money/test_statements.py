"""Statements of VNPay, and of what is paid at the portal's own page: the practice world makes them, with differences on demand."""

import json
from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import Partner
from tests.sandbox.money.test_planted import statement as of_platform
from tests.sandbox.money.test_vnpay import pay, seal

DAY = "20210927"
STATED = ("vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_Day", "vnp_CreateDate", "vnp_IpAddr")
HEAD = ("vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_TmnCode", "vnp_Day", "vnp_Count", "vnp_TotalAmount")
LINE = ("vnp_TxnRef", "vnp_TransactionNo", "vnp_Amount", "vnp_PayDate", "vnp_TransactionStatus", "vnp_OrderInfo")
CODE = "000.00.99.H26-210927-0001"
BILL = {
    "MaTraCuuTT": f"{CODE}20210927101500",
    "MaHoSo": CODE,
    "TKThuHuong": "THUC-HANH-H26",
    "PhiLePhi": [{"LoaiPhiLePhi": "1", "SoTien": "135000"}],
}


def statement(world: httpx.Client, *, day: str = DAY, **wrong: str) -> dict[str, Any]:
    told = dict.fromkeys(STATED, "x") | {"vnp_TmnCode": "GPLXTHU1", "vnp_Day": day}
    hashed = told | {"vnp_SecureHash": seal("|".join(told[name] for name in STATED))}
    return dict(world.post("/vnpay/merchant_webapi/api/statement", json=hashed | wrong).json())


def lines(world: httpx.Client) -> list[tuple[str, str, str]]:
    said = statement(world)
    values = [said[name] for name in HEAD] + [line[name] for line in said["vnp_Rows"] for name in LINE]
    assert said["vnp_SecureHash"] == seal("|".join(values))
    assert (said["vnp_Count"], said["vnp_TotalAmount"]) == (
        str(len(said["vnp_Rows"])),
        str(sum(int(line["vnp_Amount"]) for line in said["vnp_Rows"])),
    )
    return [(line["vnp_TransactionNo"], line["vnp_Amount"], line["vnp_TransactionStatus"]) for line in said["vnp_Rows"]]


@pytest.mark.parametrize(
    ("choice", "amount"), [("pay", "13500000"), ("pay_silent", "13500000"), ("wrong_amount", "13400000")]
)
def test_what_vnpay_took_stands_on_its_statement(world: httpx.Client, choice: str, amount: str) -> None:
    pay(world, choice)
    assert lines(world) == [("14000000", amount, "00")]
    assert statement(world, day="20210926")["vnp_Rows"] == []


@pytest.mark.parametrize("choice", ["cancel", "fail", "forged"])
def test_what_was_not_paid_does_not(world: httpx.Client, choice: str) -> None:
    pay(world, choice)
    assert lines(world) == []


@pytest.mark.parametrize(
    ("plant", "shown"),
    [
        ({"kind": "missing_there"}, []),
        ({"kind": "amount", "by": 1}, [("14000000", "13500100", "00")]),
        ({"kind": "state"}, [("14000000", "13500000", "02")]),
        ({"kind": "double"}, [("14000000", "13500000", "00"), ("14000000-2", "13500000", "00")]),
        (
            {"kind": "missing_here", "reference": "la", "SoTien": 7},
            [("14000000", "13500000", "00"), ("TH-LA-la", "700", "00")],
        ),
    ],
)
def test_differences_are_planted_into_vnpays_alone(
    world: httpx.Client, plant: dict[str, Any], shown: list[tuple[str, str, str]]
) -> None:
    pay(world, "pay")
    body = {"day": "2021-09-27", "plant": [{"reference": "dvc1"} | plant]}
    assert world.put("/_sandbox/statements/vnpay", json=body).status_code == 200
    assert lines(world) == shown
    assert of_platform(world)["rows"] == []
    assert world.put("/_sandbox/statements/vnpay", json={"day": DAY, "plant": "x"}).status_code == 400


@pytest.mark.parametrize("wrong", [{"vnp_SecureHash": "0" * 128}, {"vnp_TmnCode": "KHAC"}, {"vnp_Day": "20210926"}])
def test_a_question_that_was_not_hashed_is_refused(world: httpx.Client, wrong: dict[str, str]) -> None:
    pay(world, "pay")
    assert statement(world, **wrong) == {"vnp_ResponseCode": "97", "vnp_Message": "Invalid signature"}


def test_the_treasury_has_what_vnpay_passed_on_for_the_agencys_account(world: httpx.Client) -> None:
    pay(world, "pay")
    credits = world.post("/treasury/statement", json={"Ngay": "2021-09-27"}).json()["GhiCo"]
    assert credits == [{"TaiKhoan": "THUC-HANH-H26", "Nguon": "VNPAY", "NgayThu": "2021-09-27", "SoTien": 135_000}]


# ---- the portal's own page


def asked(partner: Partner, *, code: int = 1) -> None:
    """The agency has this bill to be paid, and takes every result."""

    def reply(request: httpx.Request) -> httpx.Response:
        is_question = request.url.path.endswith("dptracuuthanhtoanhs")
        return httpx.Response(200, json={"error_code": code if is_question else "0", "message": BILL})

    partner.reply = reply


def told(partner: Partner) -> list[dict[str, Any]]:
    return [json.loads(got["body"]) for got in partner.got if got["url"].endswith("dpketquathanhtoanhs")]


@pytest.mark.parametrize(
    ("choice", "amounts", "held"),
    [
        ("pay", [135_000], [135_000]),
        ("pay_twice", [135_000, 135_000], [135_000]),
        ("pay_silent", [], [135_000]),
        ("wrong_amount", [134_000], [134_000]),
        ("cancel", [], []),
    ],
)
def test_a_bill_is_asked_for_paid_and_told(
    world: httpx.Client, partner: Partner, choice: str, amounts: list[int], held: list[int]
) -> None:
    asked(partner)
    said = world.put(f"/_sandbox/pull/{CODE}", json={"choice": choice}).json()
    assert said["bill"]["message"] == BILL
    assert [one["SoTien"] for one in told(partner)] == amounts
    assert all(one["MaTraCuuTT"] == BILL["MaTraCuuTT"] for one in told(partner))
    rows = of_platform(world)["rows"]
    assert [(row["MaThamChieu"], row["SoTien"]) for row in rows] == [(BILL["MaTraCuuTT"], one) for one in held]


def test_its_money_is_passed_on_by_the_platform(world: httpx.Client, partner: Partner) -> None:
    asked(partner)
    world.put(f"/_sandbox/pull/{CODE}", json={"choice": "pay"})
    credits = world.post("/treasury/statement", json={"Ngay": "2021-09-27"}).json()["GhiCo"]
    assert credits == [{"TaiKhoan": "THUC-HANH-H26", "Nguon": "NENTANG", "NgayThu": "2021-09-27", "SoTien": 135_000}]


def test_one_bill_is_paid_once(world: httpx.Client, partner: Partner) -> None:
    asked(partner)
    for _ in range(2):
        world.put(f"/_sandbox/pull/{CODE}", json={"choice": "pay"})
    assert len(of_platform(world)["rows"]) == 1


def test_where_nothing_is_owed_nothing_is_paid(world: httpx.Client, partner: Partner) -> None:
    asked(partner, code=0)
    said = world.put(f"/_sandbox/pull/{CODE}", json={"choice": "pay"}).json()
    assert (said["results"], told(partner), of_platform(world)["rows"]) == ([], [], [])


def test_an_agency_that_is_down_loses_the_word_and_no_money(world: httpx.Client, partner: Partner) -> None:
    asked(partner)
    answers = partner.reply

    def down_after_the_question(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("dpketquathanhtoanhs"):
            raise httpx.ConnectError("down")
        return answers(request)

    partner.reply = down_after_the_question
    said = world.put(f"/_sandbox/pull/{CODE}", json={"choice": "pay"}).json()
    assert said["results"] == [{"error": "ConnectError"}]
    assert [row["SoTien"] for row in of_platform(world)["rows"]] == [135_000]
    assert world.put(f"/_sandbox/pull/{CODE}", json={"choice": "dance"}).status_code == 400
