"""Whatever is sent in whatever field, each door answers in its own words and never breaks."""

import json

import pytest

from tests.sandbox.money.test_payments import RECEIPT, init
from tests.sandbox.sync.test_gateway import SECOND, STEP
from tests.sandbox.test_post_and_messages import MAIL, NUMBER, ORDER, SMS, TOKEN
from tests.sandbox.test_registers import CERTIFICATE, FACILITY

ODD = (None, True, 1, -1.5, "", "é", "0" * 5000, [], [None], [[]], [{}], {}, {"a": 1}, float("inf"))
CCCD = "094078004299"
FILES = {
    "TepDinhKemId": "1",
    "TenTepDinhKem": "a",
    "IsDeleted": "False",
    "MaThanhPhanHoSo": "1",
    "DuongDanTaiTepTin": "x",
}
PROGRESS, SYNC = {"service": "CapNhatTienDoHoSoMC"}, {"service": "DongBoHoSoMC", "isUpdating": "False"}
ISSUE = {"request": "k", "MaHoSo": "x", "SoGPLXCu": "010111657309", "HangGPLX": "B2", "NgayCap": "20211001"} | {
    "NgayHH": "20311001",
    "SoSeri": "ZZ000001",
    "HoVaTen": "Nguyễn Mẫu An",
    "NgaySinh": "19781128",
    "SoCMT": CCCD,
}


def plain(message):
    return message


@pytest.mark.parametrize(
    ("method", "path", "message", "wrap"),
    [
        ("POST", "/licences/find", {"numbers": [CCCD]}, plain),
        ("POST", "/licences/issue", ISSUE, plain),
        ("POST", "/police/find", {"numbers": [CCCD], "born": "19781128"}, plain),
        ("POST", "/health/api/hssk/gksk", CERTIFICATE, plain),
        ("POST", "/payments/init", init(), plain),
        ("POST", "/payments/init", RECEIPT, lambda receipt: _sealed(ThongTinBienLai=receipt)),
        ("POST", "/payments/query", {"LoaiBanTin": "QUERY", "MaDoiTac": "GPLX", "MaXacThuc": "x"}, plain),
        ("PUT", "/payments/_partner", {"callback": "http://x", "return": "http://["}, plain),
        ("POST", "/post/orders", ORDER, plain),
        ("POST", "/post/tracking", {"orderNumber": NUMBER, "lastId": 0, "pageSize": 2}, plain),
        ("POST", "/sms/send", SMS, plain),
        ("POST", "/email/send", MAIL, plain),
        ("POST", "/sync/mapi/login", {"username": "gplx", "password": "x"}, plain),
        ("POST", "/sync/mapi/g", {"service": "TraCuuHoSo", "mahoso": "x"}, plain),
        ("POST", "/sync/mapi/g", {"service": "TraCuuTechID", "provider": "wso2is", "mstorcmnd": CCCD}, plain),
        ("POST", "/sync/mapi/g", SECOND, lambda dossier: SYNC | {"data": [dossier]}),
        ("POST", "/sync/mapi/g", FILES, lambda file: SYNC | {"data": [SECOND | {"TaiLieuNop": [file]}]}),
        ("POST", "/sync/mapi/g", STEP, lambda step: PROGRESS | {"data": [step]}),
        ("PUT", "/_sandbox/faults", {"sms": {"delay": 0}}, plain),
        ("PUT", "/_sandbox/faults", {"delay": 0, "fault": None, "share": 1, "count": 1}, lambda fault: {"sms": fault}),
        ("PUT", f"/_sandbox/health/{CCCD}", {"remove": False, "KETLUAN": "A0-1"}, plain),
        ("PUT", f"/_sandbox/post/{NUMBER}", {"statusCode": 2, "go_on": True}, plain),
        ("PUT", f"/_sandbox/violations/police/{CCCD}", {"BienPhap": "PHAT", "Ngay": ""}, lambda r: {"records": [r]}),
    ],
)
def test_no_field_breaks_a_door(world, method, path, message, wrap):
    world.post("/post/orders", json=ORDER, headers=TOKEN)
    login = world.post("/sync/mapi/login", json={"username": "gplx", "password": "gplx-practice"}).json()
    session = {"session": login["session"], "madonvi": "G04"} if path == "/sync/mapi/g" else {}
    for field in message:
        for odd in ODD:
            sent = json.dumps(session | wrap(message | {field: odd}))
            answer = world.request(method, path, content=sent, headers=TOKEN | FACILITY)
            assert answer.status_code < 500 and answer.json() is not None, (field, odd)


def _sealed(**changes):
    return init(MaThamChieu="dvc9", **changes)


@pytest.mark.parametrize(
    "path",
    [
        "/portal/oauth2/authorize?client_id=gplx&redirect_uri=http://[",
        "/portal/oidc/logout?post_logout_redirect_uri=http://[::",
        "/_sandbox/people/é",
        "/_sandbox/people?kind=lost&limit=999999999999999999999",
        "/_sandbox/qr/%00",
        "/licences/photos/%ff",
        "/payments/statement?day=é",
        "/payments/page/x",
    ],
)
def test_no_address_breaks_a_page(world, path):
    assert world.get(path).status_code < 500
