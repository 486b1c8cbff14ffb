"""The health certificate: classes, groups, months, codes."""

from datetime import date

import pytest

from gplx.rules.health import alcohol_tested, best_cover, check_certificate, group_of, health_needed, known_classes

D = date.fromisoformat


def check(
    concluded: str = "2021-09-01",
    classes: tuple[str, ...] = ("B2",),
    conclusion: str = "A0-1",
    wanted: str = "B2",
    on: str = "2021-09-27",
    **more: object,
):
    return check_certificate(
        concluded=D(concluded), classes=classes, conclusion=conclusion, wanted_class=wanted, on=D(on), **more
    )


@pytest.mark.parametrize("name", ["A1", "A2", "A3"])
def test_motorcycles_need_none_until_2024(name: str) -> None:
    assert not health_needed(licence_class=name, on=D("2024-12-31"))


@pytest.mark.parametrize("name", ["A4", "B1", "B11", "B2", "C", "D", "E", "FB2", "FC", "FD", "FE"])
def test_all_others_need_one_until_2024(name: str) -> None:
    assert health_needed(licence_class=name, on=D("2024-12-31"))


@pytest.mark.parametrize(("name", "needed"), [("A1", False), ("A", False), ("B1", False), ("B", True), ("DE", True)])
def test_from_2025(name: str, *, needed: bool) -> None:
    assert health_needed(licence_class=name, on=D("2025-01-01")) is needed


@pytest.mark.parametrize(
    ("changes", "ok", "codes"),
    [
        ({}, True, ["health_good"]),
        ({"classes": ("A1", "B2")}, True, ["health_good"]),
        ({"classes": ("C",)}, True, ["health_good", "health_same_group"]),
        ({"classes": ("B1",)}, False, ["health_other_class"]),
        ({"classes": ()}, None, ["health_class_unknown"]),
        ({"classes": ("?",)}, None, ["health_class_unknown"]),
        ({"classes": ("?", "B2")}, True, ["health_good"]),
        ({"conclusion": "A0-3"}, None, ["health_reexamine"]),
        ({"conclusion": "A0-3", "classes": ("B1",)}, False, ["health_other_class"]),
        ({"conclusion": "a0-1"}, None, ["health_code_unknown"]),
        ({"conclusion": ""}, None, ["health_code_unknown"]),
        ({"conclusion": "A0-2"}, False, ["unfit"]),
        ({"conclusion": "A0-2", "classes": ("FE",), "wanted": "A1"}, False, ["health_unfit_other_class"]),
        ({"concluded": "2021-09-28"}, False, ["health_in_future"]),
        ({"concluded": "2021-03-26"}, False, ["health_too_old"]),
        ({"concluded": "2021-03-26", "conclusion": "A0-2"}, False, ["health_too_old"]),
        ({"concluded": "2012-01-01"}, False, ["health_too_old"]),
        ({"alcohol": False}, True, ["health_good"]),
        ({"alcohol": True}, False, ["health_alcohol"]),
        ({"drugs": True}, False, ["health_drugs"]),
        ({"drugs": True, "alcohol": True}, False, ["health_drugs", "health_alcohol"]),
        ({"drugs": True, "conclusion": "?"}, False, ["health_drugs"]),
        ({"drugs": True, "classes": ("B1",)}, False, ["health_drugs"]),
        ({"drugs": True, "concluded": "2012-01-01"}, False, ["health_too_old"]),
    ],
)
def test_verdicts(changes: dict[str, object], ok: bool | None, codes: list[str]) -> None:
    found = check(**changes)
    assert (found.ok, [reason.code for reason in found.reasons]) == (ok, codes)
    assert found.bars == (codes == ["unfit"])


