"""What an act lacks is said in one sentence, word for word; and then nothing at all was written."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gplx.casework.ask_payment import ask_payment
from gplx.casework.learn_health import learn_health
from gplx.casework.learn_violations import learn_violations
from gplx.casework.record_answer import PaperAnswer
from gplx.documents.models import Document
from gplx.dossiers.actor import system
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow, StaleDossier
from gplx.offices.models import Department
from gplx.registers.health.port import FoundCertificates
from gplx.registers.violations_record import FoundViolations, Violation
from tests import builders
from tests.builders import fresh
from tests.casework.acts.stages import asked_to_correct, bring_photo, new_phone
from tests.casework.acts.tries import PAPER, TRIES, Try
from tests.house.entry.writes import collecting

pytestmark = pytest.mark.django_db

BLANK = ("", "   ", "\n\t")
ITEM_AND_REASON = "Cần chọn ít nhất một mục cần bổ sung và ghi rõ lý do."
REASON_AND_ARTICLE = "Cần ghi lý do từ chối và điều khoản pháp luật làm căn cứ."
OTHER_OFFICE = "Cần chọn Sở khác đang tiếp nhận trực tuyến và ghi lý do chuyển."
PROGRESS = "Cần ghi nội dung đã xử lý, tối đa 250 ký tự."
OTHER_LICENCE = "Số giấy phép in trên thẻ khác số đã phê duyệt. Số giấy phép giữ nguyên khi đổi; vui lòng xem lại thẻ."
SERIAL = "Số phôi gồm 2 chữ cái và 6 chữ số, ví dụ AB123456."
OLD_NUMBER = "Số CMND/CCCD cũ không đúng. Số gồm 9 hoặc 12 chữ số."


def check_refused(trial: Try, dossier: Dossier, *, kind: type[ActRefused] = NotComplete, said: str = "") -> None:
    """The act is refused in these words (none given: those of its kind), and nothing is written."""
    doer = trial.doer(dossier)
    with collecting() as written, pytest.raises(kind, match=f"^{re.escape(said or kind.sentence)}$"):
        trial.do(dossier, doer, request_id="refused")
    assert written == {}


def answer(**more: Any) -> dict[str, Any]:
    """A paper answer that lacks something."""
    told = {"subject": "police", "good": True, "note": "Công văn 12/CV-THU"} | more
    return {"answer": PaperAnswer(**told)}


LACKING: list[tuple[str, dict[str, Any], str]] = [
    *(("ask to correct before acceptance", {"reason": blank}, ITEM_AND_REASON) for blank in BLANK),
    ("ask to correct while examining", {"items": ()}, ITEM_AND_REASON),
    ("ask to correct while examining", {"items": ("name", "licence")}, ITEM_AND_REASON),
    *(("refuse receipt", {"reason": blank}, REASON_AND_ARTICLE) for blank in BLANK),
    *(("refuse the exchange", {"article": blank}, REASON_AND_ARTICLE) for blank in BLANK),
    *(("send back", {"reason": blank}, "Cần ghi lý do trả lại để cán bộ thẩm định xem xét.") for blank in BLANK),
    *(("reopen while examining", {"reason": blank}, "Cần ghi lý do xử lý lại hồ sơ.") for blank in BLANK),
    *(("postpone", {"reason": blank}, "Cần ghi lý do hẹn lại để xin lỗi người dân.") for blank in BLANK),
    *(("tell progress", {"note": blank}, PROGRESS) for blank in BLANK),
    ("tell progress", {"note": "x" * 251}, PROGRESS),
    *(("fail at the desk", {"reason": blank}, "Cần ghi lý do chưa trả được thẻ.") for blank in BLANK),
    ("print", {"number": "999999999999"}, OTHER_LICENCE),
    ("hand over to the post", {"waybill": "số 12"}, "Số hiệu bưu gửi gồm chữ in hoa và chữ số, ví dụ EG000000001VN."),
    (
        "hand over to the desk",
        {"waybill": "EG000000001VN"},
        "Thẻ này được nhận tại Sở nên không có số hiệu bưu gửi.",
    ),
    *(("transfer", {"reason": blank}, OTHER_OFFICE) for blank in BLANK),
    ("transfer", {"department_id": "H26"}, OTHER_OFFICE),  # its own
    ("transfer", {"department_id": "H01"}, OTHER_OFFICE),  # not online
    ("transfer", {"department_id": "TCDB"}, OTHER_OFFICE),
    ("transfer", {"department_id": ""}, OTHER_OFFICE),
    *(
        ("print", {"serial": serial}, SERIAL)
        for serial in ("", "A1234567", "ABC12345", "AB12345", "AB1234567", "12345678", "AB١٢٣٤٥٦", "ĐB123456")
    ),
    *(("deliver at the desk", {"signed_by": blank}, "Cần ghi họ tên người ký nhận thẻ.") for blank in BLANK),
    *(
        ("record an answer while examining", answer(note=blank), "Cần ghi số, ngày của văn bản làm căn cứ.")
        for blank in BLANK
    ),
    ("record an answer while examining", answer(subject="health"), "Cần ghi ngày kết luận trên giấy khám sức khỏe."),
    *(
        ("record an answer before acceptance", answer(subject="identity", number=number), OLD_NUMBER)
        for number in ("", "12345678", "1234567890", "abcdefghi", "0123456789012")
    ),
]


@pytest.mark.parametrize(("name", "more", "sentence"), LACKING)
def test_what_is_lacking_is_said_and_nothing_is_written(name: str, more: dict[str, Any], sentence: str) -> None:
    right = TRIES[name]
    wrong = replace(right, more={**right.more, **more})
    dossier = wrong.ready()
    check_refused(wrong, dossier, said=sentence)
    assert right.do(dossier, right.doer(dossier), request_id="r1").version == dossier.version + 1


def test_a_department_that_went_offline_is_no_target() -> None:
    right = TRIES["transfer"]
    dossier = right.ready()
    Department.objects.filter(id="H24").update(online=False)
    check_refused(right, dossier, said=OTHER_OFFICE)


def test_what_is_with_the_post_no_officer_delivers() -> None:
    right = TRIES["deliver at the desk"]
    dossier = builders.handed_over()
    said = "Thẻ đang do bưu điện chuyển phát; hệ thống ghi nhận khi bưu điện báo đã phát."
    check_refused(right, dossier, said=said)


def hold(dossier: Dossier) -> None:
    """The police now says that the licence is seized."""
    seized = Violation(
        minutes_number="0002/BB-THU",
        noted=date(2021, 9, 27),
        agency="Đội CSGT Thử nghiệm",
        behaviour="Hành vi thử",
        kind="seized",
        since=date(2021, 9, 27),
        until=None,
        fine=None,
        paid=None,
        active=True,
        licence_number=None,
        licence_class=None,
    )
    learn_violations(dossier_id=dossier.id, source="police", found=FoundViolations(records=(seized,)))


def lose_health(dossier: Dossier) -> None:
    """The health database no longer has the certificate."""
    learn_health(dossier_id=dossier.id, found=FoundCertificates(certificates=()))


def lose_photo(dossier: Dossier) -> None:
    """The photo is gone."""
    Document.objects.filter(dossier=dossier).delete()


def lose_licence(dossier: Dossier) -> None:
    """An officer found that the record is another's."""
    dossier.licence.match = "none"
    dossier.licence.save()


