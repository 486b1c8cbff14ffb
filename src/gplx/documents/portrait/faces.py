"""Where the faces in a picture are, and their eyes: found by the cascades that come with OpenCV, without any network."""

import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

cv2.setNumThreads(1)  # the processes of the house share the cores among themselves

Grey: TypeAlias = NDArray[np.uint8]
Place: TypeAlias = tuple[float, float, float, float]  # left, upper, width, height; in points

_FOLDER = Path(cv2.data.haarcascades)  # type: ignore[attr-defined]  # the package's own folder, missing in its types
_ONE_AT_A_TIME = threading.Lock()  # a cascade keeps what it is looking at in itself
LEAST_FACE = 8  # a face is at least an eighth of the picture's shorter side
OTHER_FACE = 0.45  # smaller than this beside the largest is a face on a poster, or no face at all
STEP = 1.1  # from one size looked for to the next


@dataclass(frozen=True, kw_only=True)
class Face:
    """A face and the middles of its eyes, the left one of the picture first; no eyes where they were not seen both."""

    place: Place
    eyes: tuple[tuple[float, float], ...]


def faces_in(grey: Grey) -> list[Face]:
    """The faces of a picture, the largest first; only those that are large enough to be somebody's portrait."""
    with _ONE_AT_A_TIME:
        found = _faces(grey)
        return [Face(place=place, eyes=_eyes(grey, place)) for place in found]


def _faces(grey: Grey) -> list[Place]:
    least = max(24, min(grey.shape[:2]) // LEAST_FACE)
    for name in ("frontalface_alt2", "frontalface_default"):
        found = sorted(_seen(name, grey, least=least, sure=4), key=lambda place: -place[2])
        if found:
            return [place for place in found if place[2] >= OTHER_FACE * found[0][2]]
    return []


def _eyes(grey: Grey, face: Place) -> tuple[tuple[float, float], ...]:
    """One eye in each half of the upper part of a face, the pair that lies most level; or none."""
    left, upper, wide, _high = (round(part) for part in face)
    part = grey[upper : upper + round(0.6 * wide), left : left + wide]
    for name in ("eye_tree_eyeglasses", "eye"):
        seen = _seen(name, part, least=max(8, wide // 9), sure=3)
        middles = [(left + x + w / 2, upper + y + h / 2) for x, y, w, h in seen if w < 0.45 * wide]
        pairs = [
            (one, other)
            for one in middles
            for other in middles
            if one[0] < left + wide / 2 < other[0] and other[0] - one[0] > 0.25 * wide
        ]
        if pairs:
            return min(pairs, key=lambda pair: abs(pair[0][1] - pair[1][1]))
    return ()


def _seen(name: str, grey: Grey, *, least: int, sure: int) -> list[Place]:
    found: Any = _cascade(name).detectMultiScale(grey, STEP, sure, minSize=(least, least))
    return [(float(x), float(y), float(w), float(h)) for x, y, w, h in found]


@cache
def _cascade(name: str) -> cv2.CascadeClassifier:
    return cv2.CascadeClassifier(str(_FOLDER / f"haarcascade_{name}.xml"))
