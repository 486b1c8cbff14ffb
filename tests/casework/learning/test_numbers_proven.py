"""The QR code of the chip card proves an old number; another's card, or a broken code, proves nothing."""

import unicodedata
from typing import Any

import pytest

from gplx.applicants.models import CHIP_QR, PORTAL, Applicant, KnownNumber
from gplx.casework.learn_licences import learn_licences
from gplx.casework.prove_number import UnableToProve, prove_number
from gplx.licences.models import Licence
from gplx.registers.models import Exchange
from gplx.rules.identity import UnableToReadQR
from tests import builders
from tests.casework.learning.registered import found, person
from tests.house.entry.writes import collecting

pytestmark = pytest.mark.django_db
OLD = "012345678"
NOT_YOURS = "Số trên mã QR không phải là số định danh của tài khoản đang đăng nhập. Vui lòng dùng thẻ của ông/bà."
NOT_YOU = "Họ tên hoặc ngày sinh trên mã QR khác với tài khoản. Vui lòng kiểm tra lại thẻ căn cước."


@pytest.fixture
def who() -> Applicant:
    return builders.applicant(name="Nguyễn Thị Hoà")


def code(who: Applicant, **more: str) -> str:
    """The text of the QR code of the applicant's own card."""
    fields = {
        "number": who.numbers.get(source=PORTAL).number,
        "old": OLD,
        "name": "Nguyễn Thị Hoà",
        "born": "12041985",
        "sex": "Nam",
        "address": "1 phố Thử, Hà Nội",
        "issued": "01062021",
    } | more
    return "|".join(fields.values())


def test_ones_own_card_links_both_numbers_and_asks_the_register_anew(who: Applicant) -> None:
    assert prove_number(applicant=who, qr_text=code(who)) == OLD
    own = who.numbers.get(source=PORTAL).number
    proven = who.numbers.filter(source=CHIP_QR)
    assert set(proven.values_list("number", flat=True)) == {own, OLD}
    assert all(known.evidence == {"card": own} for known in proven)
    asked = Exchange.objects.get()
    assert (asked.register, asked.operation, asked.ask) == ("licences", "find", {"numbers": [own, OLD]})


def test_a_card_without_an_old_number_says_so(who: Applicant) -> None:
    assert prove_number(applicant=who, qr_text=code(who, old="")) is None
    assert list(who.numbers.filter(source=CHIP_QR).values_list("number", flat=True)) == [
        who.numbers.get(source=PORTAL).number
    ]


def test_the_same_card_again_links_and_asks_nothing_more(who: Applicant) -> None:
    for _ in range(3):
        assert prove_number(applicant=who, qr_text=code(who)) == OLD
    assert KnownNumber.objects.filter(applicant=who).count() == 3
    assert Exchange.objects.count() == 1


def test_after_it_a_licence_under_the_old_number_is_surely_theirs(who: Applicant) -> None:
    record = person(who, identity_number=OLD)
    learn_licences(applicant_id=who.id, found=found(record), asked=())
    assert Licence.objects.get().match == "middling"
    prove_number(applicant=who, qr_text=code(who))
    learn_licences(applicant_id=who.id, found=found(record), asked=())
    assert Licence.objects.get().match == "strong"
    assert "chip_qr:number" in Licence.objects.get().evidence


@pytest.mark.parametrize(
    "more",
    [
        {"name": "NGUYỄN THỊ HOÀ"},
        {"name": "Nguyễn Thị Hòa"},
        {"name": unicodedata.normalize("NFD", "Nguyễn Thị Hoà")},
        {"name": "NGUYEN THI HOA"},
        {"issued": "31122022"},
        {"address": ""},
    ],
)
def test_another_spelling_is_the_same_person(who: Applicant, more: dict[str, str]) -> None:
    assert prove_number(applicant=who, qr_text=code(who, **more)) == OLD


@pytest.mark.parametrize("wrap", ["{}\n", "  {}\r\n", "\ufeff{}"])
def test_what_a_scanner_adds_around_the_text_does_not_matter(who: Applicant, wrap: str) -> None:
    assert prove_number(applicant=who, qr_text=wrap.format(code(who))) == OLD


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"number": "079085000001"}, NOT_YOURS),
        ({"number": "079085000001", "old": ""}, NOT_YOURS),
        ({"born": "13041985"}, NOT_YOU),
        ({"born": "12041986"}, NOT_YOU),
        ({"name": "Trần Thị Hoà"}, NOT_YOU),
        ({"name": "Nguyễn Thị Hoạ"}, NOT_YOU),
    ],
)
def test_anothers_card_proves_nothing_and_leaves_no_trace(who: Applicant, more: dict[str, str], sentence: str) -> None:
    with collecting() as written, pytest.raises(UnableToProve, match=f"^{sentence}$"):
        prove_number(applicant=who, qr_text=code(who, **more))
    assert written == {}


def test_a_number_that_was_only_proven_otherwise_does_not_make_a_card_ones_own(who: Applicant) -> None:
    prove_number(applicant=who, qr_text=code(who))
    second = code(who, number="079085000001", old=OLD)  # its old number was learnt from the first card alone
    with collecting() as written, pytest.raises(UnableToProve, match=f"^{NOT_YOURS}$"):
        prove_number(applicant=who, qr_text=second)
    assert written == {}


def test_two_people_each_prove_their_own(who: Applicant) -> None:
    other = builders.applicant(name="Nguyễn Thị Hoà")
    prove_number(applicant=who, qr_text=code(who))
    with pytest.raises(UnableToProve, match=f"^{NOT_YOURS}$"):
        prove_number(applicant=other, qr_text=code(who))
    assert not other.numbers.filter(source=CHIP_QR).exists()


BROKEN: list[dict[str, Any] | str] = [
    "",
    "xin chào",
    "https://vi-du.example.vn/the?id=1",
    "<script>alert(1)</script>",
    "|" * 6,
    {"number": "00108500000"},
    {"number": "٠٠١٠٨٥٠٠٠٠٠١"},
    {"old": "12345678"},
    {"old": "01234567a"},
    {"born": "30021985"},
    {"born": "1985-04-12"},
    {"sex": "Khác"},
    {"name": ""},
    {"name": "Nguyễn <b>"},
    {"issued": "01011980"},
    {"issued": "32012021"},
    {"address": "a|b"},
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_text_that_is_no_such_code_is_told_in_one_sentence(who: Applicant, broken: dict[str, str] | str) -> None:
    text = broken if isinstance(broken, str) else code(who, **broken)
    with collecting() as written, pytest.raises(UnableToReadQR, match=r"^Mã QR không đúng .*; hãy quét lại mã") as said:
        prove_number(applicant=who, qr_text=text)
    assert written == {}
    assert who.numbers.get().number not in str(said.value)