MEASURE = (
    "Cục Cảnh sát giao thông đang áp dụng biện pháp xử lý vi phạm "
    "(Điều 125 Luật Xử lý vi phạm hành chính 15/2012/QH13). Vui lòng trả lại thẩm định."
)
TURNED_BAD = [hold, lose_health, lose_photo, lose_licence]
turned_bad = pytest.mark.parametrize("spoil", TURNED_BAD, ids=lambda spoil: spoil.__name__)


@turned_bad
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("propose", "Còn mục kiểm tra chưa đạt nên chưa trình duyệt được."),
        ("approve", "Có mục kiểm tra đã thay đổi sau khi trình. Vui lòng trả lại cán bộ thẩm định."),
        ("ask for the fee", "Còn mục kiểm tra chưa đạt nên chưa yêu cầu nộp lệ phí."),
    ],
)
def test_what_turned_bad_stops_the_decision(spoil: Callable[[Dossier], None], name: str, sentence: str) -> None:
    trial = TRIES[name]
    dossier = trial.ready()
    spoil(dossier)
    check_refused(trial, dossier, said=MEASURE if (name, spoil) == ("approve", hold) else sentence)


@turned_bad
def test_what_turned_bad_can_be_sent_back_and_is_refused_by_the_leader(spoil: Callable[[Dossier], None]) -> None:
    dossier = builders.proposed()
    spoil(dossier)
    back = TRIES["send back"].do(dossier, TRIES["send back"].doer(dossier), request_id="r1")
    assert (back.state, back.proposed_at, back.proposed_by) == ("examining", None, None)
    ended = TRIES["refuse the exchange"].do(back, TRIES["refuse the exchange"].doer(back), request_id="r2")
    assert ended.state == "refused"


def test_several_things_that_lack_are_said_one_after_another() -> None:
    dossier = builders.draft()
    Document.objects.all().delete()
    Dossier.objects.update(phone="")
    sentences = (
        "Cơ sở dữ liệu khám sức khỏe chưa trả lời. Ông/bà có thể chờ, hoặc gửi giấy khám đang có. "
        "Chưa có ảnh chân dung. Chưa có số điện thoại để báo kết quả."
    )
    check_refused(TRIES["submit"], dossier, said=sentences)


