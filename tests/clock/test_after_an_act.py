"""What follows from an act: the portal's step, the messages, the register's new licence, each wanted once."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from gplx.casework.ask_correction import ask_correction
from gplx.casework.correct import correct
from gplx.casework.postpone import postpone
from gplx.casework.refuse import refuse
from gplx.casework.withdraw import withdraw
from gplx.clock.acted import acted
from gplx.dossiers.models import Act, Dossier
from gplx.ground.clock import now
from gplx.letters.models import Message
from gplx.letters.texts import acts_told
from gplx.licences.models import ElectronicLicence
from gplx.offices.models import CLERK, EXAMINER
from gplx.registers.models import Exchange
from tests import builders
from tests.builders import fresh

pytestmark = pytest.mark.django_db


def tell_all(dossier: Dossier) -> None:
    for act in Act.objects.filter(dossier=dossier).order_by("id"):
        acted({"act": act.id})


def steps(dossier: Dossier) -> list[int]:
    """The portal codes that were wanted to be told, in their order."""
    reports = Exchange.objects.filter(register="sync", about=f"dossier:{dossier.id}").order_by("id")
    return [report.ask["steps"][0]["status"] for report in reports]


def told_steps(dossier: Dossier) -> list[dict[str, Any]]:
    """The steps that were wanted to be told, whole."""
    reports = Exchange.objects.filter(register="sync", about=f"dossier:{dossier.id}").order_by("id")
    return [report.ask["steps"][0] for report in reports]


def texts(dossier: Dossier, way: str = "sms") -> list[str]:
    return list(Message.objects.filter(dossier=dossier, way=way).order_by("id").values_list("text", flat=True))


def test_the_portal_is_told_every_step_in_order_in_one_lane() -> None:
    dossier = builders.handed_over()
    tell_all(dossier)
    assert steps(dossier) == [1, 6, 2, 4, 9]
    lanes = set(Exchange.objects.filter(register="sync").values_list("lane", flat=True))
    assert lanes == {f"sync:{dossier.id}"}


def test_acts_that_are_followed_up_in_any_order_are_told_in_theirs() -> None:
    dossier = builders.handed_over()
    for act in Act.objects.filter(dossier=dossier).order_by("-id"):
        acted({"act": act.id})
    assert steps(dossier) == [1, 6, 2, 4, 9]


def test_the_portal_can_tell_steps_of_one_second_and_status_apart() -> None:
    dossier = builders.submitted()
    clerk = builders.officer(CLERK)
    ask_correction(
        dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, items=["delivery"], reason="Thiếu số nhà."
    )
    correct(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)
    moment = now().replace(microsecond=0)
    Act.objects.filter(dossier=dossier).update(at=moment)
    tell_all(dossier)
    told = [(step["status"], datetime.fromisoformat(step["done_at"]) - moment) for step in told_steps(dossier)]
    assert told[:4] == [(1, timedelta()), (6, timedelta()), (5, timedelta()), (1, timedelta(seconds=1))]


def test_where_no_person_acted_the_portal_reads_no_inner_name() -> None:
    dossier = builders.submitted()
    tell_all(dossier)
    assert [step["handler"] for step in told_steps(dossier)] == [
        dossier.applicant.name,
        "Hệ thống đổi giấy phép lái xe",
    ]


def test_the_portal_hears_of_the_fee_once_it_is_asked() -> None:
    dossier = builders.submitted()
    tell_all(dossier)
    fee = {"name": "Lệ phí cấp giấy phép lái xe", "code": "1", "collected": "1", "amount": 135000, "kind": "1"}
    assert Exchange.objects.filter(register="sync").latest("id").ask["dossier"]["fees"] == [fee]


def test_the_portal_hears_what_was_to_be_corrected_and_when_it_was() -> None:
    dossier = builders.submitted()
    clerk = builders.officer(CLERK)
    ask_correction(
        dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, items=["delivery"], reason="Thiếu số nhà."
    )
    tell_all(dossier)
    (open_one,) = Exchange.objects.filter(register="sync").latest("id").ask["dossier"]["corrections"]
    assert (open_one["asked"], open_one["papers"], open_one["done"]) == ("Thiếu số nhà.", ["Nơi nhận kết quả"], False)
    correct(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)
    tell_all(dossier)
    (done,) = Exchange.objects.filter(register="sync").latest("id").ask["dossier"]["corrections"]
    assert (done["id"], done["done"], done["received"]) == (open_one["id"], True, "Công dân bổ sung hồ sơ")


def test_told_twice_it_is_told_once() -> None:
    dossier = builders.submitted()
    tell_all(dossier)
    tell_all(dossier)
    assert steps(dossier) == [1, 6]
    assert Message.objects.filter(template="submit").count() == 2


def test_the_portal_hears_who_what_and_when() -> None:
    dossier = builders.examining()
    tell_all(dossier)
    told = Exchange.objects.filter(register="sync").order_by("id").last()
    assert told is not None
    said, step = told.ask["dossier"], told.ask["steps"][0]
    assert (said["code"], said["procedure_code"], said["status"]) == (dossier.code, "1.002809", 2)
    assert (said["owner"], said["tech_id"], said["fee"]) == (dossier.applicant.name, dossier.applicant.tech_id, "paid")
    assert said["due_at"] == "2021-10-04T17:00:00+07:00"
    assert (step["handler"], step["what"]) == ("Cán bộ Thử", "Tiếp nhận hồ sơ và hẹn trả kết quả")


def test_the_applicant_is_written_to_by_both_ways() -> None:
    dossier = builders.submitted()
    tell_all(dossier)
    code = dossier.code
    assert texts(dossier) == [
        f"GPLX: Đã nhận hồ sơ {code}. Ông/bà theo dõi tại mục Hồ sơ của tôi.",
        f"GPLX: Hồ sơ {code} đã qua các bước kiểm tra. Đăng nhập để nộp lệ phí 135.000 ₫.",
    ]
    assert texts(dossier, "email") == texts(dossier)
    sent = Exchange.objects.filter(register="email").first()
    assert sent is not None
    assert sent.ask["subject"] == f"Hồ sơ đổi giấy phép lái xe {code}"


def test_who_gave_no_phone_is_not_sent_a_text() -> None:
    dossier = builders.submitted()
    Dossier.objects.filter(id=dossier.id).update(phone="")
    tell_all(dossier)
    assert texts(dossier) == []
    assert len(texts(dossier, "email")) == 2


def test_english_for_who_chose_english() -> None:
    dossier = builders.submitted()
    Dossier.objects.filter(id=dossier.id).update(language="en")
    tell_all(dossier)
    assert texts(dossier)[0] == f"GPLX: We have received dossier {dossier.code}. Follow it under My dossiers."


def test_the_day_of_the_result_is_named_at_acceptance() -> None:
    dossier = builders.examining()
    tell_all(dossier)
    assert texts(dossier)[-1] == f"GPLX: Hồ sơ {dossier.code} đã được tiếp nhận, hẹn trả kết quả ngày 04/10/2021."


def test_a_refusal_says_why_and_by_which_article() -> None:
    dossier = builders.submitted()
    refuse(
        dossier_id=dossier.id,
        by=builders.officer(CLERK),
        request_id=fresh(),
        seen=None,
        reason="Giấy phép lái xe đã bị thu hồi.",
        article="TT 12/2017/TT-BGTVT Điều 37 khoản 6",
    )
    tell_all(dossier)
    said = "Lý do: Giấy phép lái xe đã bị thu hồi. Căn cứ: TT 12/2017/TT-BGTVT Điều 37 khoản 6."
    assert texts(dossier)[-1] == f"GPLX: Hồ sơ {dossier.code} không được giải quyết. {said}"
    assert steps(dossier) == [1, 6, 3]


def test_a_correction_says_what_is_asked() -> None:
    dossier = builders.submitted()
    clerk = builders.officer(CLERK)
    ask_correction(dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, items=["photo"], reason="Ảnh bị mờ.")
    tell_all(dossier)
    assert texts(dossier)[-1] == f"GPLX: Hồ sơ {dossier.code} cần bổ sung: Ảnh bị mờ. Đăng nhập để bổ sung."


def test_an_apology_names_the_new_day() -> None:
    dossier = builders.examining()
    day = dossier.due_on.replace(day=8)
    examiner = builders.officer(EXAMINER)
    postpone(dossier_id=dossier.id, by=examiner, request_id=fresh(), seen=None, due_on=day, reason="Máy in hỏng.")
    tell_all(dossier)
    assert texts(dossier)[-1].startswith("GPLX: Xin lỗi ông/bà")
    assert "hẹn lại ngày 08/10/2021. Lý do: Máy in hỏng." in texts(dossier)[-1]


def test_a_withdrawal_is_told_to_both() -> None:
    dossier = builders.submitted()
    withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)
    tell_all(dossier)
    assert texts(dossier)[-1] == f"GPLX: Ông/bà đã rút hồ sơ {dossier.code}."
    assert steps(dossier)[-1] == 7


@pytest.mark.parametrize(
    ("delivery", "said"), [("post", "bưu điện đang chuyển"), ("desk", "mời ông/bà đến nhận tại Sở")]
)
def test_where_the_card_is_when_it_is_handed_over(delivery: str, said: str) -> None:
    dossier = builders.handed_over(delivery=delivery)
    tell_all(dossier)
    assert said in texts(dossier)[-1]


def test_the_printed_licence_is_written_back_once_with_its_serial() -> None:
    dossier = builders.printed(serial="AB654321")
    tell_all(dossier)
    tell_all(dossier)
    written = Exchange.objects.get(register="licences", operation="issue")
    granted = ElectronicLicence.objects.get(dossier_code=dossier.code)
    assert (written.ask["serial"], written.ask["old_number"]) == ("AB654321", granted.number)
    assert written.ask["issued"] == "2021-09-27"
    assert written.ask["expires"] == "2031-09-27"


def test_no_message_carries_a_link_or_personal_data() -> None:
    dossier = builders.handed_over()
    tell_all(dossier)
    for text in texts(dossier):
        assert not re.search(r"https?:|www\.|\.vn/|@", text)
        assert dossier.applicant.name not in text
        assert not any(known.number in text for known in dossier.applicant.numbers.all())


def test_every_act_that_is_told_on_has_its_words_in_both_languages() -> None:
    told = {"submit", "ask_payment", "pay", "accept", "refuse", "ask_correction", "correct", "approve", "postpone"}
    assert acts_told() == told | {"hand_over", "deliver", "withdraw", "reopen", "transfer"} | {
        "fail_delivery",
        "change_delivery",
        "take_back",
        "lose_card",
        "fail_pick_up",
        "refuse_file",
    }
