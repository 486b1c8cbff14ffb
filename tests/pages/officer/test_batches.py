"""Several at once: each dossier stands or falls for itself, and each is told; a blank is used for one card only."""

from collections.abc import Callable

import pytest

from gplx.dossiers.models import APPROVED, CLOSED, EXAMINING, Dossier
from gplx.licences.questions import electronic_licence
from gplx.offices.changes import open_directorate
from gplx.offices.models import CLERK, DIRECTORATE, DIRECTORATE_ID, EXAMINER, LEADER, PRINTER
from tests import builders
from tests.pages.officer.desk import at, page, ticks
from tests.pages.reading import choices, marked, said, tree

pytestmark = pytest.mark.django_db


def serial_of(dossier: Dossier) -> str:
    """The blank on which the card was printed."""
    licence = electronic_licence(str(dossier.code))
    assert licence is not None
    return licence.serial


def test_ones_own_proposal_is_not_offered_and_not_approved_among_others() -> None:
    both = builders.officer(EXAMINER, LEADER)
    own, good = builders.proposed(by=both), builders.proposed()
    browser = at(both)
    assert choices(browser.get("/can-bo"), "dossier") == [f"{good.id}:{good.version}"]
    browser.post("/can-bo/duyet", ticks(own, good))
    states = {one: Dossier.objects.get(id=one.id).state for one in (own, good)}
    assert states == {own: EXAMINING, good: APPROVED}
    told = [said(each) for each in marked(tree(browser.get("/can-bo")), "govuk-notification-banner__heading")]
    assert told == [
        f"Chưa thực hiện: {own.code}: Hồ sơ đang ở bước khác nên không thực hiện được việc này. "
        "Vui lòng xem trạng thái hồ sơ.",
        f"{good.code}: đã phê duyệt.",
    ]


@pytest.mark.parametrize("version", ["0", "99", "x", "", "9" * 5000])
def test_a_tick_on_another_version_approves_nothing(version: str) -> None:
    dossier, browser = builders.proposed(), at(builders.officer(LEADER))
    sent = {"request_id": builders.fresh(), "dossier": f"{dossier.id}:{version}"}
    assert browser.post("/can-bo/duyet", sent)["Location"] == "/can-bo"
    assert Dossier.objects.get(id=dossier.id).state == EXAMINING
    assert f"{dossier.code}: Hồ sơ vừa được cập nhật ở nơi khác." in page(browser.get("/can-bo"))


def test_the_same_dossier_ticked_twice_is_approved_once_and_told_once() -> None:
    dossier, browser = builders.proposed(), at(builders.officer(LEADER))
    tick = f"{dossier.id}:{dossier.version}"
    browser.post("/can-bo/duyet", {"request_id": builders.fresh(), "dossier": [tick, tick]})
    assert dossier.acts.filter(act="approve").count() == 1
    assert page(browser.get("/can-bo")).count("đã phê duyệt") == 1


@pytest.mark.parametrize(
    ("address", "build"),
    [
        ("/can-bo/duyet", builders.proposed),
        ("/can-bo/in-the/in", builders.approved),
        ("/can-bo/in-the/chuyen", builders.printed),
    ],
)
@pytest.mark.parametrize("request_id", ["", "short", "x" * 65])
def test_a_form_without_its_request_id_is_none_of_ours(
    address: str, build: Callable[[], Dossier], request_id: str
) -> None:
    dossier, browser = build(), at(builders.officer())
    before = Dossier.objects.values().get(id=dossier.id)
    sent = ticks(dossier, serial="AB000001") | {"request_id": request_id}
    assert browser.post(address, sent).status_code == 400
    assert Dossier.objects.values().get(id=dossier.id) == before


@pytest.mark.parametrize(("serial", "printed"), [("AB999998", True), ("AB999999", False)])
def test_a_series_ends_with_its_last_blank(serial: str, printed: bool) -> None:
    dossiers, browser = [builders.approved(), builders.approved()], at(builders.officer(PRINTER))
    browser.post("/can-bo/in-the/in", ticks(*dossiers, serial=serial))
    assert [serial_of(one) for one in dossiers] == (["AB999998", "AB999999"] if printed else ["", ""])


def test_the_very_last_blank_of_a_series_serves_one_card() -> None:
    dossier, browser = builders.approved(), at(builders.officer(PRINTER))
    browser.post("/can-bo/in-the/in", ticks(dossier, serial=" ab 999 999 "))
    assert serial_of(dossier) == "AB999999"


def test_a_blank_that_was_used_is_told_and_the_others_are_printed() -> None:
    builders.printed(serial="AB000002")
    dossiers, browser = [builders.approved() for _ in range(3)], at(builders.officer(PRINTER))
    browser.post("/can-bo/in-the/in", ticks(*dossiers, serial="AB000001"))
    assert [serial_of(one) for one in dossiers] == ["AB000001", "", "AB000003"]
    told = page(browser.get("/can-bo/in-the"))
    assert f"Chưa thực hiện: {dossiers[1].code}: Phôi AB000002 đã được dùng cho thẻ khác." in told
    assert Dossier.objects.get(id=dossiers[1].id).printed_at is None


def test_what_is_handed_over_leaves_the_list_and_cannot_be_handed_over_again() -> None:
    one, other = builders.printed(serial="AB000001"), builders.printed(serial="AB000002")
    browser = at(builders.officer(PRINTER))
    browser.post("/can-bo/in-the/chuyen", ticks(one))
    assert choices(browser.get("/can-bo/in-the"), "dossier") == [f"{other.id}:{other.version}"]
    browser.post("/can-bo/in-the/chuyen", ticks(one, other))
    told = page(browser.get("/can-bo/in-the"))
    assert f"Chưa thực hiện: {one.code}: Hồ sơ đang ở bước khác" in told
    assert f"{other.code}: đã chuyển trả." in told
    assert one.acts.filter(act="hand_over").count() == 1


@pytest.mark.parametrize("trang", ["0", "-1", "x", "", "9" * 5000])
def test_a_page_of_the_queue_that_is_none_is_the_nearest(trang: str) -> None:
    dossier, browser = builders.paid(), at(builders.officer(CLERK))
    answer = browser.get("/can-bo", {"trang": trang})
    assert answer.status_code == 200
    assert str(dossier.code) in page(answer)


@pytest.mark.parametrize("code", ["\0", "%", "_", "\\", "'"])
def test_no_pattern_finds_what_is_not_named(code: str) -> None:
    dossier, browser = builders.paid(), at(builders.officer(CLERK))
    answer = browser.get("/can-bo", {"ma": code})
    assert answer.status_code == (400 if code == "\0" else 200)
    assert str(dossier.code) not in page(answer)


# ---- the Directorate's numbers


def test_the_directorate_counts_each_state_and_what_was_on_time() -> None:
    builders.approved()
    late = builders.approved()
    Dossier.objects.filter(id=late.id).update(due_on="2021-09-26")
    builders.submitted(green=False)
    builders.draft()
    closed = builders.approved(department_id="H24")
    Dossier.objects.filter(id=closed.id).update(state=CLOSED)
    open_directorate()
    browser = at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID))
    shown = page(browser.get("/tong-cuc"))
    assert "Hồ sơ đã nộp 4 Đã trả kết quả 1" in shown, "drafts are nobody's business"
    assert "Hà Nội 1 0 0 2 0 0 0 1 trên 2" in shown
    assert "Hải Phòng 0 0 0 0 0 0 1 1 trên 1" in shown
