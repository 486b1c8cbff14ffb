"""Parcels and messages."""

import httpx
import pytest

from sandbox.app import create
from tests.sandbox.conftest import ENV, InProcess

TOKEN = {"access_token": "gplx-practice"}
ORDER = {
    "CustomerCode": "GPLX",
    "OrderNumber": "000.00.99.H26-210927-0001",
    "CODAmount": 0,
    "SenderProvince": 1,
    "SenderDistrict": 1,
    "SenderAddress": "Số 1 đường Thử Nghiệm",
    "SenderName": "Sở mẫu",
    "SenderEmail": "so@example.vn",
    "SenderTel": "0900000001",
    "SenderDesc": "GPLX",
    "Description": "",
    "ReceiverName": "Nguyễn Mẫu An",
    "ReceiverAddress": "Số 2 đường Thử Nghiệm",
    "ReceiverTel": "0900000002",
    "ReceiverProvince": 1,
    "ReceiverDistrict": 2,
    "ReceiverEmail": "an@example.vn",
    "FlagConfig": 2,
}
NUMBER = ORDER["OrderNumber"]


def order(world, headers=TOKEN, **changes):
    return world.post("/post/orders", json=ORDER | changes, headers=headers).json()


def track(world, **more):
    asked = {"orderNumber": NUMBER, "lastId": 0, "pageSize": 50} | more
    return world.post("/post/tracking", json=asked, headers=TOKEN).json()


def statuses(world, **more):
    return [event["statusCode"] for event in track(world, **more)["events"]]


def force(world, **change):
    return world.put(f"/_sandbox/post/{NUMBER}", json=change)


def test_an_order_is_taken_once(world):
    assert [order(world)["Status"] for _ in range(2)] == ["100", "101"]
    assert order(world, ReceiverName="Người khác")["Status"] == "409"
    assert [parcel["order"] for parcel in world.get("/_sandbox/post").json()["parcels"]] == [ORDER]


@pytest.mark.parametrize(
    "change",
    [
        {"ReceiverName": ""},
        {"ReceiverAddress": None},
        {"ReceiverProvince": "01"},
        {"SenderTel": "abc"},
        {"ReceiverTel": "12"},
        {"CODAmount": -1},
        {"OrderNumber": ""},
    ],
)
def test_a_wrong_order_is_refused(world, change):
    assert order(world, **change)["Status"] == "400"
    assert world.get("/_sandbox/post").json()["parcels"] == []


@pytest.mark.parametrize("path", ["/post/orders", "/post/tracking", "/post/cancel"])
@pytest.mark.parametrize("headers", [{}, {"access_token": "wrong"}])
def test_the_token_is_needed(world, path, headers):
    assert world.post(path, json=ORDER, headers=headers).status_code == 401


def test_a_parcel_arrives_by_itself():
    app = create(people=10, env=ENV | {"SANDBOX_POST_STEP_SECONDS": "0"})
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox.test") as world:
        order(world)
        events = track(world)["events"]
        assert [(event["id"], event["statusCode"]) for event in events] == [(1, 1), (2, 2), (3, 3), (4, 4)]
        assert events[3]["statusMessage"] == "Phát thành công" and events[3]["statusTime"].startswith("20210927")
        assert statuses(world, lastId=2) == [3, 4]
        assert statuses(world, lastId=1, pageSize=1) == [2]
        cancelled = world.post("/post/cancel", json={"orderNumber": NUMBER}, headers=TOKEN).json()
        assert cancelled["Status"] == "409"


def test_a_parcel_waits_for_its_hour(world):
    order(world)
    assert statuses(world) == [1]


def test_a_failed_delivery_is_forced_and_tried_again(world):
    order(world)
    force(world, statusCode=5)
    assert statuses(world) == [1, 5]
    force(world, statusCode=3)
    force(world, statusCode=4)
    assert statuses(world, lastId=2) == [3, 4]


@pytest.mark.parametrize("status", [0, 9, "4", None])
def test_only_known_states_are_forced(world, status):
    order(world)
    assert force(world, statusCode=status).status_code == 400
    assert statuses(world) == [1]


def test_cancelling_stops_a_parcel_once(world):
    order(world)
    for _ in range(2):
        assert world.post("/post/cancel", json={"orderNumber": NUMBER}, headers=TOKEN).json()["Status"] == "100"
    assert statuses(world) == [1, 6]
    assert world.post("/post/cancel", json={"orderNumber": "x"}, headers=TOKEN).json()["Status"] == "404"


@pytest.mark.parametrize("wrong", [{"orderNumber": "x"}, {"lastId": "0"}, {"pageSize": 0}])
def test_a_wrong_tracking_question(world, wrong):
    order(world)
    assert (track(world, **wrong)["Status"], track(world, **wrong)["events"]) == ("404", [])


SMS = {"id": "m-1", "to": "0900000002", "text": "Hồ sơ đã được tiếp nhận"}
MAIL = {"id": "m-1", "to": "an@example.vn", "subject": "Hồ sơ", "text": "Đã tiếp nhận\nCảm ơn"}


def messages(world, **query):
    return [each["text"] for each in world.get("/_sandbox/messages", params=query).json()["messages"]]


@pytest.mark.parametrize(("door", "message"), [("sms", SMS), ("sms2", SMS), ("email", MAIL), ("email2", MAIL)])
def test_a_message_is_sent_once(world, door, message):
    assert [world.post(f"/{door}/send", json=message).json() for _ in range(2)] == [
        {"status": "sent"},
        {"status": "already"},
    ]
    assert messages(world) == [message["text"]]


@pytest.mark.parametrize(
    ("door", "message"),
    [
        ("sms", SMS | {"to": "123"}),
        ("sms", SMS | {"text": ""}),
        ("sms", {"to": "0900000002", "text": "x"}),
        ("email", MAIL | {"to": "an"}),
        ("email", SMS),
        ("email", MAIL | {"subject": 5}),
    ],
)
def test_a_message_that_cannot_be_sent_is_refused(world, door, message):
    answer = world.post(f"/{door}/send", json=message)
    assert (answer.status_code, answer.json()["status"]) == (422, "refused")
    assert messages(world) == []


def test_messages_are_listed_by_receiver(world):
    world.post("/sms/send", json=SMS)
    world.post("/email/send", json=MAIL)
    assert messages(world, to="an@example.vn") == [MAIL["text"]]


def test_the_inbox_is_readable_and_disarms_markup(world):
    assert "Chưa có thư nào" in world.get("/_sandbox/inbox").text
    world.post("/email/send", json=MAIL | {"text": "<script>alert(1)</script>"})
    page = world.get("/_sandbox/inbox").text
    assert "&lt;script&gt;" in page and "<script>" not in page and 'label for="to"' in page
