"""What the post is asked: from whom to whom, under which number, with which waybill; once, and taken back after it was given."""

from collections.abc import Callable
from typing import Any

import pytest

from gplx.casework.follow_parcel import follow_order
from gplx.casework.hand_over import hand_over
from gplx.casework.take_back import take_back
from gplx.delivery.changes import ask_where, call_back
from gplx.delivery.models import NOT_TAKEN, ORDERED, OldLicence, Parcel, WaybillRange
from gplx.dossiers.actor import officer
from gplx.dossiers.models import DESK, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.offices.models import PRINTER
from gplx.offices.questions import province_in
from gplx.registers.models import Exchange
from gplx.registers.post.port import OrderedParcel
from tests import builders
from tests.builders import fresh
from tests.delivery.words import looks_again

pytestmark = pytest.mark.django_db
POOL = "EG000000001VN-EG000000003VN"


@pytest.fixture(autouse=True)
def no_pool(settings: Any) -> None:
    settings.POST_WAYBILLS = ""


@pytest.fixture
def dossier() -> Dossier:
    return builders.handed_over()


@pytest.fixture
def again(dossier: Dossier) -> Callable[[], Parcel]:
    """The card comes back, and is handed to the post anew."""

    def hand_over_anew() -> Parcel:
        printer = builders.officer(PRINTER)
        take_back(dossier_id=dossier.id, by=officer(printer), request_id=fresh())
        hand_over(dossier_id=dossier.id, by=printer, request_id=fresh(), seen=None)
        return Parcel.objects.latest("id")

    return hand_over_anew


def asked(operation: str = "order") -> list[dict[str, Any]]:
    return [one.ask for one in Exchange.objects.filter(register="post", operation=operation).order_by("id")]


def test_the_post_is_told_from_whom_to_whom_and_what_to_take_along(dossier: Dossier) -> None:
    (ask,) = asked()
    assert (ask["order"], ask["waybill"], ask["contents"]) == (dossier.code, dossier.code, "Giấy phép lái xe")
    assert ask["collects"] == "Giấy phép lái xe cũ"
    assert ask["receiver"] == {
        "name": dossier.applicant.name,
        "phone": dossier.phone,
        "address": dossier.delivery_address,
        "province": 1,
        "district": None,
        "email": dossier.email,
    }
    assert (ask["sender"]["name"], ask["sender"]["province"]) == (dossier.department.name, 1)
    assert ask["sender"]["address"]
    kept = Parcel.objects.get(dossier=dossier)
    assert (kept.state, kept.says, kept.last_event, kept.events) == (ORDERED, "", 0, [])
    assert OldLicence.objects.get(dossier=dossier).collection == 1


def test_at_the_desk_the_old_licence_is_awaited_without_the_post() -> None:
    dossier = builders.handed_over(delivery=DESK)
    assert OldLicence.objects.get(dossier=dossier).collection == 0
    assert asked() == []


@pytest.mark.parametrize(
    ("address", "province"),
    [
        ("1 phố Thử, Hà Nội", "01"),
        ("Số 2 đường Hà Nội, quận Mẫu 1, thành phố Hải Phòng", "31"),
        ("thôn Mẫu, tỉnh HÀ NAM", "35"),
        ("thôn Mẫu, tỉnh Ha\u0300 Nam", "35"),
        ("Số 3 đường Thử Nghiệm", None),
        ("", None),
    ],
)
def test_the_province_is_the_last_that_the_address_names(address: str, province: str | None) -> None:
    builders.department()
    assert province_in(address) == province


def test_an_address_without_a_province_is_taken_for_one_of_the_departments() -> None:
    dossier = builders.printed()
    Dossier.objects.filter(id=dossier.id).update(delivery_address="Số 3 đường Thử Nghiệm")
    hand_over(dossier_id=dossier.id, by=builders.officer(PRINTER), request_id=fresh(), seen=None)
    assert asked()[0]["receiver"]["province"] == 1


def test_a_second_attempt_is_another_order(dossier: Dossier, again: Callable[[], Parcel]) -> None:
    first, second = Parcel.objects.get(), again()
    assert (first.number, second.number, again().number) == (dossier.code, f"{dossier.code}-L2", f"{dossier.code}-L3")
    assert [one["order"] for one in asked()] == [dossier.code, f"{dossier.code}-L2", f"{dossier.code}-L3"]


def test_handing_over_twice_with_one_click_orders_once() -> None:
    dossier, printer, click = builders.printed(), builders.officer(PRINTER), fresh()
    for _ in range(2):
        hand_over(dossier_id=dossier.id, by=printer, request_id=click, seen=None)
    assert (len(asked()), Parcel.objects.count()) == (1, 1)


