"""How a portrait looks: sharp, well lit, before the background that the rule asks for. Figures of the cut portrait itself."""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from gplx.documents.portrait.findings import BACKGROUND, LIGHT, SHARP, Finding

Colours: TypeAlias = NDArray[np.uint8]  # rows of points of red, green and blue
Rows: TypeAlias = tuple[slice, slice]

# These bounds are the house's own, drawn so that a picture which an officer would take passes even where light is poor:
# a doubt that is none costs a citizen another try, a doubt that is missed costs an officer one look.
FACE_SIDE = 160  # points: faces are compared for sharpness at one size
LEAST_SHARP = (
    0.020  # the Laplacian's variance by that of the light: edges spread over a fiftieth of the face are no edges
)
DARK, BRIGHT = 50, 235  # of 255, the middle light of a face; a dark skin in fair light is above 60
SHADOW = 2.0  # how many times lighter one half of a face is than the other
SAME_COLOUR = 22  # distance in CIE L*a*b* within which two points are of one wall, its shades included
MOSTLY = 0.75  # so much of the background has one colour
WHITE_LIGHT, WHITE_TINT = 185, 16  # of 255, and distance from grey
BLUE_HUE, BLUE_STRENGTH = (85, 135), 45  # of 180 and of 255: from cyan to violet, and not grey


def sharpness(portrait: Colours, face: Rows) -> Finding:
    """Whether the face is in focus."""
    grey = cv2.cvtColor(np.ascontiguousarray(portrait[face]), cv2.COLOR_RGB2GRAY)
    same = cv2.resize(grey, (FACE_SIDE, FACE_SIDE), interpolation=cv2.INTER_AREA)
    edges = float(cv2.Laplacian(same, cv2.CV_64F).var())
    measured = edges / max(float(same.var()), 1.0)
    return Finding(aspect=SHARP, fault="blurred" if measured < LEAST_SHARP else "", measured=round(measured, 4))


def light(portrait: Colours, face: Rows) -> Finding:
    """Whether the face is neither dark nor glaring nor half in shadow."""
    grey = cv2.cvtColor(np.ascontiguousarray(portrait[face]), cv2.COLOR_RGB2GRAY)
    half = grey.shape[1] // 2
    middle = float(np.median(grey))
    halves = sorted(float(np.median(part)) for part in (grey[:, : half or 1], grey[:, half:]))
    contrast = halves[1] / max(halves[0], 1.0)
    faults = {"dark": middle < DARK, "bright": middle > BRIGHT, "shadow": contrast > SHADOW}
    fault = next((name for name, holds in faults.items() if holds), "")
    return Finding(aspect=LIGHT, fault=fault, measured=round(contrast if fault == "shadow" else middle, 2))


def background(portrait: Colours, wanted: str) -> Finding:
    """Whether the wall behind is plain and of the colour ``wanted`` (``blue``, ``white``; any other word: any colour)."""
    wall = _wall(portrait)
    lab = cv2.cvtColor(wall, cv2.COLOR_RGB2LAB).reshape(-1, 3).astype(np.float64)
    middle = np.median(lab, axis=0)
    plain = float(np.mean(np.linalg.norm(lab - middle, axis=1) < SAME_COLOUR * _SCALE))
    if plain < MOSTLY:
        return Finding(aspect=BACKGROUND, fault="uneven", measured=round(plain, 3))
    hue, strength, _light = np.median(cv2.cvtColor(wall, cv2.COLOR_RGB2HSV).reshape(-1, 3), axis=0)
    is_blue = BLUE_HUE[0] <= hue <= BLUE_HUE[1] and strength >= BLUE_STRENGTH
    is_white = middle[0] >= WHITE_LIGHT and float(np.linalg.norm(middle[1:] - _GREY)) <= WHITE_TINT
    is_other = {"blue": not is_blue, "white": not is_white}.get(wanted, False)
    return Finding(aspect=BACKGROUND, fault=f"not_{wanted}" if is_other else "", measured=round(plain, 3))


_GREY, _SCALE = 128.0, 1.6  # OpenCV writes L*a*b* in bytes: lightness of 100 as 255, no tint as 128


def _wall(portrait: Colours) -> Colours:
    """The two upper corners, where no head and no shoulder is, as one strip, without the grain of a sensor."""
    high, wide = portrait.shape[:2]
    first, columns = round(0.02 * high), max(1, round(0.1 * wide))
    rows = slice(first, max(first + 1, round(0.35 * high)))
    corners = np.concatenate([portrait[rows, :columns], portrait[rows, wide - columns :]], axis=1)
    return np.asarray(cv2.resize(corners, (40, 60), interpolation=cv2.INTER_AREA), dtype=np.uint8)
