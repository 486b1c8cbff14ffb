"""Reading the facts: one clear sentence for each thing that cannot be read."""

import copy
import json
from typing import Any

import pytest

from gplx.rules.case import Case, UnableToReadCase
from tests.rules.situations import SITUATIONS

GOOD: dict[str, Any] = {
    "holder": {"born": "1985-04-12", "sex": "male"},
    "licence": {
        "class": "B2",
        "issued": "2012-03-01",
        "expires": "2022-03-01",
        "card": "pet",
        "issuer": "transport",
        "in_register": True,
        "lost": False,
    },
    "wanted_class": None,
    "reason": "expiring",
    "channel": "online",
    "holds": [{"kind": "seized", "until": None}],
    "health": {"concluded": "2021-09-01", "class": "B2", "conclusion": "A0-1"},
}
REMOVE = object()


def changed(path: str, value: object) -> dict[str, Any]:
    facts = copy.deepcopy(GOOD)
    *groups, name = path.split(".")
    branch: Any = facts
    for group in groups:
        branch = branch[int(group)] if group.isdigit() else branch[group]
    if value is REMOVE:
        del branch[name]
    else:
        branch[name] = value
    return facts


def test_reads_bytes_text_and_objects_alike() -> None:
    from_object = Case.from_json(GOOD)
    assert Case.from_json(json.dumps(GOOD)) == from_object
    assert Case.from_json(json.dumps(GOOD).encode()) == from_object
    assert from_object.licence.class_ == "B2"
    assert json.loads(from_object.to_json()) == GOOD


def test_what_may_be_left_out() -> None:
    short = {name: GOOD[name] for name in ("holder", "licence", "reason", "channel")}
    case = Case.from_json(short)
    assert (case.wanted_class, case.holds, case.health) == (None, (), None)


@pytest.mark.parametrize(
    ("path", "value", "field", "says"),
    [
        ("holder.born", "1985-02-30", "holder.born", "một ngày có thật"),
        ("holder.born", "12/04/1985", "holder.born", "một ngày có thật"),
        ("holder.born", 1985, "holder.born", "một ngày có thật"),
        ("holder.born", "1799-01-01", "holder.born", "nằm ngoài khoảng"),
        ("holder.sex", "nam", "holder.sex", "“nam” không được chấp nhận"),
        ("holder.sex", REMOVE, "holder.sex", "còn thiếu"),
        ("holder", REMOVE, "holder", "còn thiếu"),
        ("holder.name", "Nguyễn Văn Thử", "holder.name", "cần bỏ đi"),
        ("colour", "red", "colour", "cần bỏ đi"),
        ("licence.class", "B9", "licence.class", "không có hạng “B9”"),
        ("licence.class", "C1", "licence.class", "ngày 2012-03-01 không có hạng “C1”"),
        ("licence.class", None, "licence.class", "sai kiểu"),
        ("licence.card", "plastic", "licence.card", "không được chấp nhận"),
        ("licence.in_register", "yes", "licence.in_register", "sai kiểu"),
        ("licence.issued", "1985-04-12", "licence.issued", "sau ngày sinh"),
        ("licence.issued", "1984-01-01", "licence.issued", "sau ngày sinh"),
        ("licence.issued", "2100-01-01", "licence.issued", "nằm ngoài khoảng"),
        ("licence.expires", "2012-02-29", "licence.expires", "trước ngày cấp"),
        ("licence.expires", REMOVE, "licence.expires", "còn thiếu"),
        ("wanted_class", "Z", "wanted_class", "không có hạng “Z”"),
        ("wanted_class", "", "wanted_class", "không có hạng"),
        ("reason", "bored", "reason", "không được chấp nhận"),
        ("channel", "post", "channel", "không được chấp nhận"),
        ("holds.0.kind", "jailed", "holds[0].kind", "không được chấp nhận"),
        ("holds.0.until", "soon", "holds[0].until", "một ngày có thật"),
        ("holds.0.until", "2150-01-01", "holds[0].until", "nằm ngoài khoảng"),
        ("health.concluded", REMOVE, "health.concluded", "còn thiếu"),
        ("health.concluded", "1850-01-01", "health.concluded", "nằm ngoài khoảng"),
    ],
)
def test_refuses_and_names_the_field(path: str, value: object, field: str, says: str) -> None:
    with pytest.raises(UnableToReadCase) as refusal:
        Case.from_json(changed(path, value))
    sentence = str(refusal.value)
    assert sentence.startswith(f'Trường "{field}": ')
    assert says in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize("source", [b"", b"{", b"\xff\xfe", "nothing", '{"holder":'])
def test_refuses_what_is_not_json(source: bytes | str) -> None:
    with pytest.raises(UnableToReadCase, match="JSON"):
        Case.from_json(source)


@pytest.mark.parametrize("source", [b"[]", b"null", b"12", '"text"'])
def test_refuses_json_that_is_no_object(source: bytes | str) -> None:
    with pytest.raises(UnableToReadCase, match="sai kiểu"):
        Case.from_json(source)


@pytest.mark.parametrize(("issued", "name"), [("2024-12-31", "B2"), ("2025-01-01", "B"), ("1996-01-01", "A1")])
def test_the_day_of_issue_decides_which_classes_there_are(issued: str, name: str) -> None:
    facts = changed("licence.issued", issued)
    facts["licence"] |= {"class": name, "expires": None}
    facts["holder"]["born"] = "1970-01-01"
    assert Case.from_json(facts).licence.class_ == name


def test_every_situation_survives_its_own_json() -> None:
    for situation in SITUATIONS:
        assert Case.from_json(situation.case.to_json()) == situation.case


@pytest.mark.parametrize("issuer", ["foreign", "military", "police"])
def test_other_issuers_name_their_classes_as_they_like(issuer: str) -> None:
    facts = changed("licence.class", "Klasse 3")
    facts["licence"]["issuer"] = issuer
    assert Case.from_json(facts).licence.class_ == "Klasse 3"
