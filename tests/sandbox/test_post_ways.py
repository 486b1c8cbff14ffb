"""How parcels fare in the practice world, the old licence on its way back, and waybills."""

import httpx
import pytest

from sandbox.app import create
from sandbox.post.parcels import WAYS
from tests.sandbox.conftest import ENV, InProcess
from tests.sandbox.test_post_and_messages import NUMBER, TOKEN, force, order, statuses, track


@pytest.fixture
def quick():
    """A world in which a step takes no time at all."""
    app = create(people=10, env=ENV | {"SANDBOX_POST_STEP_SECONDS": "0"})
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox.test") as client:
        yield client


def plan(world, **ahead):
    return world.put("/_sandbox/post", json=ahead)


def cancel(world):
    return world.post("/post/cancel", json={"orderNumber": NUMBER}, headers=TOKEN).json()["Status"]


@pytest.mark.parametrize(
    ("way", "codes"),
    [
        ("delivered", [1, 2, 3, 4]),
        ("absent", [1, 2, 3, 5, 3, 4]),
        ("refused", [1, 2, 3, 8, 7]),
        ("returned", [1, 2, 3, 5, 3, 5, 7]),
        ("lost", [1, 2, 10]),
        ("slow", [1, 2, 3, 4]),
        ("odd", [1, 77, 2, 78, 3, 77, 4]),
        ("silent", [1]),
    ],
)
def test_each_way_is_gone_to_its_end(quick, way, codes):
    assert plan(quick, way=way).status_code == 200
    order(quick)
    assert statuses(quick) == codes


def test_every_way_is_tested():
    assert set(WAYS) == {"delivered", "absent", "refused", "returned", "lost", "slow", "odd", "silent"}


def test_a_plan_is_for_one_order(quick):
    plan(quick, way="lost")
    order(quick)
    order(quick, OrderNumber="O-2")
    assert statuses(quick, orderNumber="O-2") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "ahead", [{"way": "by air"}, {"way": 3}, {"collects": "no"}, {"keeps_waybill": 1}, {"speed": 2}]
)
def test_a_wrong_plan_is_refused(quick, ahead):
    assert plan(quick, **ahead).status_code == 400
    order(quick)
    assert statuses(quick) == [1, 2, 3, 4]


def test_a_code_that_stands_in_no_list_may_have_no_text(quick):
    plan(quick, way="odd")
    order(quick)
    texts = {event["statusCode"]: event["statusMessage"] for event in track(quick)["events"]}
    assert texts[78] == "" and texts[77]


def test_from_a_forced_step_it_goes_on_another_way(quick):
    plan(quick, way="silent")
    order(quick)
    force(quick, statusCode=2)
    assert statuses(quick) == [1, 2]
    force(quick, statusCode=3, way="absent", go_on=True)
    assert statuses(quick) == [1, 2, 3, 5, 3, 4]
    assert force(quick, statusCode=3, way="by air").status_code == 400


def test_what_is_taken_back_returns_to_the_sender(quick):
    plan(quick, way="silent")
    order(quick)
    assert [cancel(quick) for _ in range(2)] == ["100", "100"]
    assert statuses(quick) == [1, 6, 7]
    assert cancel(quick) == "100"
    assert statuses(quick) == [1, 6, 7]


# ---- the old licence


def collection(world):
    return track(world)["collectionStatus"]


@pytest.mark.parametrize(
    ("asked", "ahead", "status"),
    [
        ({"CollectionStatus": 1}, {}, 3),
        ({"CollectionStatus": 1}, {"collects": False}, 4),
        ({"CollectionStatus": 1}, {"way": "returned"}, 4),
        ({"CollectionStatus": 1}, {"way": "lost"}, 4),
        ({"CollectionStatus": 0}, {}, 0),
        ({}, {}, 0),
    ],
)
def test_how_far_the_old_licence_comes(quick, asked, ahead, status):
    plan(quick, **ahead)
    order(quick, **asked)
    assert collection(quick) == status


def test_the_old_licence_goes_with_the_courier_and_then_to_the_sender(world):
    order(world, CollectionStatus=1)
    assert collection(world) == 1
    force(world, statusCode=4)
    assert collection(world) == 2


@pytest.mark.parametrize("status", [2, 3, 4, "1", -1])
def test_a_collection_begins_as_registered(world, status):
    assert order(world, CollectionStatus=status)["Status"] == "400"


# ---- waybills


def test_a_waybill_serves_one_parcel(world):
    assert order(world, ItemCode="W1")["Status"] == "100"
    assert order(world, ItemCode="W1", OrderNumber="O-2")["Status"] == "409"
    assert order(world, ItemCode="W1")["Status"] == "101"
    assert order(world, ItemCode="W2", OrderNumber="O-2")["Status"] == "100"


def test_a_waybill_that_was_not_used_serves_another(world):
    plan(world, keeps_waybill=True)
    assert order(world, ItemCode="W1")["Status"] == "101"
    assert order(world, ItemCode="W1", OrderNumber="O-2")["Status"] == "100"
    assert order(world, ItemCode="W1", OrderNumber="O-3")["Status"] == "409"


def test_orders_without_a_waybill_do_not_stand_in_one_anothers_way(world):
    assert [order(world, OrderNumber=f"O-{n}")["Status"] for n in range(3)] == ["100"] * 3
