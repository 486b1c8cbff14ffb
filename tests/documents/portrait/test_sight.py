"""Faces are found where they are, in the picture's own points, from afar and from near."""

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest
from PIL import Image

from gplx.documents.portrait.faces import faces_in
from gplx.documents.portrait.frame import head_of
from gplx.documents.portrait.picture import opened
from gplx.documents.portrait.sight import CLEAR, LOOKED_AT, faces_of
from tests import portraits

# Where the drawing has its face: of 600×800 points.
EYES_AT, EYES_APART, MIDDLE = 398, 128, 300


def seen(image: Image.Image, kind: str = "JPEG") -> list[tuple[float, float]]:
    """The middle between the eyes of each face, in parts of the picture."""
    data = portraits.sent(image, kind)
    found, _ = faces_of(data, opened(data, at_least=LOOKED_AT))
    assert all(face.eyes for face in found)
    middles = [np.mean(face.eyes, axis=0) for face in found]
    return [(x / image.width, y / image.height) for x, y in middles]


@pytest.mark.parametrize("size", [(600, 800), (1500, 2000), (3000, 2000), (2400, 3200), (800, 2400)])
@pytest.mark.parametrize("head", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_face_is_found_where_it_was_drawn(size: tuple[int, int], head: float, kind: str) -> None:
    if head * size[1] * 600 / 800 > size[0]:
        head = 0.3
    [(x, y)] = seen(portraits.photo(size=size, head=head), kind)
    assert x == pytest.approx(0.5, abs=0.02)
    assert y == pytest.approx(0.5 + head * (EYES_AT / 800 - 0.5), abs=0.02)


@pytest.mark.parametrize("head", [0.16, 0.2, 0.25, 0.4, 0.8])
def test_a_head_is_measured_to_a_few_per_cent_even_where_it_is_small(head: float) -> None:
    data = portraits.sent(portraits.photo(size=(3600, 4800), head=head))
    [face], _ = faces_of(data, opened(data, at_least=LOOKED_AT))
    apart = EYES_APART * head * 4800 / 800
    assert head_of(face).high == pytest.approx(3.65 * apart, rel=0.08)


def test_a_small_face_is_looked_at_again_in_more_points_and_a_large_one_is_not() -> None:
    small = portraits.sent(portraits.photo(size=(3600, 4800), head=0.2))
    _, drawn = faces_of(small, opened(small, at_least=LOOKED_AT))
    large = portraits.sent(portraits.photo(size=(3600, 4800), head=0.8))
    _, as_before = faces_of(large, opened(large, at_least=LOOKED_AT))
    assert drawn.image.height > as_before.image.height == 600


def test_in_a_small_picture_there_are_no_more_points_to_look_at() -> None:
    data = portraits.sent(portraits.photo(size=(300, 400), head=0.5))
    [face], picture = faces_of(data, opened(data, at_least=LOOKED_AT))
    assert face.place[2] < CLEAR
    assert picture.is_whole


@pytest.mark.parametrize("side", [0.15, 0.85])
def test_a_face_at_the_edge_is_looked_at_inside_the_picture(side: float) -> None:
    [(x, _)] = seen(portraits.photo(size=(3600, 4800), head=0.2, at=(side, 0.3)))
    assert x == pytest.approx(side, abs=0.02)


def test_two_people_are_two_and_the_nearer_comes_first() -> None:
    whole = Image.new("RGB", (1400, 800), portraits.WALL)
    whole.paste(portraits.drawn(index=1).resize((450, 600)), (50, 100))
    whole.paste(portraits.drawn(), (700, 0))
    found = seen(whole)
    assert len(found) == 2
    assert found[0][0] > 0.5 > found[1][0]


def test_a_poster_behind_is_nobody() -> None:
    whole = portraits.photo(size=(1500, 2000), head=0.8)
    whole.paste(portraits.drawn(index=1).resize((180, 240)), (10, 10))
    assert len(seen(whole)) == 1


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (23, 23), (24, 24), (560, 1)])
def test_in_next_to_nothing_nobody_is_found(size: tuple[int, int]) -> None:
    assert faces_in(np.zeros(size, np.uint8)) == []


def test_noise_is_no_face() -> None:
    assert faces_in(np.random.default_rng(7).integers(0, 255, (560, 420), dtype=np.uint8)) == []


def test_many_at_once_see_what_one_sees() -> None:
    grey = np.asarray(portraits.drawn().convert("L").resize((420, 560)))
    alone = faces_in(grey)
    assert len(alone) == 1
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(faces_in, [grey] * 8)) == [alone] * 8


def test_it_takes_one_core_of_those_that_the_processes_share() -> None:
    assert cv2.getNumThreads() == 1
