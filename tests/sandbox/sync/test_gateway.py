"""Dossiers and progress at the national portal: what it takes, what it refuses, what it holds only once."""

import pytest

CODE = "000.00.99.H26-210927-0001"
FIRST = {
    "MaHoSo": CODE,
    "MaTTHC": "1.002809",
    "TenTTHC": "Đổi giấy phép lái xe",
    "MaLinhVuc": "G04-DB",
    "TenLinhVuc": "Đường bộ",
    "ChuHoSo": "Nguyễn Mẫu An",
    "LoaiDoiTuong": "1",
    "Email": "",
    "SoDienThoai": "0900000000",
    "TrichYeuHoSo": "Đổi giấy phép lái xe hạng B2",
    "NgayTiepNhan": "20210927101500",
    "NgayHenTra": "20211004170000",
    "TrangThaiHoSo": "2",
    "HinhThuc": "1",
    "DonViXuLy": "Sở Giao thông vận tải Hà Nội",
}
SECOND = FIRST | {
    "KenhThucHien": "2",
    "SoGiayToChuHoSo": "001085000000",
    "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "001085000000"}],
    "NgayNopHoSo": "20210927101000",
    "NoiNopHoSo": "1",
    "HoSoCoThanhPhanSoHoa": "1",
    "TaiKhoanDuocXacThucVoiVNeID": "0",
    "DuocThanhToanTrucTuyen": "1",
}
STEP = {
    "MaHoSo": CODE,
    "NguoiXuLy": "Cán bộ Mẫu",
    "ThoiDiemXuLy": "20210927101500",
    "NoiDungXuLy": "Tiếp nhận hồ sơ",
    "TrangThai": "2",
}


def sync(portal, dossier=SECOND, updating="False"):
    return portal("DongBoHoSoMC", isUpdating=updating, data=[dossier])


def held(world):
    return world.get("/_sandbox/dossiers").json()["dossiers"]


@pytest.mark.parametrize("dossier", [FIRST, SECOND])
def test_a_dossier_of_either_generation_is_taken_and_found(portal, dossier):
    assert portal("TraCuuHoSo", mahoso=CODE)["result"] == []
    answer = sync(portal, dossier)
    assert (answer["error_code"], "thành công" in answer["message"]) == (0, True)
    assert portal("TraCuuHoSo", mahoso=CODE)["result"] == [dossier | {"DanhSachTienDo": []}]


def test_a_known_dossier_is_not_added_again_but_updated(world, portal):
    sync(portal)
    again = sync(portal, SECOND | {"TrangThaiHoSo": "4"})
    assert (again["error_code"], again["message"]) == (-3, f"Hồ sơ {CODE} đã tồn tại")
    assert portal("TraCuuHoSo", mahoso=CODE)["result"][0]["TrangThaiHoSo"] == "2"
    assert sync(portal, SECOND | {"TrangThaiHoSo": "4"}, "True")["error_code"] == 0
    assert [(each["TrangThaiHoSo"], each["versions"]) for each in held(world)] == [("4", 2)]


def test_an_unknown_dossier_cannot_be_updated(world, portal):
    assert sync(portal, updating="True")["error_code"] == -1
    assert held(world) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"TenTTHC": ""}, "TenTTHC"),
        ({"SoGiayToChuHoSo": ""}, "SoGiayToChuHoSo"),
        ({"MaHoSo": "HS-1"}, "MaHoSo"),
        ({"MaHoSo": "000.00.99.H26-211327-0001"}, "MaHoSo"),
        ({"MaTTHC": "9.999999"}, "9.999999"),
        ({"MaLinhVuc": "Đường bộ"}, "MaLinhVuc"),
        ({"NgayTiepNhan": "27/09/2021"}, "NgayTiepNhan"),
        ({"NgayTiepNhan": "20210931101500"}, "NgayTiepNhan"),
        ({"NgayTiepNhan": ""}, "NgayTiepNhan"),
        ({"TrangThaiHoSo": "11"}, "TrangThaiHoSo"),
        ({"TrangThaiHoSo": 2}, "chuỗi"),
        ({"HinhThuc": "2"}, "HinhThuc"),
        ({"KenhThucHien": "0"}, "KenhThucHien"),
        ({"TrichYeuHoSo": "x" * 1001}, "TrichYeuHoSo"),
        ({"TaiLieuNop": [{"TenTepDinhKem": "a.pdf"}]}, "TaiLieuNop"),
        ({"DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "011657309"}]}, "12 chữ số"),
    ],
)
def test_a_wrong_dossier_is_refused_with_the_reason(world, portal, change, reason):
    answer = sync(portal, SECOND | change)
    assert answer["error_code"] == -1 and reason in answer["message"]
    assert held(world) == []


def test_one_wrong_dossier_holds_back_the_whole_call(world, portal):
    other = SECOND | {"MaHoSo": "000.00.99.H26-210927-0002", "TenTTHC": ""}
    assert portal("DongBoHoSoMC", isUpdating="False", data=[SECOND, other])["error_code"] == -1
    assert held(world) == []


