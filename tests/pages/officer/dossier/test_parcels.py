"""Parcels and old licences at the office: what the printer has to see to, and what a dossier's page tells."""

from typing import Any

import pytest

from gplx.casework.cut_old_licence import cut_old_licence
from gplx.casework.follow_parcel import follow_parcel
from gplx.delivery.models import OldLicence
from gplx.dossiers.models import DESK, Dossier
from gplx.dossiers.refusals import NotAllowed, NotPossibleNow
from gplx.ledger.models import Entry
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from gplx.registers.post.port import ParcelEvent
from tests import builders
from tests.delivery.words import FAILED, LOST, ON_ITS_WAY, RECEIVED, RETURNED, track
from tests.moments import at as at_moment
from tests.pages.officer.desk import at, page, ticks
from tests.pages.reading import rows

pytestmark = pytest.mark.django_db


def says(dossier: Dossier, *words: ParcelEvent, **more: Any) -> None:
    follow_parcel(dossier_id=dossier.id, tracked=track(*words, **more))


def run(**office: str) -> str:
    return page(at(builders.officer(PRINTER, **office)).get("/can-bo/in-the"))


def test_a_parcel_in_trouble_stands_in_the_printers_list_until_it_is_over() -> None:
    dossier, well = builders.handed_over(), builders.handed_over()
    says(well, ON_ITS_WAY)
    assert "Bưu gửi cần xem" not in run()
    says(dossier, FAILED)
    shown = run()
    assert "Bưu gửi cần xem (1)" in shown
    assert f"{dossier.code} Chưa giao được Không gặp người nhận" in shown
    assert str(well.code) not in shown
    assert str(dossier.code) not in run(department_id="H24")
    says(dossier, FAILED, RECEIVED)
    assert "Bưu gửi cần xem" not in run()


def test_a_parcel_of_which_nothing_was_heard_for_long_stands_there_too(settings: Any) -> None:
    settings.POST_SILENT_DAYS = 5
    with at_moment("2021-10-01T09:00"):
        says(builders.handed_over(), ON_ITS_WAY)
        assert "Bưu gửi cần xem" not in run()
    with at_moment("2021-10-06T10:00"):
        assert "Bưu điện chưa có tin mới từ ngày 01/10/2021" in run()


def test_a_card_that_came_back_waits_to_be_handed_over_and_is_marked() -> None:
    dossier, new = builders.handed_over(), builders.printed()
    says(dossier, RETURNED)
    shown = run()
    assert "Đã in, chờ chuyển trả (2)" in shown
    assert "thẻ đã về từ bưu điện, gửi lần 2" in shown
    assert shown.count("thẻ đã về từ bưu điện") == 1
    assert str(new.code) in shown


def test_a_lost_card_waits_to_be_printed_anew() -> None:
    dossier = builders.handed_over()
    says(dossier, LOST)
    assert "Chờ in (1)" in run()
    assert str(dossier.code) in run()


def test_a_dossiers_page_tells_every_parcel_and_the_old_licence() -> None:
    dossier, printer = builders.handed_over(), builders.officer(PRINTER)
    says(dossier, ON_ITS_WAY, RETURNED)
    browser = at(printer)
    browser.post("/can-bo/in-the/chuyen", ticks(dossier))
    says(dossier, ON_ITS_WAY, collection=1)
    shown = page(browser.get(f"/can-bo/ho-so/{dossier.id}"))
    assert f"{dossier.code}-L2" in shown
    assert "Đã về Sở Đang chuyển 09:00 ngày 01/10/2021 Đã chuyển hoàn" in shown
    assert rows(browser.get(f"/can-bo/ho-so/{dossier.id}"))["Giấy phép cũ"] == "Bưu tá nhận khi giao thẻ mới"


def test_the_desk_says_whether_the_old_licence_was_cut() -> None:
    dossier, printer = builders.handed_over(delivery=DESK), builders.officer(PRINTER, name="Cán bộ Quầy")
    browser = at(printer)
    dossier.refresh_from_db()
    form = {"version": dossier.version, "request_id": builders.fresh(), "signed_by": "Ai đó", "old_licence": "cut"}
    assert browser.post(f"/can-bo/ho-so/{dossier.id}/deliver", form).status_code == 302
    assert "Giấy phép cũ Đã cắt góc: Cán bộ Quầy" in page(browser.get(f"/can-bo/ho-so/{dossier.id}"))


# ---- cut what the courier brought


@pytest.fixture
def brought() -> Dossier:
    dossier = builders.handed_over()
    says(dossier, RECEIVED, collection=3)
    return Dossier.objects.get(id=dossier.id)


def entries(dossier: Dossier) -> list[Entry]:
    return list(Entry.objects.filter(subject=f"dossier:{dossier.id}", kind="old_licence"))


def test_what_the_courier_brought_is_cut_and_noted_once(brought: Dossier) -> None:
    browser = at(builders.officer(PRINTER, name="Cán bộ Quầy"))
    assert "chờ cắt góc (1)" in page(browser.get("/can-bo/in-the"))
    for _ in range(2):
        browser.post("/can-bo/in-the/cat-goc", ticks(brought))
    kept = OldLicence.objects.get(dossier=brought)
    assert (kept.taken_by, kept.cut_by, bool(kept.cut_at)) == ("Bưu điện", "Cán bộ Quầy", True)
    assert [(one.act, one.details) for one in entries(brought)] == [("cut", {"taken_by_post": True})]
    shown = page(browser.get("/can-bo/in-the"))
    assert f"{brought.code}: đã cắt góc giấy phép cũ." in shown
    assert "chờ cắt góc" not in shown
    brought.refresh_from_db()
    assert brought.state == "closed"


def test_an_ended_dossier_stays_as_it_is(brought: Dossier) -> None:
    before = Dossier.objects.values().get(id=brought.id)
    cut_old_licence(dossier_id=brought.id, by=builders.officer(PRINTER))
    assert Dossier.objects.values().get(id=brought.id) == before


@pytest.mark.parametrize("role", [CLERK, EXAMINER, LEADER])
def test_only_who_hands_out_cards_cuts(brought: Dossier, role: str) -> None:
    with pytest.raises(NotAllowed):
        cut_old_licence(dossier_id=brought.id, by=builders.officer(role))
    assert entries(brought) == []


def test_another_office_cuts_nothing_of_ours(brought: Dossier) -> None:
    stranger = builders.officer(PRINTER, department_id="H24")
    with pytest.raises(NotAllowed):
        cut_old_licence(dossier_id=brought.id, by=stranger)
    at(stranger).post("/can-bo/in-the/cat-goc", ticks(brought))
    assert OldLicence.objects.get(dossier=brought).cut_at is None


def test_nothing_is_cut_before_the_approval() -> None:
    dossier = builders.examining()
    with pytest.raises(NotPossibleNow):
        cut_old_licence(dossier_id=dossier.id, by=builders.officer(PRINTER))
    assert not OldLicence.objects.exists()