@pytest.mark.parametrize(
    ("delivery", "address", "verdict"),
    [("", "", False), ("post", "", False), ("post", "2 phố Thử", True), ("desk", "", True)],
)
def test_a_way_to_receive_the_card_is_needed(delivery: str, address: str, verdict: bool) -> None:
    dossier = TRIES["submit"].ready()
    Dossier.objects.update(delivery=delivery, delivery_address=address)
    if verdict:
        assert TRIES["submit"].do(dossier, dossier.applicant, request_id="r1").code
        return
    check_refused(TRIES["submit"], dossier, said="Chưa chọn cách nhận kết quả.")


@pytest.mark.parametrize("item", ["photo", "health", "identity", "name", ""])
def test_what_was_not_asked_to_be_corrected_cannot_be_changed(item: str) -> None:
    right = TRIES["fill in a correction"]
    dossier = right.ready()
    wrong = replace(right, more={"item": item, "change": new_phone})
    check_refused(wrong, dossier, kind=NotPossibleNow)


def test_a_change_that_fails_saves_nothing() -> None:
    def broken(dossier: Dossier) -> None:
        dossier.phone = "0900000009"
        raise ZeroDivisionError

    dossier = builders.draft()
    trial = replace(TRIES["fill in a draft"], more={"item": "delivery", "change": broken})
    with collecting() as written, pytest.raises(ZeroDivisionError):
        trial.do(dossier, dossier.applicant, request_id="r1")
    assert written == {}
    assert Dossier.objects.get(id=dossier.id).phone == "0900000001"


@pytest.mark.parametrize(
    ("items", "bring", "enough"),
    [
        (("photo",), False, False),
        (("photo",), True, True),
        (("photo", "health"), True, False),
        (("identity",), True, False),
        (("delivery",), False, True),
        (("photo", "delivery"), True, True),
    ],
)
def test_what_was_asked_for_must_be_new(items: tuple[str, ...], bring: bool, enough: bool) -> None:
    dossier = asked_to_correct(*items)
    if bring:
        bring_photo(dossier)
    right = TRIES["correct before acceptance"]
    if enough:
        assert right.do(dossier, dossier.applicant, request_id="r1").state == "submitted"
        return
    said = "Còn mục cần bổ sung chưa được gửi. Vui lòng gửi đủ các mục trong yêu cầu."
    check_refused(right, dossier, said=said)


def test_a_correction_does_not_hide_what_turned_bad_meanwhile() -> None:
    dossier = asked_to_correct("photo")
    bring_photo(dossier)
    lose_health(dossier)
    said = "Còn mục cần bổ sung chưa được gửi. Vui lòng gửi đủ các mục trong yêu cầu."
    check_refused(TRIES["correct before acceptance"], dossier, said=said)


def test_an_item_is_asked_for_once_however_often_it_is_named_and_in_one_order() -> None:
    right = TRIES["ask to correct before acceptance"]
    dossier = right.ready()
    wanted = {"items": ("delivery", "photo", "photo", "nonsense", "identity"), "reason": "Rõ."}
    done = replace(right, more=wanted).do(dossier, right.doer(dossier), request_id="r1")
    assert done.correction["items"] == ["photo", "identity", "delivery"]
    assert done.correction["reason"] == "Rõ."
    assert (done.corrections, done.correction_open) == (1, True)


def test_who_proposed_does_not_approve() -> None:
    both = builders.officer("examiner", "leader")
    dossier = builders.proposed(by=both)
    with collecting() as written, pytest.raises(NotPossibleNow):
        TRIES["approve"].do(dossier, both, request_id="r1")
    assert written == {}
    assert TRIES["approve"].do(dossier, builders.officer("leader"), request_id="r1").state == "approved"


def test_who_proposed_before_another_did_may_approve_the_others_proposal() -> None:
    both = builders.officer("examiner", "leader")
    dossier = builders.proposed(by=both)
    TRIES["send back"].do(dossier, builders.officer("leader"), request_id="r1")
    TRIES["propose"].do(dossier, builders.officer("examiner"), request_id="r2")
    builders.agencies_answer_again(dossier)
    assert TRIES["approve"].do(dossier, both, request_id="r3").state == "approved"


def test_the_system_is_not_asked_for_a_version_but_the_table_holds_for_it_too() -> None:
    dossier = builders.submitted()
    with collecting() as written, pytest.raises(NotPossibleNow):
        ask_payment(dossier_id=dossier.id, by=system("checks"), request_id=fresh())
    assert written == {}


@pytest.mark.parametrize("kind", [ActRefused, StaleDossier, NotPossibleNow, NotAllowed, NotComplete])
def test_every_refusal_says_a_whole_sentence_and_a_better_one_where_given(kind: type[ActRefused]) -> None:
    assert str(kind()) == kind.sentence
    assert kind.sentence.endswith(".")
    assert str(kind("Vui lòng thử lại.")) == "Vui lòng thử lại."
    assert str(kind("")) == kind.sentence


def test_a_paper_answer_is_not_taken_once_it_is_proposed() -> None:
    dossier = builders.proposed()
    trial = replace(TRIES["record an answer while examining"], more={"answer": PAPER})
    check_refused(trial, dossier, kind=NotPossibleNow)
