"""The portal is told of each dossier and of all its steps, in order, whatever it does with sessions and codes."""

import functools
import operator
from datetime import datetime, timedelta

import msgspec
import pytest

from gplx.ground.clock import HANOI
from gplx.registers.errors import Never, TryLater
from gplx.registers.sync.http import HttpDossierSync
from gplx.registers.sync.port import ProgressStep, Report, Reported
from gplx.registers.sync.session import SyncAddress
from tests.registers.outside import Answer, Outside
from tests.registers.sync.test_wire import DOSSIER

START = datetime(2021, 9, 27, 9, 0, 0, tzinfo=HANOI)
LOGIN = {"error_code": 0, "session": "s-1"}
OK = {"error_code": 0, "message": "Thực hiện thành công", "result": []}
NOT_KNOWN, KNOWN = OK, OK | {"result": [{"MaHoSo": DOSSIER.code}]}
EXPIRED = {"error_code": -5, "message": "Phiên làm việc đã hết hạn", "result": []}
EXISTS = {"error_code": 3, "message": "Hồ sơ đã tồn tại trên hệ thống"}


def steps(count: int) -> tuple[ProgressStep, ...]:
    return tuple(
        ProgressStep(handler="Nguyễn Thử", done_at=START + timedelta(minutes=n), what=f"Bước {n}", status=4)
        for n in range(count)
    )


def portal(outside: Outside, **options: object) -> HttpDossierSync:
    account = {"username": "gplx", "password": "hush", "agency_code": "000.00.99.H26", "member_code": "VN:GOV:G04:gplx"}
    return HttpDossierSync(SyncAddress(url=outside.url, **(account | options)))


def services(outside: Outside) -> list[str]:
    return [body.get("service", "login") for body in outside.bodies()]


def test_a_new_dossier_is_looked_up_told_and_followed_by_its_steps(outside: Outside):
    outside.will_answer(LOGIN, NOT_KNOWN, OK, OK)

    assert portal(outside).report(Report(DOSSIER, steps(2))) == Reported(known_before=False, steps=2)

    login, look_up, told, progress = outside.asked
    assert (login.path, login.json) == ("/base/mapi/login", {"username": "gplx", "password": "hush"})
    assert {asked.path for asked in (look_up, told, progress)} == {"/base/mapi/g"}
    for asked in outside.asked:
        assert (asked.headers["dstcode"], asked.headers["charset"]) == ("VN:GOV:G04:gplx", "utf-8")
    common = {"session": "s-1", "madonvi": "000.00.99.H26"}
    assert look_up.json == common | {"service": "TraCuuHoSo", "mahoso": DOSSIER.code}
    assert told.json["isUpdating"] == "False"
    assert told.json["service"] == "DongBoHoSoMC"
    assert [dossier["MaHoSo"] for dossier in told.json["data"]] == [DOSSIER.code]
    assert progress.json["service"] == "CapNhatTienDoHoSoMC"
    assert [step["NoiDungXuLy"] for step in progress.json["data"]] == ["Bước 0", "Bước 1"]


def test_a_known_dossier_is_updated_and_the_session_is_kept(outside: Outside):
    outside.will_answer(LOGIN, KNOWN, OK, OK, KNOWN, OK)
    sync = portal(outside)

    assert sync.report(Report(DOSSIER, steps(1))) == Reported(known_before=True, steps=1)
    assert sync.report(Report(DOSSIER, ())) == Reported(known_before=True, steps=0)

    assert services(outside) == [
        "login",
        "TraCuuHoSo",
        "DongBoHoSoMC",
        "CapNhatTienDoHoSoMC",
        "TraCuuHoSo",
        "DongBoHoSoMC",
    ]
    assert [body["isUpdating"] for body in outside.bodies() if "isUpdating" in body] == ["True", "True"]


@pytest.mark.parametrize(
    "exists",
    [
        EXISTS,
        EXISTS | {"error_code": -3},
        EXISTS | {"error_code": "0"},
        EXISTS | {"message": "Hồ sơ ĐÃ TỒN TẠI"},
        EXISTS | {"message": "Hồ sơ đã to\u0302\u0300n tại"},
    ],
)
def test_it_learns_from_the_answer_that_the_portal_holds_the_dossier(outside: Outside, exists: dict[str, object]):
    outside.will_answer(LOGIN, NOT_KNOWN, exists, OK, OK)

    assert portal(outside).report(Report(DOSSIER, steps(1))) == Reported(known_before=True, steps=1)
    assert [body["isUpdating"] for body in outside.bodies() if "isUpdating" in body] == ["False", "True"]


@pytest.mark.parametrize("code", [0, "0", "00"])
def test_success_has_three_spellings(outside: Outside, code: int | str):
    ok = OK | {"error_code": code}
    outside.will_answer(LOGIN | {"error_code": code}, ok, ok, ok)

    assert portal(outside).report(Report(DOSSIER, steps(1))).steps == 1


