"""The acts on a card that is with the post: who may, when not, twice, on an old page; what is then true, and what is written of it."""

from collections.abc import Callable
from typing import Any

import pytest

from gplx.casework.change_delivery import Wish, change_delivery
from gplx.casework.cut_old_licence import cut_old_licence
from gplx.casework.fail_delivery import fail_delivery
from gplx.casework.follow_parcel import follow_parcel
from gplx.casework.lose_card import lose_card
from gplx.casework.print_card import print_card
from gplx.casework.take_back import take_back
from gplx.delivery.models import OldLicence, Parcel
from gplx.dossiers.actor import Actor, citizen, system
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import DESK, POST, Act, Dossier
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow, StaleDossier
from gplx.ledger.models import Entry
from gplx.licences.models import ElectronicLicence
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from gplx.registers.models import Exchange
from tests import builders
from tests.builders import fresh
from tests.delivery.words import CANCELLED, FAILED, ON_ITS_WAY, RECEIVED, track
from tests.house.entry.stages import STAGES
from tests.moments import at

pytestmark = pytest.mark.django_db
THE_POST = system("post")


@pytest.fixture
def dossier() -> Dossier:
    return builders.handed_over()


def officer(role: str, *, department_id: str = "H26") -> Actor:
    return as_officer(builders.officer(role, department_id=department_id))


def failing(dossier: Dossier) -> Dossier:
    """The post could not give the card to its owner."""
    follow_parcel(dossier_id=dossier.id, tracked=track(FAILED))
    dossier.refresh_from_db()
    return dossier


def wished(
    dossier: Dossier, *, by: Actor | None = None, request_id: str = "", seen: int | None = None, **wish: str
) -> Dossier:
    who, said = by or citizen(dossier.applicant), Wish(**{"way": DESK} | wish)
    return change_delivery(dossier_id=dossier.id, by=who, request_id=request_id or fresh(), seen=seen, wish=said)


def everything(dossier: Dossier) -> tuple[Any, ...]:
    """All that an act on a parcel could change."""
    rows = (Dossier.objects.filter(id=dossier.id), Parcel.objects.order_by("id"), OldLicence.objects.order_by("id"))
    counts = (Act.objects.count(), Entry.objects.count(), Exchange.objects.count())
    return (*(list(row.values()) for row in rows), counts)


ACTS: dict[str, Callable[[Dossier, Actor], Dossier]] = {
    "fail": lambda one, _by: fail_delivery(dossier_id=one.id, request_id=fresh(), meaning="failed"),
    "take back": lambda one, by: take_back(dossier_id=one.id, by=by, request_id=fresh()),
    "lose": lambda one, by: lose_card(dossier_id=one.id, by=by, request_id=fresh(), reason="Công văn 1"),
}


# ---- when not


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "stage", [one for one in STAGES if one is not builders.handed_over], ids=lambda one: one.__name__
)
def test_of_a_card_that_is_not_with_the_post_nothing_can_be_said(stage: Callable[[], Dossier], act: str) -> None:
    dossier = stage()
    before = everything(dossier)
    with pytest.raises(NotPossibleNow):
        ACTS[act](dossier, THE_POST)
    assert everything(dossier) == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("build", [builders.printed, builders.handed_over], ids=["printed", "at the desk"])
def test_nor_of_one_that_lies_in_the_department(build: Callable[..., Dossier], act: str) -> None:
    dossier = build(delivery=DESK)
    with pytest.raises(NotPossibleNow):
        ACTS[act](dossier, THE_POST)


@pytest.mark.parametrize("act", ACTS)
def test_nor_of_one_that_was_delivered(dossier: Dossier, act: str) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(RECEIVED))
    before = everything(dossier)
    with pytest.raises(NotPossibleNow):
        ACTS[act](dossier, THE_POST)
    assert everything(dossier) == before


# ---- who


@pytest.mark.parametrize(
    ("act", "role", "department_id"),
    [
        ("take back", CLERK, "H26"),
        ("take back", EXAMINER, "H26"),
        ("take back", LEADER, "H26"),
        ("take back", PRINTER, "H24"),
        ("lose", CLERK, "H26"),
        ("lose", EXAMINER, "H26"),
        ("lose", PRINTER, "H26"),
        ("lose", LEADER, "H24"),
    ],
)
def test_another_role_or_another_department_does_nothing(
    dossier: Dossier, act: str, role: str, department_id: str
) -> None:
    by = officer(role, department_id=department_id)
    before = everything(dossier)
    with pytest.raises(NotAllowed):
        ACTS[act](dossier, by)
    assert everything(dossier) == before


@pytest.mark.parametrize("act", ["take back", "lose"])
def test_the_owner_does_not_say_where_the_card_is(dossier: Dossier, act: str) -> None:
    with pytest.raises(NotAllowed):
        ACTS[act](dossier, citizen(dossier.applicant))
    assert Parcel.objects.get().state == "ordered"


