"""The fields of a clinic's message: every fault is named at once, with what to do, and never with what was sent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gplx.health.exams.fields import FIELDS
from gplx.health.exams.reading import Reading, read
from gplx.offices.models import Clinic
from tests.health.exams import sender

CLINIC = Clinic(id=sender.FACILITY, groups=[1, 2, 3])
TODAY = date(2021, 9, 27)
NEEDED = [name for name, field in FIELDS.items() if not field.optional]
MISSING = "chưa có. Đây là trường bắt buộc."


def reading(clinic: Clinic | None = CLINIC, *, today: date = TODAY, **changed: Any) -> Reading:
    return read(sender.fields(**{"NGAYKETLUAN": "20/09/2021"} | changed), clinic=clinic, today=today)


def faults(clinic: Clinic | None = CLINIC, *, today: date = TODAY, **changed: Any) -> list[tuple[str, str]]:
    found = reading(clinic, today=today, **changed)
    assert (found.said is None) == bool(found.faults)
    return [(fault.field, fault.says) for fault in found.faults]


def test_a_good_message_in_our_terms() -> None:
    said = reading(HANGBANGLAI="c, b2;C", NONGDOCON="0,0", NGAYKHAMLAI="20/03/2022").said
    assert said is not None
    assert (said.number, said.name, said.sex, said.born) == (
        "00001/GKSKLX/01901/21",
        "Nguyễn Thử Nghiệm",
        "male",
        date(1985, 4, 12),
    )
    assert (said.classes, said.alcohol, said.alcohol_unit, said.drugs) == (("B2", "C"), Decimal("0.0"), "0", False)
    assert (said.concluded, said.reexamine_on, said.state) == (date(2021, 9, 20), date(2022, 3, 20), "ADD")


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("value", [None, "", "   "])
def test_what_is_required_is_asked_for(name: str, value: str | None) -> None:
    assert (name, MISSING) in faults(**{name: value})


def test_an_empty_message_is_told_all_that_it_lacks_at_once() -> None:
    found = read({}, clinic=CLINIC, today=TODAY)
    assert [fault.field for fault in found.faults] == NEEDED


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in NEEDED])
def test_what_is_optional_may_be_left_out_or_empty(name: str) -> None:
    pair = {"NONGDOCON", "DVINONGDOCON"}
    if name not in pair:
        assert faults(**{name: None}) == faults(**{name: ""}) == []


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_too_long_is_told_how_long_it_may_be(name: str) -> None:
    longest = FIELDS[name].longest
    assert (name, f"dài quá {longest} ký tự.") in faults(**{name: "1" * (longest + 1)})


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("value", [True, [], {}, ["B2"]])
def test_what_is_no_text_is_told_so(name: str, value: object) -> None:
    assert (name, "phải là chuỗi ký tự.") in faults(**{name: value})


@pytest.mark.parametrize(("name", "value"), [("GIOITINHVAL", 0), ("MATUY", 0), ("NONGDOCON", 0), ("NONGDOCON", 0.0)])
def test_codes_and_amounts_may_be_numbers(name: str, value: object) -> None:
    assert faults(**{name: value}) == []


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("GIOITINHVAL", "2", "phải là 0 hoặc 1."),
        ("MATUY", "+", "phải là 0 hoặc 1."),
        ("DVINONGDOCON", "9", "phải là 0 hoặc 1."),
        ("STATE", "DEL", "phải là ADD hoặc EDIT."),
        ("STATE", "add", "phải là ADD hoặc EDIT."),
        ("NONGDOCON", "-1", "phải là một số không âm, nhiều nhất 3 chữ số thập phân."),
        ("NONGDOCON", "0.0001", "phải là một số không âm, nhiều nhất 3 chữ số thập phân."),
        ("NONGDOCON", "không", "phải là một số không âm, nhiều nhất 3 chữ số thập phân."),
        ("HANGBANGLAI", "B9", "có hạng không có trong danh mục hạng giấy phép lái xe."),
        ("HANGBANGLAI", "B2,B9", "có hạng không có trong danh mục hạng giấy phép lái xe."),
        ("HANGBANGLAI", ",", "có hạng không có trong danh mục hạng giấy phép lái xe."),
        ("IDBENHVIEN", "01902", "phải là mã của cơ sở đã đăng nhập."),
        ("NGAYSINH", "28/09/2021", "ở sau hôm nay."),
        ("NGAYKETLUAN", "28/09/2021", "ở sau hôm nay."),
        ("NGAYTHANGNAMCAPCMND", "01/01/2030", "ở sau hôm nay."),
        ("NGAYSINH", "21/09/2021", None),
        ("NGAYKETLUAN", "12/04/1985", "phải sau ngày sinh."),
        ("NGAYKHAMLAI", "20/09/2021", "phải sau ngày kết luận."),
    ],
)
def test_each_field_by_its_own_rule(name: str, value: str, says: str | None) -> None:
    found = dict(faults(**{name: value}))
    assert found.get(name) == says
    assert found


@pytest.mark.parametrize("name", ["NGAYSINH", "NGAYTHANGNAMCAPCMND", "NGAYKETLUAN", "NGAYKHAMLAI"])
@pytest.mark.parametrize("value", ["30/02/2021", "1/9/2021", "2021-09-01", "01/13/2021", "hôm qua", "00/00/0000"])
def test_a_day_is_a_real_one_in_the_agreed_form(name: str, value: str) -> None:
    assert (name, "phải là ngày có thật, viết dd/MM/yyyy.") in faults(**{name: value})


@pytest.mark.parametrize(
    "number",
    [
        "1/GKSKLX/01901/21",
        "00001/GKSK/01901/21",
        "00001/GKSKLX/0190/21",
        "00001/GKSKLX/01901/2021",
        "٠٠٠٠١/GKSKLX/01901/21",
    ],
)
def test_the_number_has_its_form(number: str) -> None:
    assert "SO" in dict(faults(SO=number))


def test_the_number_bears_the_facility() -> None:
    assert faults(SO="00001/GKSKLX/01902/21") == [("SO", "phải mang mã cơ sở như IDBENHVIEN.")]


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("012345678", True),
        ("001085000001", True),
        ("B1234567", True),
        ("C12345678", True),
        ("PA1234567", True),
        ("01234567", False),
        ("0123456789", False),
        ("b1234567", False),
        ("001 085 000 001", False),
    ],
)
def test_identity_numbers(number: str, *, good: bool) -> None:
    assert ("SOCMND_PASSPORT" not in dict(faults(SOCMND_PASSPORT=number))) is good


@pytest.mark.parametrize("conclusion", ["A0-1", "A0-2", "A0-3", "A1-0", "?"])
def test_whatever_code_of_a_conclusion_is_taken_as_it_is(conclusion: str) -> None:
    said = reading(KETLUAN=conclusion).said
    assert said is not None
    assert said.conclusion == conclusion


@pytest.mark.parametrize("name", ["A1", "FE", "A.03", "B0.1", "D2E", "CE"])
def test_classes_of_both_times_are_known(name: str) -> None:
    assert faults(HANGBANGLAI=name) == []


@pytest.mark.parametrize(("name", "good"), [("A1", True), ("B1", True), ("B2", False), ("A1,C", False)])
def test_a_clinic_examines_only_for_the_groups_that_it_was_given(name: str, *, good: bool) -> None:
    small = Clinic(id=sender.FACILITY, groups=[1, 2])
    told = [("HANGBANGLAI", "có hạng mà cơ sở chưa được công bố khám. Vui lòng liên hệ Sở Y tế.")]
    assert faults(small, HANGBANGLAI=name) == ([] if good else told)


def test_the_districts_of_2020_may_be_missing() -> None:
    assert faults(MAHUYEN_THUONGTRU=None) == []


@pytest.mark.parametrize("concluded", ["31/12/2024", "01/01/2025"])
def test_alcohol_may_be_untested_from_2025(concluded: str) -> None:
    found = faults(today=date(2025, 2, 1), NGAYKETLUAN=concluded, NONGDOCON="", DVINONGDOCON="")
    assert found == ([("NONGDOCON", MISSING)] if concluded.endswith("2024") else [])


@pytest.mark.parametrize(("amount", "unit", "named"), [("0", "", "DVINONGDOCON"), ("", "0", "NONGDOCON")])
def test_amount_and_unit_go_together(amount: str, unit: str, named: str) -> None:
    told = "chưa có. NONGDOCON và DVINONGDOCON đi cùng nhau."
    assert faults(NONGDOCON=amount, DVINONGDOCON=unit) == [(named, told)]


def test_both_spellings_of_the_identity_day() -> None:
    other = sender.fields()
    other["NGAYTHANGNAMCAPCMD"] = other.pop("NGAYTHANGNAMCAPCMND")
    assert read(other, clinic=CLINIC, today=TODAY).values == reading(NGAYKETLUAN="27/09/2021").values
    both = sender.fields(NGAYTHANGNAMCAPCMD="01/04/2021")
    assert not read(both, clinic=CLINIC, today=TODAY).faults
    differing = read(sender.fields(NGAYTHANGNAMCAPCMD="02/04/2021"), clinic=CLINIC, today=TODAY).faults
    assert [fault.field for fault in differing] == ["NGAYTHANGNAMCAPCMND"]


def test_an_unknown_clinic_is_told_of_the_fields_all_the_same() -> None:
    assert faults(None, IDBENHVIEN="01902", SO="00001/GKSKLX/01902/21") == []
    assert faults(None, SO="00001/GKSKLX/01902/21") == [("SO", "phải mang mã cơ sở như IDBENHVIEN.")]


def test_no_sentence_repeats_what_was_sent() -> None:
    secret = "Bí Mật"
    told = read(dict.fromkeys(FIELDS, secret), clinic=CLINIC, today=TODAY).faults
    assert len(told) > 10
    assert not [fault for fault in told if secret in str(fault)]
