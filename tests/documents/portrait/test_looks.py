"""Sharpness, light and wall, each at its bound."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image, ImageFilter

from gplx.documents.portrait import looks
from tests import portraits

ALL = (slice(0, 400), slice(0, 300))
FACE = (slice(250, 620), slice(150, 450))


def flat(*colour: int) -> looks.Colours:
    return np.full((400, 300, 3), colour, dtype=np.uint8)


def halves(left: int, right: int) -> looks.Colours:
    made = flat(left, left, left)
    made[:, 150:] = right
    return made


def wall(colour: str, *, spots: float = 0, spot: str = "#111111") -> looks.Colours:
    """A wall with a part of it in another colour, in blocks, as things on it are."""
    image = Image.new("RGB", (300, 400), colour)
    image.paste(spot, (0, 0, 300, round(400 * (0.02 + 0.33 * spots))))
    return np.asarray(image)


@pytest.mark.parametrize(
    ("level", "fault"), [(0, "dark"), (49, "dark"), (50, ""), (128, ""), (235, ""), (236, "bright"), (255, "bright")]
)
def test_light_has_two_bounds(level: int, fault: str) -> None:
    assert looks.light(flat(level, level, level), ALL).fault == fault


@pytest.mark.parametrize(
    ("left", "right", "fault"),
    [(100, 190, ""), (190, 100, ""), (80, 170, "shadow"), (170, 80, "shadow"), (0, 200, "shadow"), (60, 61, "")],
)
def test_a_half_in_shadow_is_told_whichever_it_is(left: int, right: int, fault: str) -> None:
    assert looks.light(halves(left, right), ALL).fault == fault


def test_the_more_it_is_out_of_focus_the_less_sharp_it_is() -> None:
    person = portraits.drawn()
    measured = [
        looks.sharpness(np.asarray(person.filter(ImageFilter.GaussianBlur(by))), FACE).measured for by in (0, 2, 5, 12)
    ]
    assert measured == sorted(measured, reverse=True)
    assert measured[0] > looks.LEAST_SHARP > measured[-1]


def test_sharpness_does_not_depend_on_light() -> None:
    points = np.asarray(portraits.drawn()).astype(float)
    bright, dim = (looks.sharpness((points * by).astype(np.uint8), FACE).measured for by in (1, 0.4))
    assert dim == pytest.approx(bright, rel=0.1)


def test_a_face_of_one_colour_is_blurred_and_breaks_nothing() -> None:
    assert looks.sharpness(flat(9, 9, 9), ALL).fault == "blurred"


@pytest.mark.parametrize(
    ("colour", "wanted", "fault"),
    [
        ("#4f8fd0", "blue", ""),
        ("#1f3f8f", "blue", ""),
        ("#9fc8f0", "blue", ""),
        ("#00a0c8", "blue", ""),
        ("#40a040", "blue", "not_blue"),
        ("#c8c8d0", "blue", "not_blue"),
        ("#ffffff", "white", ""),
        ("#e6e2dc", "white", ""),
        ("#c8d8f0", "white", ""),
        ("#f0d890", "white", "not_white"),
        ("#909090", "white", "not_white"),
        ("#c04040", "plain", ""),
        ("#c04040", "a word of tomorrow", ""),
    ],
)
def test_the_wall_has_the_colour_that_is_asked(colour: str, wanted: str, fault: str) -> None:
    assert looks.background(wall(colour), wanted).fault == fault


@pytest.mark.parametrize(("spots", "fault"), [(0, ""), (0.1, ""), (0.2, ""), (0.3, "uneven"), (0.45, "uneven")])
def test_things_on_the_wall_are_told_from_a_quarter_on(spots: float, fault: str) -> None:
    assert looks.background(wall("#4f8fd0", spots=spots), "blue").fault == fault


def test_the_shade_of_a_lamp_and_the_grain_of_a_sensor_are_no_things() -> None:
    rows = np.linspace(0.85, 1.1, 400)[:, None, None]
    shaded = np.clip(wall("#4f8fd0") * rows + np.random.default_rng(3).normal(0, 14, (400, 300, 3)), 0, 255)
    assert looks.background(shaded.astype(np.uint8), "blue").fault == ""


@settings(deadline=None, max_examples=60)
@given(high=some.integers(1, 60), wide=some.integers(1, 60), level=some.integers(0, 255))
def test_a_portrait_of_any_size_can_be_looked_at(high: int, wide: int, level: int) -> None:
    points = np.full((high, wide, 3), level, dtype=np.uint8)
    skin = (slice(0, high), slice(0, wide))
    assert looks.sharpness(points, skin).fault == "blurred"
    assert looks.light(points, skin).fault == ("dark" if level < 50 else "bright" if level > 235 else "")
    assert looks.background(points, "plain").fault == ""
