from datetime import datetime

import msgspec
import pytest

from gplx.ground.clock import HANOI
from gplx.registers.errors import Never, TryLater
from gplx.registers.post.http import HttpPost, PostAddress
from gplx.registers.post.port import (
    CancelledParcel,
    CancelParcel,
    Meaning,
    OrderedParcel,
    OrderParcel,
    ParcelEvent,
    ParcelTrack,
    Party,
    TrackParcel,
)
from tests.registers.outside import Outside

ORDER = OrderParcel(
    order="O-1",
    waybill="W-1",
    sender=Party(name="Sở Thử", phone="0900000001", address="1 Phố Thử", province=10),
    receiver=Party(
        name="Trần Thử", phone="0900000002", address="2 Phố Thử", province=70, district=7000, email="a@b.vn"
    ),
    contents="Giấy phép lái xe",
    collects="Giấy phép lái xe cũ",
)
CODES: dict[str, Meaning] = {"5": "failed", "07": "returned", "77": "delivered", "10": "lost"}


@pytest.fixture
def post(outside: Outside) -> HttpPost:
    return HttpPost(PostAddress(url=outside.url, customer="GPLX", access_token="practice"))


@pytest.mark.parametrize(("status", "used"), [("100", True), (100, True), ("101", False)])
def test_an_order(outside: Outside, post: HttpPost, status: str | int, used: bool):
    outside.will_answer({"Status": status, "Message": "…"})

    assert post.order(ORDER) == OrderedParcel(waybill_used=used)

    [asked] = outside.asked
    assert (asked.path, asked.headers["access_token"]) == ("/base/orders", "practice")
    assert asked.json == {
        "CustomerCode": "GPLX",
        "ItemCode": "W-1",
        "OrderNumber": "O-1",
        "CODAmount": 0,
        "SenderProvince": 10,
        "SenderDistrict": 0,
        "SenderAddress": "1 Phố Thử",
        "SenderName": "Sở Thử",
        "SenderEmail": "",
        "SenderTel": "0900000001",
        "SenderDesc": "Giấy phép lái xe",
        "Description": "",
        "ReceiverName": "Trần Thử",
        "ReceiverAddress": "2 Phố Thử",
        "ReceiverTel": "0900000002",
        "ReceiverProvince": 70,
        "ReceiverDistrict": 7000,
        "ReceiverEmail": "a@b.vn",
        "FlagConfig": 2,
        "CollectionStatus": 1,
        "CollectionDesc": "Giấy phép lái xe cũ",
    }


@pytest.mark.parametrize(
    ("collects", "asked", "told"),
    [
        (True, "Giấy phép lái xe cũ", {"CollectionStatus": 1, "CollectionDesc": "Giấy phép lái xe cũ"}),
        (True, "", {"CollectionStatus": 0, "CollectionDesc": ""}),
        (False, "Giấy phép lái xe cũ", {}),
    ],
)
def test_a_post_that_takes_nothing_along_is_not_asked_to(
    outside: Outside, collects: bool, asked: str, told: dict[str, object]
):
    address = PostAddress(url=outside.url, customer="GPLX", access_token="practice", collects=collects)
    outside.will_answer({"Status": "100"})

    HttpPost(address).order(msgspec.structs.replace(ORDER, collects=asked))

    body = outside.asked[0].json
    assert {name: value for name, value in body.items() if name.startswith("Collection")} == told


def test_where_a_district_is_not_known_the_post_is_told_what_was_agreed(outside: Outside):
    address = PostAddress(url=outside.url, customer="GPLX", access_token="practice", no_district=9999)
    outside.will_answer({"Status": "100"})

    HttpPost(address).order(ORDER)

    assert (outside.asked[0].json["SenderDistrict"], outside.asked[0].json["ReceiverDistrict"]) == (9999, 7000)


