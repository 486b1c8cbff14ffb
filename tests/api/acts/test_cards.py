"""What becomes of the card, told by a department's own software: number and serial, its own waybill, the desk, the way back."""

import pytest
from pytest_django import Settings

from gplx.delivery.models import Parcel
from gplx.dossiers.models import APPROVED, DESK, SUBMITTED, Act
from gplx.letters.questions import messages_about
from gplx.licences.questions import electronic_licence
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from gplx.registers.models import Exchange
from tests import builders
from tests.api.acts.software import Software, kind

pytestmark = pytest.mark.django_db


def test_the_result_bears_the_number_that_was_approved(software: Software) -> None:
    dossier, printer = builders.approved(), builders.officer(PRINTER)
    granted = electronic_licence(dossier.code or "")
    assert granted is not None

    other = software.do("result", dossier, printer, serial="AB123456", number="999999999999")
    assert kind(other) == (422, "not-complete")
    assert other.json()["detail"].startswith("Số giấy phép in trên thẻ khác số đã phê duyệt.")
    assert not Act.objects.filter(dossier=dossier, act="print_card").exists()

    told = software.do("result", dossier, printer, serial="ab 123456", number=granted.number)
    assert (told.status_code, told.json()["act"]) == (200, "print_card")
    assert Act.objects.get(dossier=dossier, act="print_card").details == {"serial": "AB123456"}
    assert electronic_licence(dossier.code or "").serial == "AB123456"


def test_a_departments_own_waybill_is_the_parcels(software: Software, settings: Settings) -> None:
    settings.POST_WAYBILLS = "TH000000001VN-TH000999999VN"
    dossier, printer = builders.printed(), builders.officer(PRINTER)

    ours = software.do("hand-over", dossier, printer, waybill="TH000000007VN")
    assert kind(ours) == (422, "not-complete")
    told = software.do("hand-over", dossier, printer, waybill="eg 000000001 vn")

    assert told.status_code == 200
    assert Parcel.objects.get(dossier=dossier).waybill == "EG000000001VN"
    order = Exchange.objects.get(register="post", operation="order")
    assert order.ask["waybill"] == "EG000000001VN"
    again = software.do("hand-over", builders.printed(), printer, waybill="EG000000001VN")
    assert kind(again) == (422, "not-complete")
    assert Parcel.objects.count() == 1


def test_without_one_the_post_gets_the_next_of_ours(software: Software, settings: Settings) -> None:
    settings.POST_WAYBILLS = "TH000000001VN-TH000999999VN"
    dossier = builders.printed()
    assert software.do("hand-over", dossier, builders.officer(PRINTER)).status_code == 200
    assert Parcel.objects.get(dossier=dossier).waybill == "TH000000001VN"


def test_a_card_that_is_fetched_has_no_waybill(software: Software) -> None:
    dossier = builders.printed(delivery=DESK)
    answer = software.do("hand-over", dossier, builders.officer(PRINTER), waybill="EG000000001VN")
    assert kind(answer) == (422, "not-complete")


def test_at_the_desk_it_may_fail_and_then_be_delivered(software: Software) -> None:
    dossier, printer = builders.handed_over(delivery=DESK), builders.officer(PRINTER)

    failed = software.do("fail-pick-up", dossier, printer, reason="Chưa có giấy ủy quyền")
    assert (failed.json()["act"], failed.json()["after"]) == ("fail_pick_up", APPROVED)
    told = software.do("deliver", dossier, printer, signed_by="Nguyễn Thử Nghiệm")
    assert told.json()["after"] == "closed"


def test_what_is_with_the_post_does_not_fail_at_the_desk(software: Software) -> None:
    answer = software.do("fail-pick-up", builders.handed_over(), builders.officer(PRINTER), reason="Thử")
    assert kind(answer) == (409, "not-possible-now")
    assert answer.json()["article"] == "NĐ 61/2018/NĐ-CP Điều 20"


def test_it_comes_back_or_is_lost(software: Software) -> None:
    dossier, printer, leader = builders.handed_over(), builders.officer(PRINTER), builders.officer(LEADER)
    assert software.do("take-back", dossier, printer).json()["act"] == "take_back"
    assert software.do("hand-over", dossier, printer).status_code == 200
    assert software.do("lose-card", dossier, leader, reason="Công văn 3 của bưu điện").json()["act"] == "lose_card"
    again = software.do("result", dossier, printer, serial="AB999999", number="0" * 12)
    assert kind(again) == (422, "not-complete")
    assert software.do("print", dossier, printer, serial="AB999999").status_code == 200


def test_progress_is_told_on_and_changes_nothing_else(software: Software) -> None:
    dossier, examiner = builders.examining(), builders.officer(EXAMINER)
    before = len(messages_about(dossier))

    told = software.do("progress", dossier, examiner, note="Đang xác minh vi phạm")

    act = Act.objects.get(dossier=dossier, act="progress")
    assert (told.json()["before"], told.json()["after"]) == ("examining", "examining")
    assert (act.portal_code, act.details) == (4, {"note": "Đang xác minh vi phạm"})
    assert len(messages_about(dossier)) == before


def test_a_day_is_postponed_and_a_paper_recorded(software: Software) -> None:
    dossier, examiner = builders.examining(), builders.officer(EXAMINER)
    moved = software.do("postpone", dossier, examiner, due_on="2021-10-08", reason="Máy in hỏng.")
    assert moved.status_code == 200
    dossier.refresh_from_db()
    assert dossier.due_on.isoformat() == "2021-10-08"
    silent = builders.submitted(green=False)
    clerk = builders.officer(CLERK)
    for agency in ("police", "inspectorate"):
        paper = {"subject": agency, "good": True, "note": "Công văn 12/CV-THU"}
        assert software.do("record-answer", silent, clerk, **paper).status_code == 200
    silent.refresh_from_db()
    assert silent.payment_asked_at is not None
    assert kind(software.do("ask-payment", silent, clerk)) == (409, "not-possible-now")


def test_the_fee_is_not_asked_for_while_an_agency_is_silent(software: Software) -> None:
    answer = software.do("ask-payment", builders.submitted(green=False), builders.officer(CLERK))
    assert kind(answer) == (422, "not-complete")
    assert answer.json()["article"] == "NĐ 61/2018/NĐ-CP Điều 22"


def test_a_transfer_is_answered_the_same_after_it_has_left(software: Software) -> None:
    dossier, clerk = builders.submitted(green=False), builders.officer(CLERK)
    builders.department("H24")
    order = {"department": "H24", "reason": "Nộp nhầm Sở", "key": "chuyen-so-1", "seen": dossier.version}

    first = software.do("transfer", dossier, clerk, **order)
    again = software.do("transfer", dossier, clerk, **order)

    assert (first.status_code, again.json()) == (200, first.json())
    dossier.refresh_from_db()
    assert (dossier.department_id, dossier.state) == ("H24", SUBMITTED)
    assert kind(software.do("refuse", dossier, clerk, reason="Thử", article="Điều 17")) == (404, "unknown-dossier")


def test_what_was_refused_in_error_is_reopened(software: Software) -> None:
    dossier, clerk, leader = builders.paid(), builders.officer(CLERK), builders.officer(LEADER)
    software.do("refuse", dossier, clerk, reason="Thử", article="Điều 17")
    assert software.do("reopen", dossier, leader, reason="Từ chối nhầm").json()["after"] == SUBMITTED