def test_an_order_is_taken_back_once_and_never_before_it_was_given(dossier: Dossier) -> None:
    parcel = Parcel.objects.get()
    for _ in range(2):
        call_back(parcel=parcel)
    assert asked("cancel") == [{"order": dossier.code}]
    lanes = set(Exchange.objects.filter(operation__in=("order", "cancel")).values_list("lane", flat=True))
    assert lanes == {f"post:{dossier.code}"}


def test_what_the_post_never_took_is_not_taken_back(dossier: Dossier) -> None:
    follow_order(dossier_id=dossier.id, number=dossier.code or "", ordered=None, first_call=True, is_over=True)
    parcel = Parcel.objects.get()
    call_back(parcel=parcel)
    assert (parcel.state, asked("cancel"), looks_again()) == (NOT_TAKEN, [], [])


@pytest.mark.parametrize(("is_over", "state"), [(False, ORDERED), (True, NOT_TAKEN)])
def test_an_order_without_an_answer(dossier: Dossier, is_over: bool, state: str) -> None:
    follow_order(dossier_id=dossier.id, number=dossier.code or "", ordered=None, first_call=True, is_over=is_over)
    assert (Parcel.objects.get().state, looks_again()) == (state, [])


def test_an_order_that_is_taken_after_all_is_looked_after(dossier: Dossier) -> None:
    told = {"dossier_id": dossier.id, "number": dossier.code or "", "first_call": True}
    follow_order(**told, ordered=None, is_over=True)
    follow_order(**told, ordered=OrderedParcel(waybill_used=True), is_over=True)
    assert Parcel.objects.get().state == ORDERED
    assert looks_again() == [{"dossier": str(dossier.id), "parcel": dossier.code}]


def test_the_post_is_asked_once_an_occasion(dossier: Dossier) -> None:
    parcel = Parcel.objects.get()
    for occasion in ("a", "a", "b"):
        ask_where(parcel=parcel, occasion=occasion)
    assert asked("track") == [{"order": dossier.code}] * 2


# ---- waybills


def test_waybills_of_the_pool_go_out_in_their_order(settings: Any) -> None:
    settings.POST_WAYBILLS = POOL
    for _ in range(3):
        builders.handed_over()
    assert [one["waybill"] for one in asked()] == ["EG000000001VN", "EG000000002VN", "EG000000003VN"]
    assert list(Parcel.objects.order_by("id").values_list("waybill", flat=True)) == [one["waybill"] for one in asked()]


def test_where_the_pool_is_empty_nothing_is_handed_over_and_it_is_said(settings: Any) -> None:
    settings.POST_WAYBILLS = "EG000000001VN-EG000000001VN"
    builders.handed_over()
    dossier = builders.printed()
    with pytest.raises(NotComplete, match="Đã dùng hết số hiệu bưu gửi"):
        hand_over(dossier_id=dossier.id, by=builders.officer(PRINTER), request_id=fresh(), seen=None)
    assert Dossier.objects.get(id=dossier.id).handed_over_at is None
    assert (Parcel.objects.count(), WaybillRange.objects.get().used) == (1, 1)


def taken(*, used: bool, first_call: bool = True) -> Parcel:
    parcel = Parcel.objects.latest("id")
    follow_order(
        dossier_id=parcel.dossier_id,
        number=parcel.number,
        ordered=OrderedParcel(waybill_used=used),
        first_call=first_call,
        is_over=True,
    )
    parcel.refresh_from_db()
    return parcel


def test_a_waybill_that_was_not_used_up_serves_the_next_parcel(settings: Any) -> None:
    settings.POST_WAYBILLS = POOL
    builders.handed_over()
    assert taken(used=False).waybill is None
    builders.handed_over()
    assert taken(used=True).waybill == "EG000000001VN"
    assert (WaybillRange.objects.get().used, WaybillRange.objects.get().free) == (1, [])


def test_after_a_lost_answer_a_waybill_is_not_taken_for_unused(settings: Any) -> None:
    """The first call may have used it up: that a second one uses none says nothing."""
    settings.POST_WAYBILLS = POOL
    builders.handed_over()
    assert taken(used=False, first_call=False).waybill == "EG000000001VN"
    builders.handed_over()
    assert asked()[-1]["waybill"] == "EG000000002VN"


def test_after_an_order_was_given_up_a_waybill_is_not_taken_for_unused(settings: Any) -> None:
    settings.POST_WAYBILLS = POOL
    dossier = builders.handed_over()
    follow_order(dossier_id=dossier.id, number=dossier.code or "", ordered=None, first_call=False, is_over=True)
    assert taken(used=False).waybill == "EG000000001VN"
    assert WaybillRange.objects.get().free == []
