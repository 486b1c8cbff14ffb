"""The portal fetches the files it is told of, says what it got, and can lose what it held; provinces have portals of their own."""

import hashlib

import httpx
import pytest

from tests.sandbox.sync.test_gateway import CODE, SECOND, STEP, held, sync

PAPER = {
    "TepDinhKemId": "p-1",
    "TenTepDinhKem": "Ảnh chân dung.jpg",
    "IsDeleted": "False",
    "MaThanhPhanHoSo": "M.4",
    "DuongDanTaiTepTin": "http://gplx.test/api/portal/tai-lieu/sync/x/p-1?s=1:abc",
}
WITH_PAPER = SECOND | {"TaiLieuNop": [PAPER]}
FILE = b"\xff\xd8\xff a picture"
GOT = {"status": 200, "type": "image/jpeg", "size": len(FILE), "sha256": hashlib.sha256(FILE).hexdigest()}


@pytest.fixture
def offered(partner):
    """GPLX serves the file."""
    partner.reply = lambda _request: httpx.Response(200, content=FILE, headers={"content-type": "image/jpeg"})
    return partner


def fetches(world):
    received = world.get("/_sandbox/received", params={"system": "sync"}).json()["received"]
    return [(one["path"], one["query"], one["status"], one["body"]) for one in received if one["method"] == "FETCH"]


def test_a_file_is_fetched_once_and_the_list_of_what_came_in_says_so(world, portal, offered):
    sync(portal, WITH_PAPER)
    assert held(world)[0]["files"] == {"p-1": GOT}
    sync(portal, WITH_PAPER, "True")
    assert held(world)[0]["versions"] == 2

    assert [call["url"] for call in offered.got] == [PAPER["DuongDanTaiTepTin"]]
    said = {"MaHoSo": CODE, "TepDinhKemId": "p-1"} | GOT
    assert fetches(world) == [("/api/portal/tai-lieu/sync/x/p-1", "", 200, said)]


def test_a_file_that_was_refused_is_fetched_when_it_is_offered_anew(world, portal, offered):
    serves, offered.reply = offered.reply, lambda _request: httpx.Response(403, json={"message": "hết hạn"})
    sync(portal, WITH_PAPER)
    assert held(world)[0]["files"]["p-1"]["status"] == 403
    assert "hết hạn" in held(world)[0]["files"]["p-1"]["error"]

    offered.reply = serves
    sync(portal, WITH_PAPER, "True")
    assert held(world)[0]["files"] == {"p-1": GOT}


def test_a_house_that_cannot_be_reached_is_noted(world, portal, offered):
    def gone(_request):
        raise httpx.ConnectError("refused")

    offered.reply = gone
    sync(portal, WITH_PAPER)
    assert held(world)[0]["files"] == {"p-1": {"status": None, "error": "ConnectError"}}


def test_a_deleted_file_needs_no_address_and_is_not_fetched(world, portal, offered):
    deleted = PAPER | {"IsDeleted": "True", "DuongDanTaiTepTin": ""}
    assert sync(portal, SECOND | {"TaiLieuNop": [deleted]})["error_code"] == 0
    assert (held(world)[0]["files"], offered.got) == ({}, [])


@pytest.mark.parametrize("address", ["", "/tai-lieu/1", "ftp://gplx.test/1", "p-1.jpg"])
def test_a_file_that_cannot_be_fetched_is_refused(world, portal, offered, address):
    answer = sync(portal, SECOND | {"TaiLieuNop": [PAPER | {"DuongDanTaiTepTin": address}]})
    assert (answer["error_code"], answer["message"]) == (-1, "TaiLieuNop: DuongDanTaiTepTin phải là địa chỉ http(s)")
    assert (held(world), offered.got) == ([], [])


def test_a_portal_loses_steps_changes_a_state_and_forgets_a_dossier(world, portal):
    sync(portal)
    portal("CapNhatTienDoHoSoMC", data=[STEP, STEP | {"TrangThai": "4"}])
    changed = world.put(f"/_sandbox/dossiers/{CODE}", json={"fields": {"TrangThaiHoSo": "1"}, "lose_steps": 1}).json()
    assert (changed["TrangThaiHoSo"], len(changed["DanhSachTienDo"])) == ("1", 1)
    (known,) = portal("TraCuuHoSo", mahoso=CODE)["result"]
    assert (known["TrangThaiHoSo"], [step["TrangThai"] for step in known["DanhSachTienDo"]]) == ("1", ["2"])

    assert world.delete(f"/_sandbox/dossiers/{CODE}").status_code == 204
    assert portal("TraCuuHoSo", mahoso=CODE)["result"] == []
    assert world.delete(f"/_sandbox/dossiers/{CODE}").status_code == 404


@pytest.mark.parametrize("change", [{"lose_steps": 2}, {"lose_steps": -1}, {"lose_steps": "1"}, {"fields": []}])
def test_what_cannot_be_lost_is_refused(world, portal, change):
    sync(portal)
    portal("CapNhatTienDoHoSoMC", data=[STEP])
    assert world.put(f"/_sandbox/dossiers/{CODE}", json=change).status_code == 400
    assert len(held(world)[0]["DanhSachTienDo"]) == 1


def test_a_province_has_a_portal_of_its_own(world):
    at = "/province/h26/mapi"
    login = world.post(f"{at}/login", json={"username": "gplx", "password": "gplx-practice"}).json()
    sent = {"session": login["session"], "madonvi": "000.00.00.H26", "service": "DongBoHoSoMC"}
    assert world.post(f"{at}/g", json=sent | {"isUpdating": "False", "data": [SECOND]}).json()["error_code"] == 0

    assert [one["MaHoSo"] for one in world.get("/_sandbox/province/h26/dossiers").json()["dossiers"]] == [CODE]
    assert world.get("/_sandbox/dossiers").json()["dossiers"] == []
    assert world.get("/_sandbox/province/h25/dossiers").json()["dossiers"] == []
    abroad = world.post("/province/h25/mapi/g", json=sent | {"isUpdating": "False", "data": [SECOND]}).json()
    assert abroad["error_code"] == -2, "a session holds at one portal alone"
    assert world.post("/province/h22/mapi/login", json={}).status_code == 404


def test_provincial_portals_fall_ill_apart_from_the_national_one(world, portal):
    world.put("/_sandbox/faults", json={"province": "500"})
    assert world.post("/province/h26/mapi/login", json={}).status_code == 500
    assert sync(portal)["error_code"] == 0
