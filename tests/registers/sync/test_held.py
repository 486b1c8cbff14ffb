"""What a portal holds, read from records that are documented nowhere: what it does not say is not known, and never guessed."""

from typing import Any

import pytest

from gplx.registers.errors import TryLater
from gplx.registers.sync.held import held_dossier
from gplx.registers.sync.port import Compare, Compared, HeldDossier, HeldStep
from gplx.registers.sync.session import Reply
from tests.registers.outside import Answer, Outside
from tests.registers.sync.test_sync import EXISTS, EXPIRED, LOGIN, OK, portal, services

CODE = "000.00.99.H26-210927-0001"
STEP = {"MaHoSo": CODE, "ThoiDiemXuLy": "20210927101500", "TrangThai": "2"}
HELD = HeldStep(moment="20210927101500", status="2")


def reply(result: Any) -> Reply:
    return Reply(error_code=0, message="ok", result=result)


@pytest.mark.parametrize(
    ("result", "held"),
    [
        ([], HeldDossier(code=CODE, known=False)),
        (None, HeldDossier(code=CODE, known=False)),
        ([{"MaHoSo": CODE}], HeldDossier(code=CODE, known=True)),
        ([{}], HeldDossier(code=CODE, known=True)),
        ({"MaHoSo": CODE, "TrangThaiHoSo": "4"}, HeldDossier(code=CODE, known=True, status="4")),
        ([{"MaHoSo": CODE, "TrangThaiHoSo": 4}], HeldDossier(code=CODE, known=True, status="4")),
        ([{"MaHoSo": CODE, "TrangThaiHoSo": " "}], HeldDossier(code=CODE, known=True)),
        ([{"MaHoSo": CODE, "TrangThaiHoSo": {"x": 1}}], HeldDossier(code=CODE, known=True)),
        ([{"MaHoSo": "other"}, {"MaHoSo": CODE, "TrangThaiHoSo": "2"}], HeldDossier(code=CODE, known=True, status="2")),
        ([{"MaHoSo": "other"}], HeldDossier(code=CODE, known=True)),
        (["x"], HeldDossier(code=CODE, known=True)),
        ([{"DanhSachTienDo": []}], HeldDossier(code=CODE, known=True, steps=())),
        ([{"DanhSachTienDo": [STEP]}], HeldDossier(code=CODE, known=True, steps=(HELD,))),
        ([{"DanhSachTienDo": [STEP | {"TrangThai": 2}]}], HeldDossier(code=CODE, known=True, steps=(HELD,))),
        ([{"DanhSachTienDo": "x"}], HeldDossier(code=CODE, known=True)),
        ([{"DanhSachTienDo": [STEP, {"TrangThai": "2"}]}], HeldDossier(code=CODE, known=True)),
        ([{"DanhSachTienDo": [STEP, 7]}], HeldDossier(code=CODE, known=True)),
    ],
)
def test_what_is_read_of_a_record(result: Any, held: HeldDossier) -> None:
    assert held_dossier(CODE, reply(result)) == held


def test_a_few_codes_are_looked_up_one_after_another(outside: Outside) -> None:
    refused = {"error_code": -1, "message": "Không tìm thấy"}
    outside.will_answer(
        LOGIN, OK | {"result": [{"MaHoSo": "a", "TrangThaiHoSo": "9"}]}, OK, EXISTS, refused, LOGIN, refused
    )

    found = portal(outside).compare(Compare(codes=("a", "b", "c", "d")))

    assert found == Compared(
        dossiers=(
            HeldDossier(code="a", known=True, status="9"),
            HeldDossier(code="b", known=False),
            HeldDossier(code="c", known=True),
            HeldDossier(code="d", known=False),
        )
    )
    assert [body.get("mahoso") for body in outside.bodies()] == [None, "a", "b", "c", "d", None, "d"]


def test_a_session_that_ends_meanwhile_is_opened_anew_once(outside: Outside) -> None:
    outside.will_answer(LOGIN, OK, EXPIRED, LOGIN | {"session": "s-2"}, OK)

    found = portal(outside).compare(Compare(codes=("a", "b")))

    assert [one.known for one in found.dossiers] == [False, False]
    assert services(outside) == ["login", "TraCuuHoSo", "TraCuuHoSo", "login", "TraCuuHoSo"]


@pytest.mark.parametrize("answer", [Answer({}, status=500), Answer(b"<html>")])
def test_half_a_comparison_is_none(outside: Outside, answer: Answer) -> None:
    outside.will_answer(LOGIN, OK, answer)

    with pytest.raises(TryLater):
        portal(outside).compare(Compare(codes=("a", "b")))
