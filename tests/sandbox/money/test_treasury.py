"""The treasury of the practice world: orders, answers, statements, and differences that are planted."""

import hashlib
from typing import Any

import httpx
import pytest

DAY = "2021-09-27"


def order(code: str = "HT-1", *, account: str = "0123456789", amount: int = 135000) -> dict[str, str]:
    body = f"LENH,{code},000.00.99.H26,THU-1,{DAY},1,{amount}\r\n"
    body += f"HOAN,1,HT00000001L1,NGUYEN THU,{account},Ngân hàng Thử,{amount},Hoàn trả\r\n"
    file = f"{body}TONG,1,{amount},{hashlib.sha256(body.encode()).hexdigest()}\r\n"
    return {"MaLenh": code, "TepLenh": file}


def ask(world: httpx.Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    return dict(world.post(f"/treasury/{path}", json=body).json())


def test_an_order_is_taken_once_and_answered(world: httpx.Client) -> None:
    assert [ask(world, "orders", order())["MaLoi"] for _ in range(2)] == ["00", "01"]
    file = ask(world, "answers", {"MaLenh": "HT-1"})["TepTraLoi"]
    head, line, end = file.splitlines()
    assert (head, line) == (f"TRALOI,HT-1,{DAY}", f"KETQUA,HT00000001L1,CHI,135000,{DAY},")
    body = file[: file.index("TONG")]
    assert end == f"TONG,1,{hashlib.sha256(body.encode()).hexdigest()}"


def test_an_account_that_no_bank_has_comes_back(world: httpx.Client) -> None:
    ask(world, "orders", order(account="0123456000"))
    assert "TRA,135000,2021-09-27,Không có tài khoản này" in ask(world, "answers", {"MaLenh": "HT-1"})["TepTraLoi"]


@pytest.mark.parametrize(
    "spoil", [{"135000": "135001"}, {"TONG": "TOTAL"}, {"LENH": "X"}, {"HOAN": "HOA"}, {"NGUYEN THU": ""}]
)
def test_a_file_that_is_not_whole_is_refused(world: httpx.Client, spoil: dict[str, str]) -> None:
    sent = order()
    for old, new in spoil.items():
        sent["TepLenh"] = sent["TepLenh"].replace(old, new, 1)
    assert ask(world, "orders", sent)["MaLoi"] == "03"
    assert ask(world, "answers", {"MaLenh": "HT-1"})["MaLoi"] == "02"


@pytest.mark.parametrize("sent", [{}, {"MaLenh": 1, "TepLenh": ""}, {"MaLenh": "x"}])
def test_what_is_no_order_is_refused(world: httpx.Client, sent: dict[str, Any]) -> None:
    assert ask(world, "orders", sent)["MaLoi"] == "03"


def test_held_back_it_says_nothing_yet(world: httpx.Client) -> None:
    ask(world, "orders", order())
    world.put("/_sandbox/treasury", json={"holds": True})
    assert ask(world, "answers", {"MaLenh": "HT-1"})["TepTraLoi"] == ""
    assert ask(world, "statement", {"Ngay": DAY})["ChiHoan"] == []
    world.put("/_sandbox/treasury", json={"holds": False})
    assert ask(world, "statement", {"Ngay": DAY})["ChiHoan"] == [
        {"MaHoan": "HT00000001L1", "SoTien": 135000, "NgayChi": DAY}
    ]


def test_cash_and_planted_differences_stand_on_the_statement_of_their_day(world: httpx.Client) -> None:
    place = {"TaiKhoan": "THU-1", "Ngay": DAY}
    world.put("/_sandbox/treasury", json={"cash": place | {"SoTien": 270000}, "wrong": place | {"SoTien": 5}})
    assert ask(world, "statement", {"Ngay": DAY})["GhiCo"] == [
        {"TaiKhoan": "THU-1", "Nguon": "NENTANG", "NgayThu": DAY, "SoTien": 5},
        {"TaiKhoan": "THU-1", "Nguon": "TIENMAT", "NgayThu": DAY, "SoTien": 270000},
    ]
    assert ask(world, "statement", {"Ngay": "2021-09-26"})["GhiCo"] == []


@pytest.mark.parametrize("day", ["27/09/2021", None, "2021-13-01"])
def test_a_day_that_is_none_is_refused(world: httpx.Client, day: str | None) -> None:
    assert ask(world, "statement", {"Ngay": day})["MaLoi"] == "03"


@pytest.mark.parametrize("body", [{"cash": 1}, {"cash": {"TaiKhoan": "x"}}, {"wrong": {"Ngay": DAY, "SoTien": "1"}}])
def test_steering_that_cannot_be_read_is_refused(world: httpx.Client, body: dict[str, Any]) -> None:
    assert world.put("/_sandbox/treasury", json=body).status_code == 400


# ---- planted into the platform's statement


def test_a_payment_that_nobody_asked_for(world: httpx.Client) -> None:
    world.put("/_sandbox/statements", json={"day": DAY, "plant": [{"kind": "missing_here", "reference": "dvcx"}]})
    said = world.get("/payments/statement", params={"day": DAY}).json()
    assert [(row["MaThamChieu"], row["SoTien"], row["TrangThaiGD"]) for row in said["rows"]] == [("dvcx", 135000, "1")]
    assert said["total"] == 135000


@pytest.mark.parametrize("plant", [None, [1], [{"kind": "x", "reference": "a"}], [{"kind": "amount"}]])
def test_what_is_no_plant_is_refused(world: httpx.Client, plant: object) -> None:
    assert world.put("/_sandbox/statements", json={"day": DAY, "plant": plant}).status_code == 400