@pytest.mark.parametrize(
    ("concluded", "until"),
    [
        ("2021-09-01", "2022-03-01"),
        ("2021-08-31", "2022-02-28"),
        ("2024-12-31", "2025-06-30"),
        ("2025-01-01", "2026-01-01"),
    ],
)
def test_the_law_of_the_conclusion_gives_the_months(concluded: str, until: str) -> None:
    last = D(until)
    wanted = "B2" if last.year < 2025 else "B"
    assert check(concluded, (wanted,), wanted=wanted, on=until).ok is True
    assert check(concluded, (wanted,), wanted=wanted, on=until).valid_until == last
    day_after = date.fromordinal(last.toordinal() + 1).isoformat()
    assert check(concluded, (wanted,), wanted=wanted, on=day_after).ok is False


@pytest.mark.parametrize(
    ("name", "wanted", "concluded", "on", "cover"),
    [
        ("B2", "B2", "2021-09-01", "2021-09-27", "same"),
        ("A2", "B2", "2021-09-01", "2021-09-27", "group"),
        ("B2", "A1", "2021-09-01", "2021-09-27", "stricter"),
        ("B1", "C", "2021-09-01", "2021-09-27", "milder"),
        ("A.03", "B2", "2021-09-01", "2021-09-27", "unknown"),
        ("B2", "B", "2024-12-01", "2025-01-10", "same"),
        ("B2", "C1", "2024-12-01", "2025-01-10", "same"),
        ("FB2", "BE", "2024-12-01", "2025-01-10", "same"),
        ("D", "D2", "2024-12-01", "2025-01-10", "same"),
        ("D", "D2", "2025-01-05", "2025-01-10", "group"),
        ("A4", "B", "2024-12-01", "2025-01-10", "unknown"),
        ("A1", "A", "2024-12-01", "2025-01-10", "same"),
        ("A1", "A", "2025-01-05", "2025-01-10", "milder"),
        ("B0.1", "B", "2025-01-05", "2025-01-10", "group"),
    ],
)
def test_cover(name: str, wanted: str, concluded: str, on: str, cover: str) -> None:
    assert best_cover(classes=(name,), wanted_class=wanted, concluded=D(concluded), on=D(on)) == cover


def test_each_reason_names_an_article() -> None:
    for reason in check(conclusion="?").reasons + check().reasons + check(classes=("A1",)).reasons:
        assert reason.article
        assert reason.text_en


def test_drugs_beside_an_unfit_conclusion_leave_its_bar_as_it_is() -> None:
    found = check(drugs=True, conclusion="A0-2")
    assert (found.ok, found.bars, [reason.code for reason in found.reasons]) == (
        False,
        True,
        ["health_drugs", "unfit"],
    )


@pytest.mark.parametrize(("day", "tested"), [("2012-01-01", True), ("2024-12-31", True), ("2025-01-01", False)])
def test_alcohol_is_tested_for_all_until_2024(day: str, *, tested: bool) -> None:
    assert alcohol_tested(concluded=D(day)) is tested


@pytest.mark.parametrize(
    ("name", "concluded", "group"),
    [("B1", "2021-09-01", 2), ("B1", "2025-01-01", 1), ("B2", "2025-01-01", 3), ("CE", "2021-09-01", 3)],
)
def test_the_group_of_a_class_is_that_of_the_day_or_of_the_time_that_knows_it(
    name: str, concluded: str, group: int
) -> None:
    assert group_of(licence_class=name, concluded=D(concluded)) == group


def test_the_classes_of_both_times_are_known_and_no_others() -> None:
    before = {"A1", "A2", "A3", "A4", "B1", "B2", "C", "D", "E", "FB2", "FC", "FD", "FE"}
    after = {"A", "A.03", "B", "B1", "B0.1", "BE", "C", "C1", "CE", "C1E", "D", "D2", "D2E", "DE"}
    assert before | after <= known_classes()
    assert {"", "Z", "b2"}.isdisjoint(known_classes())
    with pytest.raises(KeyError):
        group_of(licence_class="Z", concluded=D("2021-09-01"))
