"""A citizen files at the portal: what it sends on, what it holds, and what it gives to whoever fetches the files."""

import json
from base64 import b64decode

import httpx
import pytest


@pytest.fixture
def person(citizen):
    return citizen("all_green")


@pytest.fixture
def filing(world, partner, person):
    """File for the person; `reply` is what GPLX answers."""

    def file(reply=(0, "Đã tiếp nhận"), **more):
        partner.reply = lambda _request: httpx.Response(200, json={"error_code": reply[0], "message": reply[1]})
        return world.post("/_sandbox/filings", json={"person": person["cccd"]} | more).json()

    return file


def known(world, code):
    return world.get(f"/_sandbox/dossiers/{code}").status_code == 200


def test_it_is_sent_on_as_the_adapter_forwards_it(world, partner, person, filing):
    said = filing()
    sent = said["message"]
    assert (said["status"], said["reply"]) == (200, {"error_code": 0, "message": "Đã tiếp nhận"})
    [call] = partner.got
    assert call["url"] == "http://127.0.0.1:8000/VXPAdapter/RestService/forward/nhanhsdvcqg"
    assert json.loads(call["body"]) == sent
    assert (sent["ChuHoSo"], sent["MaDoiTuong"]) == (person["name"], person["techId"])
    assert sent["DinhDanhCHS"][0] == {"LoaiDinhDanh": "1", "SoDinhDanh": person["cccd"]}
    assert sent["SoGPLX"] == person["licences"][0]
    assert sent["MaHoSo"].startswith(f"000.00.00.{sent['MaCoQuanThucHien']}-210927-")
    assert [one["MaThanhPhanHoSo"] for one in sent["TaiLieuNop"]] == ["M.4"]


def test_the_portal_holds_what_was_taken_and_looks_it_up(world, portal, filing):
    code = filing()["message"]["MaHoSo"]
    (held,) = portal("TraCuuHoSo", mahoso=code)["result"]
    assert (held["MaHoSo"], held["TrangThaiHoSo"], held["DanhSachTienDo"]) == (code, "1", [])


@pytest.mark.parametrize("reply", [(-1, "Thiếu SoGPLX"), ("-1", "?")])
def test_what_was_refused_it_does_not_hold(world, filing, reply):
    said = filing(reply)
    assert said["reply"]["error_code"] == reply[0]
    assert not known(world, said["message"]["MaHoSo"])


def test_filed_again_under_its_code_it_stays(world, filing):
    code = filing()["message"]["MaHoSo"]
    again = filing((1, "đã tiếp nhận trước đó"), code=code)
    assert (again["message"]["MaHoSo"], again["reply"]["error_code"]) == (code, 1)
    assert known(world, code)


def test_two_filings_have_two_codes(filing):
    assert filing()["message"]["MaHoSo"] != filing()["message"]["MaHoSo"]


def test_a_file_is_given_to_whoever_knows_its_address(world, filing):
    photo, health = filing(files=["photo", "health"])["message"]["TaiLieuNop"]
    got = world.get(photo["DuongDanTaiTepTin"])
    assert (got.status_code, got.headers["content-type"], got.content[:3]) == (200, "image/jpeg", b"\xff\xd8\xff")
    assert world.get(health["DuongDanTaiTepTin"]).content.startswith(b"%PDF-")
    assert world.get("/sync/tep/unknown").status_code == 404


def test_a_file_may_travel_within_the_message(filing):
    (photo,) = filing(base64=True)["message"]["TaiLieuNop"]
    assert b64decode(photo["Base64"])[:3] == b"\xff\xd8\xff"
    assert "DuongDanTaiTepTin" not in photo


def test_a_broken_one_is_no_picture(world, filing):
    (photo,) = filing(broken=True)["message"]["TaiLieuNop"]
    assert world.get(photo["DuongDanTaiTepTin"]).content.startswith(b"<html>")


def test_fields_lie_over_the_message(filing):
    said = filing(fields={"SoGPLX": "?", "MaTTHC": "1.002835"}, province="35")
    assert (said["message"]["SoGPLX"], said["message"]["MaTTHC"]) == ("?", "1.002835")
    assert said["message"]["MaCoQuanThucHien"] == "H25"


def test_a_service_that_is_away_is_told(world, partner, person):
    def away(_request):
        raise httpx.ConnectError("refused")

    partner.reply = away
    said = world.post("/_sandbox/filings", json={"person": person["cccd"]}).json()
    assert (said["status"], said["reply"], said["error"]) == (None, None, "ConnectError")
    assert not known(world, said["message"]["MaHoSo"])


def test_an_answer_that_is_no_json_is_told(world, partner, person):
    partner.reply = lambda _request: httpx.Response(502, text="bad gateway")
    said = world.post("/_sandbox/filings", json={"person": person["cccd"]}).json()
    assert (said["status"], said["reply"]) == (502, None)


@pytest.mark.parametrize(
    "wrong", [{"person": "0"}, {"files": ["x"]}, {"files": "photo"}, {"fields": []}, {"gateway": "x"}]
)
def test_what_cannot_be_filed_is_refused(world, partner, person, wrong):
    assert world.post("/_sandbox/filings", json={"person": person["cccd"]} | wrong).status_code == 400
    assert partner.got == []