def test_many_steps_go_ten_at_a_time_and_in_order(outside: Outside):
    outside.will_answer(LOGIN, NOT_KNOWN, OK, OK, OK, OK)

    portal(outside).report(Report(DOSSIER, steps(23)))

    chunks = [[step["NoiDungXuLy"] for step in body["data"]] for body in outside.bodies()[3:]]
    assert [len(chunk) for chunk in chunks] == [10, 10, 3]
    assert functools.reduce(operator.iadd, chunks, []) == [f"Bước {n}" for n in range(23)]


def test_no_step_follows_a_dossier_that_was_refused(outside: Outside):
    refused = {"error_code": -1, "message": "Sai MaTTHC của Trần Thử"}
    outside.will_answer(LOGIN, NOT_KNOWN, refused, LOGIN, refused)

    with pytest.raises(Never) as caught:
        portal(outside).report(Report(DOSSIER, steps(1)))

    assert str(caught.value) == "sync refused DongBoHoSoMC with code -1"
    assert services(outside) == ["login", "TraCuuHoSo", "DongBoHoSoMC", "login", "DongBoHoSoMC"]


@pytest.mark.parametrize("ended", [EXPIRED, Answer({}, status=401), Answer({}, status=403)])
def test_a_session_that_has_ended_is_opened_anew_once_and_the_call_repeated(outside: Outside, ended: object):
    outside.will_answer(LOGIN, KNOWN, OK, ended, LOGIN | {"session": "s-2"}, KNOWN, OK)
    sync = portal(outside)
    sync.report(Report(DOSSIER, ()))

    assert sync.report(Report(DOSSIER, ())).known_before is True

    assert services(outside)[3:] == ["TraCuuHoSo", "login", "TraCuuHoSo", "DongBoHoSoMC"]
    assert [body["session"] for body in outside.bodies() if "session" in body] == ["s-1", "s-1", "s-1", "s-2", "s-2"]


def test_a_session_is_not_used_beyond_its_life(outside: Outside):
    outside.will_answer(LOGIN, KNOWN, LOGIN, OK)

    portal(outside, session_life=0.0).report(Report(DOSSIER, ()))

    assert services(outside) == ["login", "TraCuuHoSo", "login", "DongBoHoSoMC"]


@pytest.mark.parametrize(
    "login",
    [
        {"error_code": -1, "message": "Sai mật khẩu"},
        {"error_code": 0},
        {"error_code": 0, "session": ""},
        Answer({}, status=401),
        Answer({}, status=404),
    ],
)
def test_not_being_let_in_is_no_verdict_on_the_dossier(outside: Outside, login: object):
    outside.will_answer(login)

    with pytest.raises(TryLater, match="does not let us in"):
        portal(outside).report(Report(DOSSIER, steps(1)))
    assert services(outside) == ["login"]


def test_a_portal_that_refuses_its_own_new_session_is_not_well(outside: Outside):
    outside.will_answer(LOGIN, Answer({}, status=401))

    with pytest.raises(TryLater, match="the session that it has just opened"):
        portal(outside).report(Report(DOSSIER, ()))


def test_an_error_to_the_look_up_of_an_unknown_dossier_stops_nothing(outside: Outside):
    outside.will_answer(LOGIN, {"error_code": -1, "message": "Không tìm thấy"}, OK, OK)

    assert portal(outside).report(Report(DOSSIER, steps(1))) == Reported(known_before=False, steps=1)


def test_a_portal_that_denies_and_claims_the_dossier_at_once_is_refused(outside: Outside):
    outside.will_answer(LOGIN, NOT_KNOWN, EXISTS, EXISTS)

    with pytest.raises(Never, match="refused to update a dossier that it holds: code 3"):
        portal(outside).report(Report(DOSSIER, steps(1)))


@pytest.mark.parametrize("answer", [Answer(b"<html>"), Answer({}, status=500), Answer({"message": "?"})])
def test_a_portal_that_is_not_well_is_told_later(outside: Outside, answer: Answer):
    outside.will_answer(LOGIN, KNOWN, answer)

    with pytest.raises(TryLater):
        portal(outside).report(Report(DOSSIER, steps(1)))


@pytest.mark.parametrize("adapter", ["XrdAdapter", "VXPAdapter"])
def test_behind_a_security_server_every_call_is_forwarded(outside: Outside, adapter: str):
    outside.will_answer(LOGIN, NOT_KNOWN, OK)

    portal(outside, adapter=adapter, provider_url="https://portal.example.vn").report(Report(DOSSIER, ()))

    query = "?dstcode=VN:GOV:G04:gplx&providerurl=https://portal.example.vn"
    forwarded = f"/base/{adapter}/RestService/forward/mapi"
    assert [asked.path for asked in outside.asked] == [f"{forwarded}/login{query}"] + [f"{forwarded}/g{query}"] * 2


def test_generation_one_leaves_out_what_came_later(outside: Outside):
    outside.will_answer(LOGIN, NOT_KNOWN, OK, NOT_KNOWN, OK)

    portal(outside, generation=1).report(Report(DOSSIER, ()))

    [told] = outside.bodies()[2]["data"]
    assert "KenhThucHien" not in told
    assert told["MaHoSo"] == DOSSIER.code


def test_a_report_survives_being_stored():
    report = Report(DOSSIER, steps(2))

    assert msgspec.convert(msgspec.to_builtins(report), Report) == report