def test_steps_keep_their_order_and_a_repeated_one_is_stored_once(world, portal):
    sync(portal)
    later = STEP | {"ThoiDiemXuLy": "20210927111500", "TrangThai": "4"}
    for steps in ([STEP], [STEP, later], [later]):
        assert portal("CapNhatTienDoHoSoMC", data=steps)["error_code"] == 0
    (dossier,) = held(world)
    assert [step["TrangThai"] for step in dossier["DanhSachTienDo"]] == ["2", "4"]
    assert dossier["repeats"] == 2
    assert world.get(f"/_sandbox/dossiers/{CODE}").json()["DanhSachTienDo"] == [STEP, later]


def test_the_same_moment_in_another_state_is_another_step(world, portal):
    sync(portal)
    portal("CapNhatTienDoHoSoMC", data=[STEP, STEP | {"TrangThai": "4"}])
    assert len(held(world)[0]["DanhSachTienDo"]) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"NguoiXuLy": ""},
        {"NguoiXuLy": "x" * 51},
        {"ThoiDiemXuLy": "2021-09-27"},
        {"TrangThai": "0"},
        {"MaHoSo": "000.00.99.H26-210927-0009"},
        {"PhongBanXuLy": 3},
    ],
)
def test_a_wrong_step_is_refused_and_none_of_its_call_is_kept(world, portal, change):
    sync(portal)
    answer = portal("CapNhatTienDoHoSoMC", data=[STEP, STEP | change])
    assert answer["error_code"] == -1 and answer["message"]
    assert held(world)[0]["DanhSachTienDo"] == []


@pytest.mark.parametrize("call", [{"data": []}, {"data": "x"}, {"data": [SECOND], "isUpdating": True}])
def test_a_malformed_call_is_refused(portal, call):
    assert portal("DongBoHoSoMC", **call)["error_code"] == -1


def test_login_and_session_are_needed(world, portal):
    wrong = world.post("/sync/mapi/login", json={"username": "gplx", "password": "x"}).json()
    assert wrong["error_code"] == -1 and "session" not in wrong
    assert portal("LayDanhSachTTHC", session="made-up")["error_code"] == -2


def test_sessions_expire_when_told_and_a_new_login_helps(world, portal):
    world.put("/_sandbox/faults", json={"sync": {"expire_sessions": True}})
    assert portal("LayDanhSachTTHC")["error_code"] == -2
    session = world.post("/sync/mapi/login", json={"username": "gplx", "password": "gplx-practice"}).json()["session"]
    assert portal("LayDanhSachTTHC", session=session)["error_code"] == 0


@pytest.mark.parametrize("agency", ["G04", "000.00.01.H22", "H55.242"])
def test_an_agency_of_either_generation_is_known(portal, agency):
    assert portal("LayDanhSachTTHC", madonvi=agency)["error_code"] == 0


@pytest.mark.parametrize("agency", ["", None, "H1", "00.00.G04", "X04"])
def test_a_malformed_agency_is_refused(portal, agency):
    assert "madonvi" in portal("LayDanhSachTTHC", madonvi=agency)["message"]


def test_an_unknown_service_is_refused(portal):
    assert portal("XoaHoSo")["error_code"] == -1


def test_the_catalogues(portal):
    assert {"MATTHC": "1.002809", "TENTTHC": "Đổi Giấy phép lái xe do ngành Giao thông vận tải cấp"} in portal(
        "LayDanhSachTTHC"
    )["result"]
    (procedure,) = portal("LayThuTuc", maTTHC="1.002809")["result"]
    assert (procedure["TRANGTHAI"], [each["KENH"] for each in procedure["CACHTHUCTHUCHIEN"]]) == ("1", ["1", "2", "3"])
    assert portal("LayThuTuc", maTTHC="x")["result"] == []
    agencies = portal("LayDanhMucCoQuan")["result"]
    assert len(agencies) == 64 and agencies[1]["MADONVI"] == "000.00.00.H26"
    assert portal("LayDanhMucLinhVuc")["result"][0]["MANGANH"] == "G04"


def test_the_account_of_a_citizen_is_found_by_either_number(portal, citizen):
    person = citizen("old_cmnd")
    for number in (person["cccd"], person["cmnd"]):
        found = portal("TraCuuTechID", provider="wso2is", mstorcmnd=number)["result"]
        assert found == [{"TECHNICALID": person["techId"]}]
    assert portal("TraCuuTechID", provider="wso2is", mstorcmnd="000000000")["result"] == []


@pytest.mark.parametrize("adapter", ["XrdAdapter", "VXPAdapter"])
def test_through_an_adapter_the_member_must_be_named(portal, adapter):
    path = f"/sync/{adapter}/RestService/forward/mapi/g"
    assert portal("LayDanhSachTTHC", path=path)["message"] == "dstcode không đúng cấu trúc"
    named = path + "?dstcode=VN:GOV:000.00.00.G22:vpcpdvcprovider&providerurl=http://portal.example"
    assert portal("LayDanhSachTTHC", path=named)["error_code"] == 0


def test_the_dirty_portal_writes_its_codes_in_every_way(world, portal):
    world.put("/_sandbox/faults", json={"sync": {"dirty": True}})
    assert [portal("LayDanhSachTTHC")["error_code"] for _ in range(4)] == [0, "0", "00", 0]
    refused = portal("XoaHoSo")
    assert refused["error_code"] == "-1" and "Không có dịch vụ" not in refused["message"]
