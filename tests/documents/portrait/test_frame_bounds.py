"""The part of a picture that is kept, at its bounds: cut already or not, too narrow, a head at the edge; a tilt to the degree."""

import math
from datetime import date

import pytest

from gplx.documents.portrait import stance
from gplx.documents.portrait.faces import Face
from gplx.documents.portrait.findings import SAYS, Finding, Seen
from gplx.documents.portrait.frame import UNSURE, Frame, Head, frame_of
from gplx.rules.photo import photo_rules

RULES = photo_rules(on=date(2021, 9, 27))
LEAST, MOST = RULES.head_percent


def head(percent: float, *, of: float = 800, middle: float = 300) -> Head:
    return Head(middle=middle, crown=80, high=percent * of / 100)


@pytest.mark.parametrize(
    ("wide", "percent", "middle", "whole"),
    [
        (600, LEAST, 300, True),
        (600, MOST, 300, True),
        (600, LEAST - UNSURE + 0.1, 300, True),
        (600, LEAST - UNSURE - 0.1, 300, False),
        (611, LEAST, 305, True),
        (613, LEAST, 306, False),
        (600, LEAST - UNSURE + 0.1, 323, True),
        (600, LEAST - UNSURE + 0.1, 325, False),
    ],
)
def test_what_was_cut_well_before_is_kept_whole(wide: float, percent: float, middle: float, whole: bool) -> None:
    frame = frame_of(size=(wide, 800), head=head(percent, middle=middle), rules=RULES)
    assert (frame.high == pytest.approx(min(800, wide * 4 / 3)) and frame.upper == pytest.approx(0)) is whole


@pytest.mark.parametrize(
    ("size", "frame"),
    [
        ((600, 800), Frame(left=0, upper=0, wide=600, high=800)),
        ((1600, 800), Frame(left=500, upper=0, wide=600, high=800)),
        ((600, 1100), Frame(left=0, upper=100, wide=600, high=800)),
        ((3, 4), Frame(left=0, upper=0, wide=3, high=4)),
    ],
)
def test_without_a_head_the_middle_is_kept_and_more_of_what_is_above(size: tuple[float, float], frame: Frame) -> None:
    assert frame_of(size=size, head=None, rules=RULES) == frame


@pytest.mark.parametrize(("middle", "left"), [(0, 0), (10, 0), (2990, None), (3000, None)])
def test_a_head_at_the_edge_is_not_made_up_beyond_it(middle: float, left: float | None) -> None:
    frame = frame_of(size=(3000, 3000), head=Head(middle=middle, crown=500, high=400), rules=RULES)
    assert frame.left == (3000 - frame.wide if left is None else left)


@pytest.mark.parametrize(("degrees", "fault"), [(11.9, ""), (-11.9, ""), (12.1, "tilted"), (-12.1, "tilted")])
def test_a_tilt_is_told_to_the_degree(degrees: float, fault: str) -> None:
    x, y = 80 * math.cos(math.radians(degrees)), 80 * math.sin(math.radians(degrees))
    eyes = ((200 - x / 2, 180 - y / 2), (200 + x / 2, 180 + y / 2))
    assert stance.frontal(Face(place=(100, 100, 200, 200), eyes=eyes)).fault == fault


def test_only_what_is_doubtful_is_a_doubt_and_has_a_sentence() -> None:
    good, bad = Finding(aspect="light"), Finding(aspect="faces", fault="none")
    seen = Seen(width=1, height=1, background="blue", findings=(good, bad))
    assert seen.doubts == (bad,)
    assert (good.says, bad.says) == ("", SAYS["none"])
    assert Finding(aspect="light", fault="a word of tomorrow").says == ""
