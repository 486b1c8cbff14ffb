"""Which part of a picture becomes the portrait: 3×4 around the head, as high in it as the rule asks."""

from dataclasses import dataclass

from gplx.documents.portrait.faces import Face
from gplx.rules.photo import PhotoRules

# A head is as high as 3.65 times the eyes are apart, and they look out from its middle.
HEAD_BY_EYES = 3.65
# Where the eyes were not seen: by the square in which a cascade sees a face, which leaves out crown and chin.
HEAD_BY_FACE, EYES_DOWN_FACE = 1.6, 0.4
# The way to measure a head is this many per cent of the picture's height off, either way.
UNSURE = 6
ABOVE_HEAD = 0.36  # of the room that the head leaves, so much is above it; the shoulders have the rest
NEAR_SHAPE = 0.02  # a picture whose shape is this near to 3×4 has been cut already


@dataclass(frozen=True, kw_only=True)
class Head:
    """A head in a picture: its middle across, its crown, its height; in points."""

    middle: float
    crown: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A part of a picture, in points."""

    left: float
    upper: float
    wide: float
    high: float


def head_of(face: Face) -> Head:
    """How far the head around a face reaches: hair and chin are no part of what a cascade sees."""
    left, upper, wide, _ = face.place
    if face.eyes:
        (x, y), (other_x, other_y) = face.eyes
        high = HEAD_BY_EYES * (other_x - x)
        return Head(middle=(x + other_x) / 2, crown=(y + other_y) / 2 - high / 2, high=high)
    high = HEAD_BY_FACE * wide
    return Head(middle=left + wide / 2, crown=upper + EYES_DOWN_FACE * wide - high / 2, high=high)


def frame_of(*, size: tuple[float, float], head: Head | None, rules: PhotoRules) -> Frame:
    """The part to keep, always of the printed shape and inside the picture of ``size``. What was cut well before stays as it is."""
    shape = rules.print_mm[0] / rules.print_mm[1]
    most = min(size[1], size[0] / shape)
    if head is None or _is_cut_already(size=size, head=head, shape=shape, rules=rules):
        return _inside(size=size, wide=most * shape, high=most, middle=size[0] / 2, upper=(size[1] - most) / 3)
    high = min(most, 100 * head.high / (sum(rules.head_percent) / 2))
    upper = head.crown - ABOVE_HEAD * (high - head.high)
    return _inside(size=size, wide=high * shape, high=high, middle=head.middle, upper=upper)


def _is_cut_already(*, size: tuple[float, float], head: Head, shape: float, rules: PhotoRules) -> bool:
    percent, (least, most) = 100 * head.high / size[1], rules.head_percent
    has_shape = abs(size[0] / size[1] / shape - 1) < NEAR_SHAPE
    is_centred = abs(head.middle / size[0] - 1 / 2) < NEAR_SHAPE * 2
    return has_shape and is_centred and least - UNSURE <= percent <= most


def _inside(*, size: tuple[float, float], wide: float, high: float, middle: float, upper: float) -> Frame:
    left = min(max(middle - wide / 2, 0), size[0] - wide)
    return Frame(left=left, upper=min(max(upper, 0), size[1] - high), wide=wide, high=high)
