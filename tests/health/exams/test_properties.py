"""Whatever a message holds: it is either said what is wrong with it, or what it says is what was sent."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gplx.health.exams.fields import FIELDS, texts
from gplx.health.exams.reading import classes_of, read
from gplx.health.exams.twins import differences
from gplx.offices.models import Clinic
from gplx.rules.health import known_classes
from tests.health.exams import sender

CLINIC = Clinic(id=sender.FACILITY, groups=[1, 2, 3])
TODAY = date(2021, 9, 27)
VALUES = st.none() | st.text(max_size=30) | st.integers() | st.lists(st.text(), max_size=2) | st.booleans()
CHANGES = st.dictionaries(st.sampled_from(sorted(FIELDS)), VALUES, max_size=5)
QUICK = settings(max_examples=100, deadline=None)


@QUICK
@given(changes=CHANGES)
def test_either_something_is_wrong_or_it_says_what_was_sent(changes: dict[str, Any]) -> None:
    found = read(sender.fields(NGAYKETLUAN="20/09/2021") | changes, clinic=CLINIC, today=TODAY)
    assert (found.said is None) == bool(found.faults)
    assert set(found.values) == set(FIELDS)
    if found.said:
        assert found.said.number == found.values["SO"]
        assert found.said.born < found.said.concluded <= TODAY
        assert known_classes().issuperset(found.said.classes)


@QUICK
@given(changes=CHANGES)
def test_only_fields_that_were_changed_are_complained_of_or_what_hangs_on_them(changes: dict[str, Any]) -> None:
    hangs_on = {"IDBENHVIEN": {"SO"}, "NGAYKETLUAN": {"NGAYKHAMLAI", "HANGBANGLAI", "NONGDOCON"}}
    hangs_on |= {"NGAYSINH": {"NGAYKETLUAN"}, "NONGDOCON": {"DVINONGDOCON"}, "DVINONGDOCON": {"NONGDOCON"}}
    may_be = set(changes).union(*(hangs_on.get(name, set()) for name in changes))
    found = read(sender.fields(NGAYKETLUAN="20/09/2021") | changes, clinic=CLINIC, today=TODAY)
    assert {fault.field for fault in found.faults} <= may_be


@QUICK
@given(changes=CHANGES)
def test_a_message_never_differs_from_itself(changes: dict[str, Any]) -> None:
    values, _ = texts(sender.fields() | changes)
    assert differences(values, dict(values)) == []


@QUICK
@given(name=st.sampled_from(sorted(set(FIELDS) - {"STATE", "IDBENHVIEN", "BENHVIEN"})), other=st.text(min_size=1))
def test_whatever_else_stands_in_the_signed_text_is_seen(name: str, other: str) -> None:
    values, _ = texts(sender.fields())
    told = [fault.field for fault in differences(values, values | {name: other})]
    assert told == ([] if other == values[name] else [name])


@QUICK
@given(
    names=st.lists(st.sampled_from(sorted(known_classes())), max_size=6),
    between=st.sampled_from([",", "; ", " | ", "/"]),
)
def test_classes_are_each_named_once_in_one_order(names: list[str], between: str) -> None:
    assert (
        classes_of(between.join(names)) == classes_of(between.join(reversed(names)).lower()) == tuple(sorted({*names}))
    )
