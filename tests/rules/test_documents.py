"""Papers of the dossier and rules for the photo."""

from datetime import date

import pytest

from gplx.rules.documents import EN, VI, required
from gplx.rules.law import LAW
from gplx.rules.photo import photo_rules

D = date.fromisoformat


def codes(licence_class: str, on: str, **who: object) -> list[str]:
    return [paper.code for paper in required(licence_class=licence_class, on=D(on), **who)]


@pytest.mark.parametrize(
    ("licence_class", "on", "who", "expected"),
    [
        ("B2", "2021-09-27", {}, ["form", "health", "licence_copy", "identity_copy", "photo", "old_licence"]),
        ("A1", "2021-09-27", {}, ["form", "licence_copy", "identity_copy", "photo", "old_licence"]),
        ("B2", "2021-09-27", {"splitting": True}, ["form", "licence_copy", "identity_copy", "photo", "old_licence"]),
        (
            "B2",
            "2021-09-27",
            {"nationality": "foreign"},
            ["form", "health", "licence_copy", "passport_copy", "photo", "old_licence"],
        ),
        ("B", "2025-01-01", {}, ["form", "health", "licence_copy", "photo", "old_licence"]),
        ("B", "2025-01-01", {"splitting": True}, ["form", "health", "licence_copy", "photo", "old_licence"]),
        ("A", "2025-03-01", {}, ["form", "licence_copy", "photo", "old_licence"]),
        ("B", "2026-07-01", {}, ["health", "photo"]),
    ],
)
def test_papers(licence_class: str, on: str, who: dict[str, object], expected: list[str]) -> None:
    assert codes(licence_class, on, **who) == expected


def test_each_paper_is_named_in_both_languages_with_its_article() -> None:
    for paper in required(licence_class="B2", on=D("2021-09-27")):
        assert paper.vi == VI[paper.code]
        assert paper.en == EN[paper.code]
        assert paper.article.startswith("Điều 38 Thông tư 12/2017/TT-BGTVT")
        assert paper.confidence == "H"


def test_every_paper_that_a_law_names_has_words_and_no_other() -> None:
    named = {code for row in LAW.values["documents.required"] for papers in row.value.values() for code in papers}
    assert named <= set(VI) == set(EN)
    assert required(licence_class="B", on=D("2026-07-01"))[0].confidence == "L"


def test_photo() -> None:
    rules = photo_rules(on=D("2021-09-27"))
    assert (rules.print_mm, rules.background, rules.at_least_px) == ((30, 40), "blue", (473, 630))
    assert (rules.at_most_kb, rules.head_percent, rules.taken_within_months) == (700, (65, 80), 6)
