"""A doctor issues an exam: prefilled, checked, signed; what must not be concluded is not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from gplx.health.exams.models import ADD, BROWSER, EDIT, Exam
from gplx.health.exams.signature import verify
from gplx.offices.models import SUSPENDED, Clinic, HeldKey, Officer
from tests import builders
from tests.pages.clinic.conftest import doctor_of
from tests.pages.clinic.exam import NEW, QR, SAID, issue, send
from tests.pages.reading import choices, field, main, mistakes, rows, title, tree

pytestmark = pytest.mark.django_db


def test_what_is_normal_stands_there_and_what_must_be_known_does_not(desk: Client) -> None:
    page = desk.get(NEW)
    assert title(page) == "Lập phiếu khám"
    assert {field(page, name) for name in ("mental", "eyes", "endocrine")} == {"Bình thường"}
    assert (field(page, "eye_right"), field(page, "province"), field(page, "alcohol_unit")) == ("10/10", "01", "1")
    assert (field(page, "drugs"), field(page, "conclusion")) == (None, None)
    assert [field(page, name) for name in ("alcohol", "name", "number")] == ["", "", ""]
    assert field(page, "classes") is None


def test_the_qr_of_the_card_fills_in_the_person(desk: Client) -> None:
    page = send(desk, "fill", qr=QR, name="", number="", address="", mental="Mất ngủ", classes=["C"])
    assert "Đã điền theo thẻ" in main(page)
    assert (field(page, "name"), field(page, "number"), field(page, "sex")) == (
        "Nguyễn Thử Nghiệm",
        "001085000001",
        "male",
    )
    assert (field(page, "born"), field(page, "issued_on"), field(page, "province")) == (
        "12/04/1985",
        "01/03/2021",
        "01",
    )
    assert (field(page, "mental"), field(page, "classes"), field(page, "qr")) == ("Mất ngủ", "C", "")
    assert mistakes(page) == []
    assert not Exam.objects.exists()


def test_a_code_that_is_none_says_so_and_keeps_what_was_typed(desk: Client) -> None:
    page = send(desk, "fill", qr="không phải mã")
    assert "Mã QR không đúng của thẻ CCCD gắn chíp" in main(page)
    assert field(page, "name") == SAID["name"]


def test_before_signing_everything_is_shown_and_nothing_is_kept(desk: Client, doctor: Officer) -> None:
    page = send(desk, alcohol="0,0", reason="không dùng đến", reexamine_on="1/1/2022")
    assert title(page) == "Xem lại trước khi ký"
    told = rows(page)
    assert told["Họ và tên"] == "Nguyễn Thử Nghiệm"
    assert told["Mắt"] == "Bình thường Thị lực mắt phải: 10/10 Thị lực mắt trái: 9/10"
    assert told["Tim mạch"] == "Bình thường Mạch (lần/phút): 72 Huyết áp (mmHg): 120/80"
    assert (told["Morphin, heroin"], told["Marijuana (cần sa)"]) == ("Âm tính", "Âm tính")
    assert (told["Nồng độ cồn"], told["Kết luận"], told["Hạng"]) == ("0 mg/l khí thở", "Đủ sức khỏe lái xe", "B2, C")
    assert "Thai sản" not in told
    assert not {"Lý do", "Ngày phải khám lại"} & set(told)
    assert doctor.name in main(page)
    assert not Exam.objects.exists()
    assert not HeldKey.objects.exists()


def test_a_woman_is_examined_by_one_specialty_more(desk: Client) -> None:
    assert rows(send(desk, sex="female"))["Thai sản"] == "Bình thường"


def test_what_the_check_page_holds_is_what_is_signed(desk: Client) -> None:
    page = tree(send(desk, mental="Mất ngủ, nhẹ"))
    kept = [(one.get("name"), one.get("value")) for one in page.xpath("//main//input[@type='hidden']")]
    form: dict[str, Any] = {}
    for name, value in kept:
        form[name] = [*form.get(name, []), value]
    answer = desk.post(NEW, form | {"step": "sign"})
    exam = Exam.objects.get(uuid=answer.headers["Location"].rsplit("/", 1)[1])
    assert exam.sheet.said["findings"]["mental"] == "Mất ngủ, nhẹ"
    assert exam.classes == "B2,C"


def test_the_check_page_leads_back_with_every_word(desk: Client) -> None:
    page = send(desk, "edit", mental="Mất ngủ", classes=["D", "E"])
    assert title(page) == "Lập phiếu khám"
    assert (field(page, "mental"), field(page, "classes"), field(page, "drugs")) == ("Mất ngủ", "D", "negative")


def test_a_signed_exam_is_kept_like_one_from_the_gateway(desk: Client, doctor: Officer, clinic: Clinic) -> None:
    exam = issue(desk)
    assert (exam.number, exam.state, exam.channel, exam.version) == ("00001/GKSKLX/01901/21", ADD, BROWSER, 1)
    assert (exam.clinic, exam.issued_by, exam.doctor) == (clinic, doctor, doctor.name)
    assert (exam.name, exam.born, exam.identity_number) == ("Nguyễn Thử Nghiệm", date(1985, 4, 12), "001085000001")
    assert (exam.classes, exam.conclusion, exam.drugs, exam.alcohol) == ("B2,C", "A0-1", False, 0)
    assert (exam.signature_algorithm, exam.weak_algorithm) == ("RSA-SHA256", False)
    signed = verify(exam.fields["SIGNDATA"])
    assert (signed.fields["HOTEN"], signed.fields["NGAYTHANGNAMCAPCMD"]) == ("Nguyễn Thử Nghiệm", "01/03/2021")
    assert list(signed.fields)[:8] == [
        "UUID",
        "CREATEDDATE",
        "USERCREATE",
        "STATUS",
        "IDBENHVIEN",
        "ACTION",
        "SO",
        "HOTEN",
    ]
    assert clinic.certificates.get().fingerprint == signed.fingerprint == exam.certificate_fingerprint


def test_the_numbers_of_a_year_have_no_gap(desk: Client, live_on: Callable[[date], None]) -> None:
    assert [issue(desk).number[:5] for _ in range(3)] == ["00001", "00002", "00003"]
    assert send(desk, "sign", name="").status_code == 400
    other = builders.sign_in(Client(), doctor_of(builders.clinic("01902")))
    assert issue(other).number == "00001/GKSKLX/01902/21"
    assert issue(desk).number == "00004/GKSKLX/01901/21"
    live_on(date(2022, 1, 3))
    assert issue(desk).number == "00001/GKSKLX/01901/22"


def test_the_key_is_made_once_and_kept_only_encrypted(desk: Client, clinic: Clinic) -> None:
    issue(desk)
    issue(desk)
    held = HeldKey.objects.get()
    assert held.certificate.clinic == clinic
    assert bytes(held.sealed).startswith(b"gAAAA")
    assert b"PRIVATE" not in bytes(held.sealed)


def test_a_second_click_signs_nothing_more(desk: Client) -> None:
    sent = {"request_id": "ab" * 16}
    first, second = send(desk, "sign", **sent), send(desk, "sign", **sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Exam.objects.count() == 1


@pytest.mark.parametrize("request_id", ["", "abc", "x" * 32])
def test_a_form_that_is_none_of_ours_signs_nothing(desk: Client, request_id: str) -> None:
    assert send(desk, "sign", request_id=request_id).status_code in (400, 404)
    assert not Exam.objects.exists()


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"name": ""}, "Vui lòng điền: Họ và tên."),
        ({"number": "12345"}, "Số giấy tờ gồm 12 hoặc 9 chữ số; hộ chiếu gồm 1 chữ cái và 7 hoặc 8 chữ số."),
        ({"born": "28/9/2021"}, "Ngày sinh phải trước hôm nay."),
        ({"issued_on": "28/9/2021"}, "Ngày cấp giấy tờ phải sau ngày sinh và không sau hôm nay."),
        ({"issued_on": "1/1/1980"}, "Ngày cấp giấy tờ phải sau ngày sinh và không sau hôm nay."),
        ({"drugs": ""}, "Vui lòng chọn kết quả xét nghiệm ma túy."),
        ({"drugs": "positive", "conclusion": "A0-2", "reason": "x"}, "Vui lòng đánh dấu nhóm dương tính."),
        ({"alcohol": ""}, "Vui lòng ghi nồng độ cồn bằng số, ví dụ 0 hoặc 0,25."),
        ({"alcohol": "-1"}, "Vui lòng ghi nồng độ cồn bằng số, ví dụ 0 hoặc 0,25."),
        ({"alcohol": "không"}, "Vui lòng ghi nồng độ cồn bằng số, ví dụ 0 hoặc 0,25."),
        ({"alcohol": "NaN"}, "Vui lòng ghi nồng độ cồn bằng số, ví dụ 0 hoặc 0,25."),
        ({"classes": []}, "Vui lòng chọn: Khám cho hạng."),
        ({"classes": ["Z9"]}, "Vui lòng chọn: Khám cho hạng."),
        ({"conclusion": ""}, "Vui lòng chọn kết luận."),
        ({"conclusion": "A0-2"}, "Vui lòng ghi lý do không đủ sức khỏe."),
        ({"conclusion": "A0-3"}, "Vui lòng ghi ngày phải khám lại, sau hôm nay."),
        ({"conclusion": "A0-3", "reexamine_on": "27/9/2021"}, "Vui lòng ghi ngày phải khám lại, sau hôm nay."),
        ({"mental": ""}, "Vui lòng điền: Tâm thần."),
        ({"mental": "x" * 201}, "Tâm thần: tối đa 200 ký tự."),
    ],
)
@pytest.mark.parametrize("step", ["check", "sign"])
def test_what_is_wrong_is_told_beside_its_field(desk: Client, step: str, other: dict[str, Any], sentence: str) -> None:
    answer = send(desk, step, **other)
    assert answer.status_code == 400
    assert mistakes(answer) == [sentence]
    assert not Exam.objects.exists()


@pytest.mark.parametrize("conclusion", ["A0-1", "A0-3"])
@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (
            {"drugs": "positive", "found": ["opiates"]},
            "Xét nghiệm ma túy dương tính: chỉ kết luận được là không đủ sức khỏe.",
        ),
        ({"alcohol": "0,001"}, "Có nồng độ cồn: chỉ kết luận được là không đủ sức khỏe."),
        ({"alcohol": "12", "alcohol_unit": "0"}, "Có nồng độ cồn: chỉ kết luận được là không đủ sức khỏe."),
    ],
)
def test_with_drugs_or_alcohol_nobody_is_fit(
    desk: Client, conclusion: str, other: dict[str, Any], sentence: str
) -> None:
    answer = send(desk, "sign", conclusion=conclusion, reexamine_on="1/12/2021", **other)
    assert mistakes(answer) == [sentence]
    assert not Exam.objects.exists()


def test_somebody_unfit_is_issued_the_word(desk: Client) -> None:
    exam = issue(
        desk, drugs="positive", found=["opiates", "cannabis"], conclusion="A0-2", reason="Dương tính với ma túy"
    )
    assert (exam.conclusion, exam.drugs, exam.fields["LYDO"]) == ("A0-2", True, "Dương tính với ma túy")
    assert exam.sheet.said["drugs"] == ["opiates", "cannabis"]


def test_one_to_be_examined_again_carries_the_day(desk: Client) -> None:
    exam = issue(desk, conclusion="A0-3", reexamine_on="1/12/2021")
    assert exam.reexamine_on == date(2021, 12, 1)


def test_the_tests_are_those_of_the_day(desk: Client, live_on: Callable[[date], None]) -> None:
    assert choices(desk.get(NEW), "found") == ["opiates", "amphetamine", "methamphetamine", "cannabis"]
    live_on(date(2025, 1, 2))
    page = desk.get(NEW)
    assert choices(page, "found") == ["opiates", "amphetamine", "methamphetamine", "cannabis", "mdma"]
    assert "Thai sản" not in main(page)
    assert "B2" not in choices(page, "classes")
    exam = issue(desk, alcohol="", classes=["B", "C1"], issued_on="1/3/2021")
    assert (exam.alcohol, exam.fields["NONGDOCON"], exam.fields["DVINONGDOCON"]) == (None, "", "")


def test_only_the_classes_of_the_clinics_groups_are_offered(desk: Client, clinic: Clinic) -> None:
    Clinic.objects.update(groups=[1])
    assert choices(desk.get(NEW), "classes") == ["A1"]
    assert mistakes(send(desk, classes=["B2"])) == ["Vui lòng chọn: Khám cho hạng."]


def test_a_clinic_that_is_suspended_issues_nothing(desk: Client) -> None:
    Clinic.objects.update(state=SUSPENDED, refusal="Hết hạn công bố")
    for answer in (desk.get(NEW), send(desk), send(desk, "sign")):
        assert title(answer) == "Chưa phát hành được phiếu"
        assert "Hết hạn công bố" in main(answer)
    assert not Exam.objects.exists()


def test_without_the_key_of_the_keys_it_is_said(desk: Client, settings: Settings) -> None:
    settings.CLINIC_KEYS = []
    answer = send(desk, "sign")
    assert answer.status_code == 400
    assert "Chức năng ký trên trình duyệt chưa được bật." in main(answer)
    assert not Exam.objects.exists()


# ---- correcting


def correct(desk: Client, exam: Exam, step: str = "sign", **other: Any):
    said = {"why": "Sai tên", "version": exam.version} | other
    return send(desk, step, page=f"/co-so-kham/phieu/{exam.uuid}/sua", **said)


def test_a_correction_is_a_new_version_and_the_first_stays(desk: Client, live_on: Callable[[date], None]) -> None:
    exam = issue(desk)
    live_on(date(2021, 9, 28))
    answer = correct(desk, exam, name="Nguyễn Thử Nghiệm Mới")
    assert answer.headers["Location"] == f"/co-so-kham/phieu/{exam.uuid}"
    before, after = Exam.objects.filter(uuid=exam.uuid).order_by("version")
    assert (before.name, before.current, before.state) == ("Nguyễn Thử Nghiệm", False, ADD)
    assert (after.name, after.current, after.state, after.version) == ("Nguyễn Thử Nghiệm Mới", True, EDIT, 2)
    assert (after.number, after.classes, after.concluded) == (exam.number, exam.classes, date(2021, 9, 27))
    assert (after.sheet.why, before.sheet.why) == ("Sai tên", "")


def test_the_form_of_a_correction_holds_what_was_issued(desk: Client) -> None:
    exam = issue(desk, drugs="positive", found=["cannabis"], conclusion="A0-2", reason="Ma túy", alcohol="0,25")
    page = desk.get(f"/co-so-kham/phieu/{exam.uuid}/sua")
    assert title(page) == "Sửa phiếu khám"
    assert (field(page, "name"), field(page, "born"), field(page, "issued_on")) == (
        SAID["name"],
        "12/04/1985",
        "01/03/2021",
    )
    assert (field(page, "drugs"), field(page, "found"), field(page, "conclusion")) == ("positive", "cannabis", "A0-2")
    assert (field(page, "alcohol"), field(page, "pulse"), field(page, "why")) == ("0.25", "72", "")
    assert choices(page, "classes") == []
    assert "00001/GKSKLX/01901/21, hạng B2,C" in main(page)


def test_a_correction_needs_its_reason(desk: Client) -> None:
    exam = issue(desk)
    assert mistakes(correct(desk, exam, why=" ")) == ["Vui lòng điền: Lý do sửa."]
    assert Exam.objects.count() == 1


def test_a_correction_cannot_make_fit_what_is_not(desk: Client) -> None:
    exam = issue(desk)
    answer = correct(desk, exam, alcohol="1")
    assert mistakes(answer) == ["Có nồng độ cồn: chỉ kết luận được là không đủ sức khỏe."]
    assert Exam.objects.count() == 1


def test_a_second_click_corrects_once(desk: Client) -> None:
    exam = issue(desk)
    for _ in range(2):
        correct(desk, exam, request_id="cd" * 16, name="Tên Mới")
    assert Exam.objects.filter(uuid=exam.uuid).count() == 2


def test_another_clinics_exam_does_not_exist(desk: Client) -> None:
    exam = issue(desk)
    other = builders.sign_in(Client(), doctor_of(builders.clinic("01902")))
    for answer in (
        other.get(f"/co-so-kham/phieu/{exam.uuid}"),
        other.get(f"/co-so-kham/phieu/{exam.uuid}/sua"),
        correct(other, exam, name="Kẻ Khác"),
    ):
        assert answer.status_code == 404
    assert Exam.objects.count() == 1
