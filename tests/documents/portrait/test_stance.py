"""How a head lies in a picture, where eyes and face are given."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gplx.documents.portrait import stance
from gplx.documents.portrait.faces import Face
from gplx.documents.portrait.frame import Frame, Head, frame_of, head_of
from gplx.rules.photo import photo_rules

RULES = photo_rules(on=date(2021, 9, 27))
PLACE = (100.0, 100.0, 200.0, 200.0)


def face(*eyes: tuple[float, float]) -> Face:
    return Face(place=PLACE, eyes=eyes)


@pytest.mark.parametrize(
    ("left", "right", "fault"),
    [
        ((160, 180), (240, 180), ""),
        ((160, 180), (240, 196), ""),
        ((160, 180), (240, 200), "tilted"),
        ((160, 200), (240, 180), "tilted"),
        ((180, 180), (260, 180), ""),
        ((190, 180), (270, 180), "turned"),
        ((130, 180), (210, 180), "turned"),
    ],
)
def test_the_eyes_tell_how_the_head_is_held(left: tuple[float, float], right: tuple[float, float], fault: str) -> None:
    assert stance.frontal(face(left, right)).fault == fault


def test_without_eyes_nothing_is_held_against_the_head() -> None:
    assert stance.frontal(face()).fault == ""
    assert stance.eyes(face()).fault == "unseen"


@pytest.mark.parametrize(("count", "fault"), [(0, "none"), (1, ""), (2, "several"), (9, "several")])
def test_one_face_is_wanted(count: int, fault: str) -> None:
    assert stance.number([face()] * count).fault == fault


def test_a_head_is_measured_by_its_eyes() -> None:
    head = head_of(face((160, 180), (240, 180)))
    assert (head.middle, head.crown, head.high) == (200, 180 - 146, 292)


def test_where_they_were_not_seen_it_is_measured_by_the_face() -> None:
    head = head_of(face())
    assert (head.middle, head.crown, head.high) == (200, 180 - 160, 320)


@pytest.mark.parametrize(("high", "fault"), [(70, ""), (85, ""), (87, "near"), (130, "near")])
def test_a_head_leaves_room(high: float, fault: str) -> None:
    frame = Frame(left=0, upper=0, wide=75, high=100)
    assert stance.size(Head(middle=37, crown=10, high=high), frame, RULES).fault == fault


@pytest.mark.parametrize(
    ("middle", "crown", "fault"),
    [
        (37.5, 10, ""),
        (44, 10, ""),
        (46, 10, "off"),
        (29, 10, "off"),
        (37.5, -2, ""),
        (37.5, -4, "edge"),
        (37.5, 31, ""),
        (37.5, 34, "edge"),
    ],
)
def test_a_head_is_whole_and_in_the_middle(middle: float, crown: float, fault: str) -> None:
    frame = Frame(left=0, upper=0, wide=75, high=100)
    assert stance.centred(Head(middle=middle, crown=crown, high=70), frame).fault == fault


@pytest.mark.parametrize(("wide", "high", "fault"), [(473, 630, ""), (472, 630, "few"), (473, 629, "few")])
def test_points_enough_to_be_printed(wide: float, high: float, fault: str) -> None:
    assert stance.pixels(Frame(left=0, upper=0, wide=wide, high=high), RULES).fault == fault


SIDE = some.floats(1, 9_000)
HEADS = some.none() | some.builds(
    Head, middle=some.floats(-500, 9_500), crown=some.floats(-500, 9_500), high=some.floats(1, 20_000)
)


@given(size=some.tuples(SIDE, SIDE), head=HEADS)
def test_what_is_kept_lies_in_the_picture_and_has_the_printed_shape(
    size: tuple[float, float], head: Head | None
) -> None:
    frame = frame_of(size=size, head=head, rules=RULES)
    little = 1e-6 * max(size)
    assert frame.left >= -little and frame.upper >= -little
    assert frame.left + frame.wide <= size[0] + little and frame.upper + frame.high <= size[1] + little
    assert frame.wide == pytest.approx(frame.high * 3 / 4)
    assert frame.high > 0


@given(middle=some.floats(1000, 2000), crown=some.floats(500, 1500), high=some.floats(100, 600))
def test_where_there_is_room_the_head_is_as_high_as_the_rule_says(middle: float, crown: float, high: float) -> None:
    head = Head(middle=middle, crown=crown, high=high)
    frame = frame_of(size=(3000, 3000), head=head, rules=RULES)
    assert RULES.head_percent[0] <= 100 * high / frame.high <= RULES.head_percent[1]
    assert frame.left + frame.wide / 2 == pytest.approx(middle)
    assert frame.upper < crown and crown + high < frame.upper + frame.high