@pytest.mark.parametrize(
    ("role", "department_id"), [(CLERK, "H26"), (LEADER, "H26"), (EXAMINER, "H26"), (PRINTER, "H24")]
)
def test_whom_a_citizen_tells_at_the_desk_is_the_printer_of_the_department(
    dossier: Dossier, role: str, department_id: str
) -> None:
    failing(dossier)
    by = officer(role, department_id=department_id)
    before = everything(dossier)
    with pytest.raises(NotAllowed):
        wished(dossier, by=by)
    assert everything(dossier) == before
    assert wished(dossier, by=officer(PRINTER)).delivery == DESK


def test_another_citizen_turns_nobodys_card_round(dossier: Dossier) -> None:
    failing(dossier)
    with pytest.raises(NotAllowed):
        wished(dossier, by=citizen(builders.applicant()))
    assert Dossier.objects.get(id=dossier.id).delivery == POST


# ---- twice, and on an old page


@pytest.mark.parametrize("act", [take_back, lose_card])
def test_a_second_click_is_done_once_and_a_later_one_is_refused(dossier: Dossier, act: Callable[..., Dossier]) -> None:
    click = fresh()
    act(dossier_id=dossier.id, by=THE_POST, request_id=click)
    before = everything(dossier)
    act(dossier_id=dossier.id, by=THE_POST, request_id=click)
    assert everything(dossier) == before
    with pytest.raises(NotPossibleNow):
        act(dossier_id=dossier.id, by=THE_POST, request_id=fresh())
    assert everything(dossier) == before


@pytest.mark.parametrize("act", [take_back, lose_card])
@pytest.mark.parametrize("away", [-1, 1, 99])
def test_an_old_page_does_nothing(dossier: Dossier, act: Callable[..., Dossier], away: int) -> None:
    before = everything(dossier)
    with pytest.raises(StaleDossier):
        act(dossier_id=dossier.id, by=THE_POST, request_id=fresh(), seen=dossier.version + away)
    assert everything(dossier) == before
    assert act(dossier_id=dossier.id, by=THE_POST, request_id=fresh(), seen=dossier.version).posted_at is None


def test_a_wish_from_a_page_before_the_failure_is_stale(dossier: Dossier) -> None:
    old = dossier.version
    failing(dossier)
    with pytest.raises(StaleDossier):
        wished(dossier, seen=old)
    assert (Dossier.objects.get(id=dossier.id).delivery, Exchange.objects.filter(operation="cancel").count()) == (
        POST,
        0,
    )


def test_whoever_wishes_twice_calls_it_back_once(dossier: Dossier) -> None:
    failing(dossier)
    wished(dossier)
    again = wished(dossier, way=POST, address="3 phố Thử, Hà Nội")
    assert (again.delivery, again.delivery_address) == (POST, "3 phố Thử, Hà Nội")
    assert [one.ask for one in Exchange.objects.filter(operation="cancel")] == [{"order": dossier.code}]
    told = [one.details for one in Act.objects.filter(act="change_delivery").order_by("id")]
    assert told == [{"before": POST, "way": DESK}, {"before": DESK, "way": POST}]


@pytest.mark.parametrize("meaning", ["failed", "refused"])
def test_one_word_of_failure_is_one_act(dossier: Dossier, meaning: Any) -> None:
    with at("2021-10-02T11:00") as moment:
        for _ in range(2):
            fail_delivery(dossier_id=dossier.id, request_id="word-1", meaning=meaning)
    act = Act.objects.get(act="fail_delivery")
    assert (act.by_kind, act.by_id, act.details, act.portal_code) == ("system", "post", {"meaning": meaning}, None)
    failed_at = Dossier.objects.get(id=dossier.id).post_failed_at
    assert failed_at is not None and abs((failed_at - moment).total_seconds()) < 60


# ---- what is then true


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_a_leader_without_grounds_loses_nothing(dossier: Dossier, reason: str) -> None:
    leader = officer(LEADER)
    before = everything(dossier)
    with pytest.raises(NotComplete):
        lose_card(dossier_id=dossier.id, by=leader, request_id=fresh(), reason=reason)
    assert everything(dossier) == before


def test_the_post_needs_no_reason_and_the_licence_stays_valid(dossier: Dossier) -> None:
    valid = ElectronicLicence.objects.values().get()
    lost = lose_card(dossier_id=dossier.id, by=THE_POST, request_id=fresh())
    assert (lost.state, lost.printed_at, lost.handed_over_at, lost.posted_at) == ("approved", None, None, None)
    assert Act.objects.get(act="lose_card").details == {"parcel": dossier.code, "reason": ""}
    assert ElectronicLicence.objects.values().get() == valid


