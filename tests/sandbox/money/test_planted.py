"""Differences that are planted into the platform's statement: each kind, its sum, where it does nothing, what is refused."""

import json
from typing import Any

import httpx
import pytest

from tests.sandbox.money.test_payments import init, page_of

DAY, FIRST = "2021-09-27", "dvc1"


def paid(world: httpx.Client, *references: str) -> None:
    """Payments that were made, without a word to anybody."""
    for reference in references:
        world.post(page_of(world, MaThamChieu=reference), data={"choice": "pay_silent"})


def plant(world: httpx.Client, *plants: Any, day: Any = DAY) -> httpx.Response:
    return world.put("/_sandbox/statements", json={"day": day, "plant": list(plants)})


def statement(world: httpx.Client, day: str = DAY) -> dict[str, Any]:
    return dict(world.get("/payments/statement", params={"day": day}).json())


def rows(world: httpx.Client) -> list[tuple[str, str, int, str]]:
    said = statement(world)
    assert said["total"] == sum(row["SoTien"] for row in said["rows"])
    return [(row["MaThamChieu"], row["MaGiaoDich"], row["SoTien"], row["TrangThaiGD"]) for row in said["rows"]]


def test_a_row_has_the_names_of_the_wire(world: httpx.Client) -> None:
    paid(world, FIRST)
    said = statement(world)
    assert (said["day"], said["MaDoiTac"], said["total"]) == (DAY, "GPLX", 135_000)
    [row] = said["rows"]
    assert set(row) == {
        "MaThamChieu", "MaGiaoDich", "SoTien", "MaTienTe", "ThoiGianGD", "MaHoSo", "TrangThaiGD",
    }  # fmt: skip
    assert (row["SoTien"], row["MaTienTe"], row["MaHoSo"]) == (135_000, "VND", "000.00.99.H26-210927-0001")
    assert row["ThoiGianGD"].startswith("20210927")
    assert len(row["ThoiGianGD"]) == 14


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"kind": "missing_there"}, [("dvc2", "TH0000000002", 135_000, "1")]),
        (
            {"kind": "amount"},
            [(FIRST, "TH0000000001", 136_000, "1"), ("dvc2", "TH0000000002", 135_000, "1")],
        ),
        (
            {"kind": "amount", "by": -35_000},
            [(FIRST, "TH0000000001", 100_000, "1"), ("dvc2", "TH0000000002", 135_000, "1")],
        ),
        ({"kind": "state"}, [(FIRST, "TH0000000001", 135_000, "4"), ("dvc2", "TH0000000002", 135_000, "1")]),
        (
            {"kind": "double"},
            [
                (FIRST, "TH0000000001", 135_000, "1"),
                (FIRST, "TH0000000001-2", 135_000, "1"),
                ("dvc2", "TH0000000002", 135_000, "1"),
            ],
        ),
        (
            {"kind": "missing_here", "reference": "dvcla", "SoTien": 7},
            [
                (FIRST, "TH0000000001", 135_000, "1"),
                ("dvc2", "TH0000000002", 135_000, "1"),
                ("dvcla", "TH-LA-dvcla", 7, "1"),
            ],
        ),
    ],
)
def test_each_kind_is_seen_and_summed(world: httpx.Client, told: dict[str, Any], shown: list[tuple[Any, ...]]) -> None:
    paid(world, FIRST, "dvc2")
    assert plant(world, {"reference": FIRST} | told).status_code == 200
    assert rows(world) == shown


def test_plants_follow_one_another_and_are_taken_back_together(world: httpx.Client) -> None:
    paid(world, FIRST)
    before = rows(world)
    plant(world, {"kind": "double", "reference": FIRST}, {"kind": "amount", "reference": FIRST, "by": 1})
    assert [amount for _, _, amount, _ in rows(world)] == [135_001, 135_001]
    plant(world)
    assert rows(world) == before


@pytest.mark.parametrize("kind", ["missing_there", "amount", "state", "double"])
def test_what_is_planted_on_nothing_does_nothing(world: httpx.Client, kind: str) -> None:
    paid(world, FIRST)
    before = rows(world)
    plant(world, {"kind": kind, "reference": "dvckhongco"})
    assert rows(world) == before


def test_another_day_stays_as_it_is_and_the_payment_itself_too(world: httpx.Client) -> None:
    paid(world, FIRST)
    before = rows(world)
    plant(world, {"kind": "missing_there", "reference": FIRST}, day="2021-09-26")
    assert rows(world) == before
    plant(world, {"kind": "missing_there", "reference": FIRST})
    assert rows(world) == []
    shown = world.get(f"/_sandbox/payments/{FIRST}").json()
    assert (shown["TrangThaiGD"], shown["SoTien"]) == ("1", 135_000)


def test_the_treasury_still_has_what_was_truly_taken(world: httpx.Client) -> None:
    paid(world, FIRST)
    plant(world, {"kind": "amount", "reference": FIRST, "by": 9}, {"kind": "missing_here", "reference": "dvcla"})
    credits = world.post("/treasury/statement", json={"Ngay": DAY}).json()["GhiCo"]
    account = init()["ThongTinBienLai"]["TKThuHuong"]
    assert credits == [{"TaiKhoan": account, "Nguon": "NENTANG", "NgayThu": DAY, "SoTien": 135_000}]


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "amount", "reference": FIRST, "by": "1000"},
        {"kind": "amount", "reference": FIRST, "by": None},
        {"kind": "missing_here", "reference": FIRST, "SoTien": "135000"},
        {"kind": "missing_here", "reference": FIRST, "SoTien": None},
        {"kind": "missing_here", "reference": None},
        {"kind": ["amount"], "reference": FIRST},
        {"reference": FIRST},
        "amount",
    ],
)
def test_what_cannot_be_planted_is_refused_and_nothing_changes(world: httpx.Client, told: Any) -> None:
    paid(world, FIRST)
    plant(world, {"kind": "state", "reference": FIRST})
    assert plant(world, told).status_code == 400
    assert [state for *_, state in rows(world)] == ["4"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", json.dumps({"day": DAY}).encode()])
def test_a_body_that_is_none_is_refused(world: httpx.Client, body: bytes) -> None:
    assert world.put("/_sandbox/statements", content=body).status_code == 400


def test_a_day_without_money_has_an_empty_statement(world: httpx.Client) -> None:
    paid(world, FIRST)
    said = statement(world, "2021-09-26")
    assert (said["rows"], said["total"]) == ([], 0)


@pytest.mark.parametrize(("choice", "amount"), [("pay", 135_000), ("wrong_amount", 134_000), ("pay_late", 135_000)])
def test_what_the_bank_took_is_what_stands_there(world: httpx.Client, choice: str, amount: int) -> None:
    world.post(page_of(world, MaThamChieu=FIRST), data={"choice": choice})
    assert [row[2] for row in rows(world)] == [amount]


@pytest.mark.parametrize("choice", ["cancel", "fail", "time_out", "forged"])
def test_what_was_not_paid_does_not_stand_there(world: httpx.Client, choice: str) -> None:
    world.post(page_of(world, MaThamChieu=FIRST), data={"choice": choice})
    assert rows(world) == []
    assert world.post("/treasury/statement", json={"Ngay": DAY}).json()["GhiCo"] == []
