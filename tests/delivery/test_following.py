"""The table of the carrier's words, and what follows from each."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gplx.casework.change_delivery import Wish, change_delivery
from gplx.casework.follow_parcel import follow_parcel
from gplx.casework.hand_over import hand_over
from gplx.casework.lose_card import lose_card
from gplx.casework.print_card import print_card
from gplx.casework.take_back import take_back
from gplx.clock.acted import acted
from gplx.clock.parcels import look_at_parcel
from gplx.delivery.models import OldLicence, Parcel
from gplx.dossiers.actor import citizen, officer, system
from gplx.dossiers.models import DESK, POST, Act, Dossier
from gplx.dossiers.refusals import NotComplete, NotPossibleNow
from gplx.ground.clock import now
from gplx.letters.models import Message
from gplx.licences.models import ElectronicLicence
from gplx.offices.models import LEADER, PRINTER
from gplx.registers.models import Exchange
from gplx.registers.post.port import ParcelEvent, ParcelTrack
from tests import builders
from tests.builders import fresh
from tests.delivery.words import (
    CANCELLED,
    FAILED,
    LOST,
    ODD,
    ON_ITS_WAY,
    RECEIVED,
    REFUSED,
    RETURNED,
    TAKEN,
    looks_again,
    track,
)
from tests.moments import at

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    return builders.handed_over()


def parcel(dossier: Dossier) -> Parcel:
    return Parcel.objects.filter(dossier=dossier).latest("id")


def acts_after(dossier: Dossier) -> list[str]:
    """What came of the parcel: the acts since the card was first handed over."""
    names = list(Act.objects.filter(dossier=dossier).order_by("id").values_list("act", flat=True))
    return names[names.index("hand_over") + 1 :]


def facts(dossier: Dossier) -> dict[str, bool]:
    dossier.refresh_from_db()
    columns = ("printed_at", "handed_over_at", "posted_at", "post_failed_at")
    return {name.removesuffix("_at"): bool(getattr(dossier, name)) for name in columns}


UNDER_WAY = {"printed": True, "handed_over": True, "posted": True, "post_failed": False}
FAILING = UNDER_WAY | {"post_failed": True}
BACK = {"printed": True, "handed_over": False, "posted": False, "post_failed": False}
GONE = BACK | {"printed": False}

# The words as they come, look by look; where the parcel then is, what was done, what is true of the card, is it looked at again.
TABLE: dict[str, tuple[list[ParcelTrack | None], str, list[str], dict[str, bool], bool]] = {
    "silence": ([None], "ordered", [], UNDER_WAY, True),
    "no word yet": ([track()], "ordered", [], UNDER_WAY, True),
    "taken": ([track(TAKEN)], "ordered", [], UNDER_WAY, True),
    "on its way": ([track(TAKEN, ON_ITS_WAY)], "on_the_way", [], UNDER_WAY, True),
    "nobody there": ([track(ON_ITS_WAY, FAILED)], "failed", ["fail_delivery"], FAILING, True),
    "refused": ([track(ON_ITS_WAY, REFUSED)], "refused", ["fail_delivery"], FAILING, True),
    "nobody there, seen twice": ([track(FAILED), track(FAILED)], "failed", ["fail_delivery"], FAILING, True),
    "nobody there, then on its way": (
        [track(FAILED), track(FAILED, ON_ITS_WAY)],
        "on_the_way",
        ["fail_delivery"],
        FAILING,
        True,
    ),
    "nobody there but on its way again before we look": (
        [track(FAILED, ON_ITS_WAY)],
        "on_the_way",
        [],
        UNDER_WAY,
        True,
    ),
    "nobody there twice": (
        [track(FAILED), track(FAILED, ON_ITS_WAY, FAILED)],
        "failed",
        ["fail_delivery", "fail_delivery"],
        FAILING,
        True,
    ),
    "nobody there, then a word that nobody knows": (
        [track(FAILED), track(FAILED, ODD)],
        "failed",
        ["fail_delivery"],
        FAILING,
        True,
    ),
    "a word that nobody knows": ([track(ON_ITS_WAY, ODD)], "on_the_way", [], UNDER_WAY, True),
    "nothing but words that nobody knows": ([track(ODD), track(ODD, ODD)], "ordered", [], UNDER_WAY, True),
    "cancelled by the post": ([track(ON_ITS_WAY, CANCELLED)], "cancelled", [], UNDER_WAY, True),
    "sent back": ([track(FAILED), track(FAILED, RETURNED)], "returned", ["fail_delivery", "take_back"], BACK, False),
    "sent back at once": ([track(REFUSED, RETURNED)], "returned", ["take_back"], BACK, False),
    "sent back, said twice": ([track(RETURNED), track(RETURNED, ODD)], "returned", ["take_back"], BACK, False),
    "lost": ([track(ON_ITS_WAY, LOST)], "lost", ["lose_card"], GONE, False),
}


@pytest.mark.parametrize("name", TABLE)
def test_what_follows_from_the_carriers_words(dossier: Dossier, name: str) -> None:
    said, state, done, true, again = TABLE[name]
    looks = 0
    for word in said:
        looks = len(looks_again())
        follow_parcel(dossier_id=dossier.id, tracked=word)
    assert (parcel(dossier).state, acts_after(dossier), facts(dossier)) == (state, done, true)
    assert dossier.state == "approved"
    assert len(looks_again()) - looks == again
    assert all(act.by_id == "post" for act in Act.objects.filter(dossier=dossier, act__in=done))


@pytest.mark.parametrize("name", TABLE)
def test_whatever_was_said_before_only_the_word_delivered_delivers(dossier: Dossier, name: str) -> None:
    for word in TABLE[name][0]:
        follow_parcel(dossier_id=dossier.id, tracked=word)
    dossier.refresh_from_db()
    assert (dossier.delivered_at, dossier.state) == (None, "approved")


def test_every_word_is_kept_as_it_was_said(dossier: Dossier) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(ON_ITS_WAY, ODD))
    assert [(one["code"], one["text"], one["at"], one["meaning"]) for one in parcel(dossier).events] == [
        ("2", "Đang chuyển", "2021-10-01T09:00:00+07:00", "on_the_way"),
        ("77", "Bưu cục đang xử lý", None, "unknown"),
    ]


def test_a_very_long_word_is_kept_whole_and_shown_cut(dossier: Dossier) -> None:
    long = ParcelEvent(code="77", text="x" * 500, at=None)
    follow_parcel(dossier_id=dossier.id, tracked=track(long))
    assert (len(parcel(dossier).says), len(parcel(dossier).events[0]["text"])) == (200, 500)


def test_a_word_about_the_first_parcel_says_nothing_of_the_second(dossier: Dossier) -> None:
    first = parcel(dossier).number
    follow_parcel(dossier_id=dossier.id, tracked=track(RETURNED))
    hand_over(dossier_id=dossier.id, by=builders.officer(PRINTER), request_id=fresh(), seen=None)
    for late in (track(RETURNED, RECEIVED), track(RETURNED, LOST)):
        follow_parcel(dossier_id=dossier.id, tracked=late, number=first)
    dossier.refresh_from_db()
    assert (dossier.state, parcel(dossier).state, facts(dossier)) == ("approved", "ordered", UNDER_WAY)
    follow_parcel(dossier_id=dossier.id, tracked=track(RECEIVED), number=f"{dossier.code}-L2")
    dossier.refresh_from_db()
    assert dossier.state == "closed"


def test_a_number_of_another_dossier_is_no_parcel_of_this_one(dossier: Dossier) -> None:
    other = builders.handed_over()
    follow_parcel(dossier_id=dossier.id, tracked=track(RECEIVED), number=other.code or "")
    assert {Dossier.objects.get(id=one.id).state for one in (dossier, other)} == {"approved"}


# ---- looking again


def test_it_is_looked_at_until_the_post_has_been_silent_for_too_long(dossier: Dossier, settings: Any) -> None:
    settings.POST_FOLLOW_DAYS = 30
    Parcel.objects.update(at=now() - timedelta(days=29, hours=23))
    follow_parcel(dossier_id=dossier.id, tracked=track())
    assert len(looks_again()) == 1
    Parcel.objects.update(at=now() - timedelta(days=30))
    follow_parcel(dossier_id=dossier.id, tracked=track())
    assert len(looks_again()) == 1
    follow_parcel(dossier_id=dossier.id, tracked=track(ON_ITS_WAY))
    assert len(looks_again()) == 2


def test_a_look_asks_for_the_parcel_that_it_is_about(dossier: Dossier) -> None:
    look_at_parcel({"dossier": str(dossier.id), "parcel": dossier.code})
    look_at_parcel({"dossier": str(dossier.id), "parcel": "another"})
    assert [one.ask for one in Exchange.objects.filter(operation="track")] == [{"order": dossier.code}]


def test_looks_that_were_doubled_ask_once(dossier: Dossier, settings: Any) -> None:
    settings.POST_LOOK = 1800
    for moment in ("2021-10-01T09:00", "2021-10-01T09:10", "2021-10-01T09:30"):
        with at(moment):
            for _ in range(2):
                look_at_parcel({"dossier": str(dossier.id), "parcel": dossier.code})
    assert Exchange.objects.filter(operation="track").count() == 2


def test_only_a_new_word_ends_the_silence(dossier: Dossier, settings: Any) -> None:
    settings.POST_SILENT_DAYS = 5
    with at("2021-10-01T09:00"):
        follow_parcel(dossier_id=dossier.id, tracked=track(ON_ITS_WAY))
    with at("2021-10-06T08:00"):
        follow_parcel(dossier_id=dossier.id, tracked=track(ON_ITS_WAY))
        assert not parcel(dossier).is_silent(on=now(), days=5)
    with at("2021-10-06T09:30"):
        assert parcel(dossier).is_silent(on=now(), days=5)
        follow_parcel(dossier_id=dossier.id, tracked=track(ON_ITS_WAY, ODD))
        assert not parcel(dossier).is_silent(on=now(), days=5)


# ---- the old licence


@pytest.mark.parametrize(
    ("said", "status", "taken_by", "again"),
    [
        ([track(RECEIVED)], 1, "", True),
        ([track(RECEIVED, collection=2)], 2, "Bưu điện", True),
        ([track(RECEIVED, collection=2), track(RECEIVED, collection=3)], 3, "Bưu điện", False),
        ([track(RECEIVED, collection=3), track(RECEIVED, collection=2)], 3, "Bưu điện", False),
        ([track(RECEIVED, collection=4)], 4, "", False),
        ([track(RECEIVED, collection=None)], 1, "", True),
    ],
)
def test_the_old_licence_is_followed_after_the_card_was_delivered(
    dossier: Dossier, said: list[ParcelTrack], status: int, taken_by: str, again: bool
) -> None:
    for word in said[:-1]:
        follow_parcel(dossier_id=dossier.id, tracked=word)
    before = len(looks_again())
    follow_parcel(dossier_id=dossier.id, tracked=said[-1])
    kept = OldLicence.objects.get(dossier=dossier)
    assert (kept.collection, kept.taken_by, bool(kept.taken_at)) == (status, taken_by, bool(taken_by))
    assert kept.cut_at is None
    assert (len(looks_again()) > before) is again
    assert Dossier.objects.get(id=dossier.id).state == "closed"


def test_without_collection_a_delivered_parcel_is_done(settings: Any) -> None:
    settings.OUTSIDE = replace(settings.OUTSIDE, post=replace(settings.OUTSIDE.post, collects=False))
    dossier = builders.handed_over()
    follow_parcel(dossier_id=dossier.id, tracked=track(RECEIVED))
    assert (OldLicence.objects.get(dossier=dossier).collection, looks_again()) == (0, [])


# ---- another way


def wish_of(dossier: Dossier, way: str, **more: str) -> Dossier:
    by = citizen(dossier.applicant)
    return change_delivery(dossier_id=dossier.id, by=by, request_id=fresh(), seen=None, wish=Wish(way=way, **more))


def cancelled() -> int:
    return Exchange.objects.filter(register="post", operation="cancel").count()


@pytest.mark.parametrize("word", [FAILED, REFUSED])
def test_after_a_failure_its_owner_fetches_it_instead(dossier: Dossier, word: ParcelEvent) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(word))
    changed = wish_of(dossier, DESK)
    assert (changed.delivery, cancelled(), facts(dossier)) == (DESK, 1, FAILING)
    follow_parcel(dossier_id=dossier.id, tracked=track(word, CANCELLED, RETURNED))
    assert facts(dossier) == BACK
    hand_over(dossier_id=dossier.id, by=builders.officer(PRINTER), request_id=fresh(), seen=None)
    assert facts(dossier) == BACK | {"handed_over": True}
    assert Parcel.objects.filter(dossier=dossier).count() == 1


def test_a_new_address_is_that_of_the_next_parcel(dossier: Dossier) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(FAILED))
    wish_of(dossier, POST, address=" 5 ngõ Mới,  Hải Phòng ", phone="0900000005")
    follow_parcel(dossier_id=dossier.id, tracked=track(FAILED, CANCELLED, RETURNED))
    hand_over(dossier_id=dossier.id, by=builders.officer(PRINTER), request_id=fresh(), seen=None)
    receiver = Exchange.objects.filter(operation="order").latest("id").ask["receiver"]
    assert (receiver["address"], receiver["phone"], receiver["province"]) == ("5 ngõ Mới, Hải Phòng", "0900000005", 31)


@pytest.mark.parametrize("word", [None, TAKEN, ON_ITS_WAY, ODD])
def test_while_the_courier_is_on_the_way_nobody_turns_it_round(dossier: Dossier, word: ParcelEvent | None) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(word) if word else None)
    with pytest.raises(NotPossibleNow):
        wish_of(dossier, DESK)
    assert (Dossier.objects.get(id=dossier.id).delivery, cancelled()) == (POST, 0)


@pytest.mark.parametrize(
    ("build", "before", "way", "handed_over"),
    [
        (builders.approved, POST, DESK, False),
        (builders.printed, POST, DESK, False),
        (builders.handed_over, DESK, POST, False),
        (builders.handed_over, DESK, DESK, True),
    ],
)
def test_what_is_still_here_only_takes_the_other_way(build: Any, before: str, way: str, handed_over: bool) -> None:
    dossier = build(delivery=before)
    changed = wish_of(dossier, way, address="1 phố Thử, Hà Nội")
    assert (changed.delivery, bool(changed.handed_over_at), cancelled()) == (way, handed_over, 0)


@pytest.mark.parametrize("way", ["", "bike"])
def test_a_way_that_is_none_is_not_taken(way: str) -> None:
    dossier = builders.approved()
    with pytest.raises(NotComplete):
        wish_of(dossier, way)
    assert Dossier.objects.get(id=dossier.id).delivery == POST


def test_the_post_needs_an_address() -> None:
    dossier = builders.approved(delivery=DESK)
    with pytest.raises(NotComplete, match="địa chỉ"):
        wish_of(dossier, POST, address="  ")


def test_a_card_that_was_delivered_after_all_ends_the_dossier_whatever_was_wished(dossier: Dossier) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(FAILED))
    wish_of(dossier, DESK)
    follow_parcel(dossier_id=dossier.id, tracked=track(FAILED, RECEIVED))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.delivery) == ("closed", DESK)
    assert Act.objects.get(dossier=dossier, act="deliver").details == {"carrier": "post"}


# ---- back, and lost


def test_an_officer_with_the_card_in_hand_takes_it_back(dossier: Dossier) -> None:
    take_back(dossier_id=dossier.id, by=officer(builders.officer(PRINTER)), request_id=fresh())
    assert (parcel(dossier).state, facts(dossier)) == ("returned", BACK)
    with pytest.raises(NotPossibleNow):
        take_back(dossier_id=dossier.id, by=system("post"), request_id=fresh())


def test_a_lost_card_is_printed_on_another_blank_and_the_register_learns_of_it(dossier: Dossier) -> None:
    before = ElectronicLicence.objects.get(dossier_code=dossier.code)
    follow_parcel(dossier_id=dossier.id, tracked=track(ON_ITS_WAY, LOST))
    printer = builders.officer(PRINTER)
    print_card(dossier_id=dossier.id, by=printer, request_id=fresh(), seen=None, serial="ZZ000001")
    for act in Act.objects.filter(dossier=dossier, act="print_card"):
        acted({"act": act.id})
        acted({"act": act.id})
    issued = Exchange.objects.filter(register="licences", operation="issue")
    assert sorted(one.ask["request"] for one in issued) == [f"issue-{dossier.id}", f"issue-{dossier.id}-2"]
    now_granted = ElectronicLicence.objects.get(dossier_code=dossier.code)
    assert (now_granted.serial, now_granted.check_code) == ("ZZ000001", before.check_code)


def test_a_leader_says_why_a_card_is_lost(dossier: Dossier) -> None:
    leader = officer(builders.officer(LEADER))
    with pytest.raises(NotComplete, match="căn cứ"):
        lose_card(dossier_id=dossier.id, by=leader, request_id=fresh(), reason="  ")
    lose_card(dossier_id=dossier.id, by=leader, request_id=fresh(), reason=" Công văn 3 của bưu điện ")
    assert facts(dossier) == GONE
    assert Act.objects.get(act="lose_card").details == {"parcel": dossier.code, "reason": "Công văn 3 của bưu điện"}


# ---- what the applicant is written


@pytest.mark.parametrize(
    ("word", "act", "says"),
    [
        (FAILED, "fail_delivery", "đăng nhập để đổi địa chỉ, hay chọn đến Sở nhận"),
        (REFUSED, "fail_delivery", "đăng nhập để đổi địa chỉ, hay chọn đến Sở nhận"),
        (RETURNED, "take_back", "đã được chuyển về Sở"),
        (LOST, "lose_card", "Sở in thẻ mới"),
    ],
)
def test_the_applicant_is_told_what_to_do(dossier: Dossier, word: ParcelEvent, act: str, says: str) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(word))
    acted({"act": Act.objects.get(dossier=dossier, act=act).id})
    texts = set(Message.objects.filter(dossier=dossier, template=act).values_list("text", flat=True))
    (text,) = texts
    assert says in text
    assert dossier.code in text
    assert word.text not in text
    assert "http" not in text


@pytest.mark.parametrize(("way", "says"), [(DESK, "tại Sở"), (POST, "qua bưu điện")])
def test_another_way_is_confirmed(way: str, says: str) -> None:
    dossier = builders.approved(delivery=DESK if way == POST else POST)
    wish_of(dossier, way, address="1 phố Thử, Hà Nội")
    acted({"act": Act.objects.get(dossier=dossier, act="change_delivery").id})
    assert all(says in text for text in Message.objects.filter(dossier=dossier).values_list("text", flat=True))