def test_a_lost_card_is_not_printed_on_the_blank_that_was_used(dossier: Dossier) -> None:
    used = ElectronicLicence.objects.get().serial
    lose_card(dossier_id=dossier.id, by=THE_POST, request_id=fresh())
    with pytest.raises(ActRefused):
        print_card(dossier_id=dossier.id, by=builders.officer(PRINTER), request_id=fresh(), seen=None, serial=used)
    assert Dossier.objects.get(id=dossier.id).printed_at is None


def test_hostile_words_of_a_leader_are_kept_as_words(dossier: Dossier) -> None:
    hostile = "<img src=x onerror=alert(1)> '; DROP TABLE dossiers_dossier; --"
    lose_card(dossier_id=dossier.id, by=officer(LEADER), request_id=fresh(), reason=f"  {hostile} ")
    assert Act.objects.get(act="lose_card").details["reason"] == hostile


@pytest.mark.parametrize(
    ("wish", "address", "phone"),
    [
        ({"way": DESK}, "1 phố Thử, Hà Nội", "0900000001"),
        ({"way": DESK, "phone": "0900000008"}, "1 phố Thử, Hà Nội", "0900000008"),
        ({"way": POST, "address": "  8  phố Thử,\tHà Nội "}, "8 phố Thử, Hà Nội", "0900000001"),
        ({"way": POST, "address": "8 phố Mâ\u0303u, Hà Nội"}, "8 phố Mẫu, Hà Nội", "0900000001"),
    ],
)
def test_what_is_not_wished_anew_stays(dossier: Dossier, wish: dict[str, str], address: str, phone: str) -> None:
    failing(dossier)
    changed = wished(dossier, **wish)
    assert (changed.delivery, changed.delivery_address, changed.phone) == (wish["way"], address, phone)


@pytest.mark.parametrize(
    "wish", [{"way": "courier"}, {"way": ""}, {"way": POST}, {"way": POST, "address": "\u00a0 \n"}]
)
def test_a_wish_that_is_none_calls_nothing_back(dossier: Dossier, wish: dict[str, str]) -> None:
    failing(dossier)
    before = everything(dossier)
    with pytest.raises(NotComplete):
        wished(dossier, **wish)
    assert everything(dossier) == before


def test_called_back_it_is_still_with_the_post_until_it_is_here(dossier: Dossier) -> None:
    failing(dossier)
    wished(dossier)
    follow_parcel(dossier_id=dossier.id, tracked=track(FAILED, CANCELLED))
    dossier.refresh_from_db()
    assert dossier.posted_at is not None and dossier.handed_over_at is not None
    assert take_back(dossier_id=dossier.id, by=officer(PRINTER), request_id=fresh()).handed_over_at is None


def test_the_post_that_tries_again_may_fail_again(dossier: Dossier) -> None:
    for words in ((FAILED,), (FAILED, ON_ITS_WAY), (FAILED, ON_ITS_WAY, FAILED), (FAILED, ON_ITS_WAY, FAILED)):
        follow_parcel(dossier_id=dossier.id, tracked=track(*words))
    asked = list(Act.objects.filter(act="fail_delivery").order_by("id").values_list("request_id", flat=True))
    assert asked == [f"failed-{dossier.code}-1", f"failed-{dossier.code}-3"]


# ---- the old licence


@pytest.mark.parametrize(
    "stage",
    [one for one in STAGES if one not in (builders.approved, builders.handed_over)],
    ids=lambda one: one.__name__,
)
def test_before_the_approval_no_corner_is_cut(stage: Callable[[], Dossier]) -> None:
    dossier = stage()
    with pytest.raises(NotPossibleNow):
        cut_old_licence(dossier_id=dossier.id, by=builders.officer(PRINTER))
    assert not Entry.objects.filter(kind="old_licence").exists()
    assert not OldLicence.objects.exists()


def test_two_officers_who_cut_are_one_and_the_first_is_named(dossier: Dossier) -> None:
    for name, moment in (("Cán bộ Một", "2021-10-02T08:00"), ("Cán bộ Hai", "2021-10-03T08:00")):
        with at(moment):
            cut_old_licence(dossier_id=dossier.id, by=builders.officer(PRINTER, name=name))
    kept = OldLicence.objects.get()
    assert (kept.cut_by, kept.taken_by) == ("Cán bộ Một", "Cán bộ Một")
    entry = Entry.objects.get(kind="old_licence")
    assert (entry.at, entry.details) == (kept.cut_at, {"taken_by_post": False})


def test_a_card_lost_after_the_corner_was_cut_leaves_the_old_licence_as_it_was(dossier: Dossier) -> None:
    cut_old_licence(dossier_id=dossier.id, by=builders.officer(PRINTER, name="Cán bộ Một"))
    kept = OldLicence.objects.values().get()
    lose_card(dossier_id=dossier.id, by=THE_POST, request_id=fresh())
    assert OldLicence.objects.values().get() == kept
