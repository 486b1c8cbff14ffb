"""From the picture that was sent to the portrait that is kept, with what was found of it on the way."""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from gplx.documents.portrait import looks, stance
from gplx.documents.portrait.faces import Face
from gplx.documents.portrait.findings import Finding, Seen
from gplx.documents.portrait.frame import Frame, Head, frame_of, head_of
from gplx.documents.portrait.picture import Picture, cut, opened
from gplx.documents.portrait.sight import LOOKED_AT, faces_of
from gplx.rules.photo import PhotoRules

HIGHEST = 1200  # points: more than a print of 40 mm at 600 dots an inch shows
QUALITIES = (90, 82, 74, 66, 58)
SMALLER = 0.8
SKIN = (0.15, 0.85)  # the inner part of a face, without hair and wall


@dataclass(frozen=True, kw_only=True)
class Portrait:
    """A JPEG of the printed shape without any metadata, and what was found of it."""

    jpeg: bytes
    seen: Seen


def examine(data: bytes, *, rules: PhotoRules) -> Portrait:
    """Find the face in a picture (JPEG or PNG), cut it as ``rules`` say, and look it over; nothing but a broken picture is refused.

    Raises ``UnableToKeepFile`` with the sentence for the person.
    """
    faces, picture = faces_of(data, opened(data, at_least=LOOKED_AT))
    head = head_of(faces[0]) if faces else None
    frame = frame_of(size=picture.size, head=head, rules=rules)
    image = _cut(data, picture, frame)
    of_face = _of_face(image, faces[0], head, frame, rules) if head else ()
    findings = (stance.number(faces), *of_face, stance.pixels(frame, rules))
    jpeg, size = _drawn(image, most=rules.at_most_kb * 1000)
    seen = Seen(width=size[0], height=size[1], background=rules.background, findings=findings)
    return Portrait(jpeg=jpeg, seen=seen)


def _cut(data: bytes, picture: Picture, frame: Frame) -> Image.Image:
    """The part in ``frame``, drawn from as many points as it has and as are needed, never from more by guessing."""
    wide, high = picture.size
    box = (frame.left / wide, frame.upper / high, (frame.left + frame.wide) / wide, (frame.upper + frame.high) / high)
    kept = max(1, min(HIGHEST, round(frame.high)))
    if not picture.is_whole:
        picture = opened(data, at_least=round(max(picture.size) * kept / frame.high))
    return cut(picture, box, size=(max(1, round(kept * frame.wide / frame.high)), kept))


def _of_face(image: Image.Image, face: Face, head: Head, frame: Frame, rules: PhotoRules) -> tuple[Finding, ...]:
    """What only a portrait with a face in it can be asked."""
    colours, skin = np.asarray(image), _skin(face, frame, image)
    return (
        stance.frontal(face),
        stance.size(head, frame, rules),
        stance.centred(head, frame),
        stance.eyes(face),
        looks.sharpness(colours, skin),
        looks.light(colours, skin),
        looks.background(colours, rules.background),
    )


def _skin(face: Face, frame: Frame, image: Image.Image) -> looks.Rows:
    """Which rows and columns of the portrait show the inner part of the face."""
    left, upper, wide, high = face.place
    scale = image.height / frame.high
    rows = _inner(upper - frame.upper, high, scale, image.height)
    return rows, _inner(left - frame.left, wide, scale, image.width)


def _inner(start: float, side: float, scale: float, most: int) -> slice:
    first, last = (round((start + part * side) * scale) for part in SKIN)
    first = min(max(0, first), most - 1)
    return slice(first, max(first + 1, min(last, most)))


def _drawn(image: Image.Image, *, most: int) -> tuple[bytes, tuple[int, int]]:
    """As JPEG of at most ``most`` bytes, and its size: at first it is drawn less finely, then smaller."""
    image.info = {}  # a comment would be written again
    while True:
        for quality in QUALITIES:
            drawn = io.BytesIO()
            image.save(drawn, "JPEG", quality=quality)
            if drawn.tell() <= most:
                return drawn.getvalue(), image.size
        image = image.resize((round(image.width * SMALLER), round(image.height * SMALLER)))
