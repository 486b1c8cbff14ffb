"""The print run: successive blanks, each card for itself, and on to the post."""

import pytest

from gplx.delivery.questions import parcel_of
from gplx.dossiers.models import DESK, Dossier
from gplx.licences.questions import electronic_licence
from gplx.offices.models import PRINTER
from tests import builders
from tests.pages.officer.desk import at, page, ticks

pytestmark = pytest.mark.django_db


def serial_of(dossier: Dossier) -> str:
    """The blank on which the card was printed."""
    licence = electronic_licence(str(dossier.code))
    assert licence is not None
    return licence.serial


def test_cards_take_successive_blanks_in_the_order_of_the_list() -> None:
    dossiers = [builders.approved() for _ in range(3)]
    untouched, elsewhere = builders.approved(), builders.approved(department_id="H24")
    browser = at(builders.officer(PRINTER))
    listed = page(browser.get("/can-bo/in-the"))
    assert "Chờ in (4)" in listed
    assert str(elsewhere.code) not in listed
    sent = ticks(*dossiers, serial="ab 999996")
    for _ in range(2):
        assert browser.post("/can-bo/in-the/in", sent)["Location"] == "/can-bo/in-the"
        assert [serial_of(one) for one in dossiers] == ["AB999996", "AB999997", "AB999998"]
    shown = page(browser.get("/can-bo/in-the"))
    assert "Chờ in (1)" in shown
    assert "Đã in, chờ chuyển trả (3)" in shown
    assert f"{dossiers[0].code}: đã in thẻ." in shown
    assert serial_of(untouched) == ""
    assert dossiers[0].acts.filter(act="print_card").count() == 1


def test_a_card_that_could_not_be_printed_does_not_move_the_others() -> None:
    first, stale, last = (builders.approved() for _ in range(3))
    browser = at(builders.officer(PRINTER))
    sent = ticks(first, stale, last, serial="AB000001")
    Dossier.objects.filter(id=stale.id).update(version=99)
    browser.post("/can-bo/in-the/in", sent)
    assert [serial_of(one) for one in (first, stale, last)] == ["AB000001", "", "AB000003"]
    assert f"Chưa thực hiện: {stale.code}: Hồ sơ vừa được cập nhật" in page(browser.get("/can-bo/in-the"))


@pytest.mark.parametrize(
    ("serial", "says"),
    [
        ("", "Số phôi gồm 2 chữ cái và 6 chữ số"),
        ("A1234567", "Số phôi gồm 2 chữ cái và 6 chữ số"),
        ("AB12345", "Số phôi gồm 2 chữ cái và 6 chữ số"),
        ("AB999999", "Dãy phôi này không đủ số cho các hồ sơ đã chọn."),
    ],
)
def test_a_wrong_blank_prints_nothing(serial: str, says: str) -> None:
    dossiers = [builders.approved(), builders.approved()]
    browser = at(builders.officer(PRINTER))
    browser.post("/can-bo/in-the/in", ticks(*dossiers, serial=serial))
    assert says in page(browser.get("/can-bo/in-the"))
    assert [serial_of(one) for one in dossiers] == ["", ""]


def test_printed_cards_go_to_the_post_or_the_desk() -> None:
    by_post, at_desk = builders.printed(), builders.printed(delivery=DESK, serial="AB123457")
    browser = at(builders.officer(PRINTER))
    browser.post("/can-bo/in-the/chuyen", ticks(by_post, at_desk))
    for dossier in (by_post, at_desk):
        dossier.refresh_from_db()
        assert dossier.handed_over_at is not None
    assert parcel_of(by_post) is not None
    assert parcel_of(at_desk) is None
    shown = page(browser.get("/can-bo/in-the"))
    assert "Không có thẻ nào chờ in." in shown
    assert "Không có thẻ nào chờ chuyển trả." in shown


def test_what_was_not_printed_is_not_handed_over() -> None:
    dossier = builders.approved()
    browser = at(builders.officer(PRINTER))
    browser.post("/can-bo/in-the/chuyen", ticks(dossier))
    dossier.refresh_from_db()
    assert dossier.handed_over_at is None
    assert f"Chưa thực hiện: {dossier.code}: Hồ sơ đang ở bước khác" in page(browser.get("/can-bo/in-the"))