@pytest.mark.parametrize(
    ("code", "meaning", "delivered"),
    [
        (5, "failed", False),
        ("5", "failed", False),
        (" 5 ", "failed", False),
        ("07", "returned", False),
        (7, "unknown", False),
        (77, "unknown", False),
        (10, "lost", False),
        (4, "delivered", True),
        ("4", "delivered", True),
        ("04", "unknown", False),
        ("", "unknown", False),
        ("phát thành công", "unknown", False),
    ],
)
def test_a_code_means_what_was_agreed_and_only_4_that_it_is_delivered(
    outside: Outside, code: str | int, meaning: str, delivered: bool
):
    post = HttpPost(PostAddress(url=outside.url, customer="GPLX", access_token="practice", meanings=CODES))
    outside.will_answer({"Status": "100", "events": [{"id": 1, "statusCode": code, "statusMessage": "Đã phát"}]})

    track = post.track(TrackParcel(order="O-1"))

    assert [(event.meaning, event.code) for event in track.events] == [(meaning, str(code).strip())]
    assert track.delivered is delivered


@pytest.mark.parametrize(
    ("said", "collection"),
    [
        ({}, None),
        ({"collectionStatus": None}, None),
        ({"collectionStatus": 0}, 0),
        ({"collectionStatus": "3"}, 3),
        ({"collectionStatus": 4}, 4),
        ({"collectionStatus": 5}, None),
        ({"collectionStatus": "đã thu"}, None),
        ({"collectionStatus": ""}, None),
    ],
)
def test_how_far_the_old_licence_has_come(outside: Outside, post: HttpPost, said, collection: int | None):
    outside.will_answer({"Status": "100", "events": []} | said)

    assert post.track(TrackParcel(order="O-1")).collection == collection


def test_any_other_word_is_a_refusal_that_repeats_nothing_of_it(outside: Outside, post: HttpPost):
    outside.will_answer(*[{"Status": "409", "Message": "Đơn của Trần Thử"}] * 3)

    for call, ask in (
        (post.order, ORDER),
        (post.track, TrackParcel(order="O-1")),
        (post.cancel, CancelParcel(order="O")),
    ):
        with pytest.raises(Never) as caught:
            call(ask)
        assert str(caught.value) == "post refused with code 409"


@pytest.mark.parametrize(("codes", "delivered"), [((), False), ((1, 2, 3), False), ((1, 2, "4"), True), ((4,), True)])
def test_tracking_is_delivered_only_by_the_posts_own_word(outside: Outside, post: HttpPost, codes, delivered: bool):
    events = [{"id": n, "statusCode": code, "statusMessage": "Đang phát"} for n, code in enumerate(codes, 1)]
    outside.will_answer({"Status": "100", "events": events})

    track = post.track(TrackParcel(order="O-1"))

    assert track.delivered is delivered
    assert [event.code for event in track.events] == [str(code) for code in codes]
    assert outside.bodies() == [{"orderNumber": "O-1", "pageSize": 50, "lastId": 0}]


def test_a_word_of_the_post_carries_its_moment(outside: Outside, post: HttpPost):
    event = {"id": 1, "statusCode": 1, "statusMessage": "Đã nhận", "statusTime": "20210927142845"}
    outside.will_answer({"Status": "100", "events": [event]})

    said = ParcelEvent(code="1", text="Đã nhận", at=datetime(2021, 9, 27, 14, 28, 45, tzinfo=HANOI))
    assert post.track(TrackParcel(order="O-1")) == ParcelTrack(events=(said,), delivered=False)


def test_a_long_track_is_read_to_its_end_and_a_circle_is_noticed(outside: Outside, post: HttpPost):
    first = {"Status": "100", "events": [{"id": n, "statusCode": 2} for n in range(1, 51)]}
    last = {"Status": "100", "events": [{"id": 51, "statusCode": 4}]}
    outside.will_answer(first, last, first, first)

    track = post.track(TrackParcel(order="O-1"))

    assert (len(track.events), track.delivered) == (51, True)
    assert [body["lastId"] for body in outside.bodies()] == [0, 50]
    with pytest.raises(TryLater):
        post.track(TrackParcel(order="O-1"))


def test_an_order_is_taken_back(outside: Outside, post: HttpPost):
    outside.will_answer({"Status": "100", "Message": "…"})

    assert post.cancel(CancelParcel(order="O-1")) == CancelledParcel(order="O-1")
    assert outside.asked[0].path == "/base/cancel"
    assert outside.bodies() == [{"customerCode": "GPLX", "orderNumber": "O-1"}]
