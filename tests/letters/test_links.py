"""No message leads anybody anywhere: not one template in either language, and not what an officer wrote as a reason."""

import re
import tomllib
from pathlib import Path

import pytest

from gplx.casework.ask_correction import ask_correction
from gplx.clock.acted import acted
from gplx.dossiers.models import Act
from gplx.letters import texts
from gplx.letters.links import LEFT_OUT, without_links
from gplx.letters.models import Message
from gplx.offices.models import CLERK
from gplx.registers.models import Exchange
from tests import builders

FOLDER = Path(texts.__file__).parent
TEMPLATES = [
    (file.name, name, language, text)
    for file in sorted(FOLDER.glob("*.toml"))
    for name, languages in tomllib.loads(file.read_text(encoding="utf-8")).items()
    for language, text in languages.items()
]
LIKE_A_LINK = re.compile(r"://|www\.|\.vn\b|\.com\b|\{(link|url|address)\}", re.IGNORECASE)


@pytest.mark.parametrize(("file", "name", "language", "text"), TEMPLATES, ids=lambda part: str(part)[:30])
def test_no_template_holds_a_link_or_a_place_for_one(file: str, name: str, language: str, text: str) -> None:
    assert LIKE_A_LINK.search(text) is None
    assert without_links(text) == text


def test_every_template_stands_in_both_languages() -> None:
    said = {}
    for file, name, language, _ in TEMPLATES:
        said.setdefault((file, name), set()).add(language)
    assert len(said) >= 25
    assert {tuple(sorted(languages)) for languages in said.values()} == {("en", "vi")}


def test_both_ways_to_pay_are_told_without_a_way_there() -> None:
    """Where money is spoken of a person is sent to sign in by themselves."""
    of_money = [text for _, _, language, text in TEMPLATES if "{amount}" in text and language == "vi"]
    assert len(of_money) >= 5
    assert all("nhấn" not in text and "bấm" not in text for text in of_money)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Nộp tại https://nop-phi.example.vn/abc?x=1 nhé", f"Nộp tại {LEFT_OUT} nhé"),
        ("xem HTTP://EXAMPLE.VN", f"xem {LEFT_OUT}"),
        ("www.example.org", LEFT_OUT),
        ("vào dichvucong.example.gov.vn/nop-phi.", f"vào {LEFT_OUT}."),
        ("gửi về a@example.vn", f"gửi về a@{LEFT_OUT}"),
        ("example.top, example.xyz", f"{LEFT_OUT}, {LEFT_OUT}"),
    ],
)
def test_what_looks_like_an_address_is_left_out(written: str, sent: str) -> None:
    assert without_links(written) == sent


@pytest.mark.parametrize(
    "text",
    [
        "GPLX: Hồ sơ 000.00.99.H26-210927-0001 đã được tiếp nhận, hẹn trả kết quả ngày 04/10/2021.",
        "Lệ phí 135.000 ₫. Căn cứ: TT12 Điều 37.3.b.",
        "Ảnh bị mờ.Vui lòng chụp lại",
        "",
    ],
)
def test_whole_sentences_stay_as_they_are(text: str) -> None:
    assert without_links(text) == text


@pytest.mark.django_db
def test_an_officers_link_reaches_nobody_by_any_way() -> None:
    dossier = builders.submitted()
    ask_correction(
        dossier_id=dossier.id,
        by=builders.officer(CLERK),
        request_id=builders.fresh(),
        seen=None,
        items=["photo"],
        reason="Ảnh mờ, nộp phí tại http://lua-dao.example.com/nop",
    )
    acted({"act": Act.objects.get(dossier=dossier, act="ask_correction").id})
    told = Message.objects.filter(dossier=dossier, template="ask_correction")
    assert sorted(message.way for message in told) == ["email", "sms"]
    for message in told:
        assert message.text == (
            f"GPLX: Hồ sơ {dossier.code} cần bổ sung: Ảnh mờ, nộp phí tại {LEFT_OUT}. Đăng nhập để bổ sung."
        )
        assert Exchange.objects.get(key=message.key).ask["text"] == message.text
