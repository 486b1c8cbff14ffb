"""The faces of a picture, in its own points: first looked for from afar, then, where a face is small, from nearer."""

import numpy as np
from PIL import Image

from gplx.documents.portrait.faces import Face, faces_in
from gplx.documents.portrait.frame import Frame
from gplx.documents.portrait.picture import Picture, opened, plain

LOOKED_AT = 560  # points of the longer side: a face of a fifth of it is found, in a few hundredths of a second
CLEAR = 110  # points of a face from which on its eyes are found to within a few per cent of their distance
AROUND = 2.5  # the part that is looked at again, by the face's width


def faces_of(data: bytes, picture: Picture) -> tuple[list[Face], Picture]:
    """The faces, the largest first; and the picture, drawn as large as was needed to see them."""
    wide, high = picture.size
    found = _seen(picture, Frame(left=0, upper=0, wide=wide, high=high))
    if not found or _looks(found[0], max(wide, high)) >= CLEAR:
        return found, picture
    part = _around(found[0], picture)
    if not picture.is_whole:
        picture = opened(data, at_least=round(LOOKED_AT * max(wide, high) / max(part.wide, part.high)))
    return [*_seen(picture, part)[:1], *found[1:]] or found, picture


def _looks(face: Face, longer: float) -> float:
    """How wide a face is where the longer side is looked at as a whole."""
    return face.place[2] * min(1, LOOKED_AT / longer)


def _around(face: Face, picture: Picture) -> Frame:
    left, upper, side, _ = face.place
    more = (AROUND - 1) / 2 * side
    left, upper = max(0, left - more), max(0, upper - more)
    wide, high = (min(AROUND * side, whole - start) for whole, start in zip(picture.size, (left, upper), strict=True))
    return Frame(left=left, upper=upper, wide=wide, high=high)


def _seen(picture: Picture, part: Frame) -> list[Face]:
    scale = max(1.0, max(part.wide, part.high) / LOOKED_AT)
    size = (max(1, round(part.wide / scale)), max(1, round(part.high / scale)))
    drawn = picture.image.width / picture.size[0]
    box = (part.left, part.upper, part.left + part.wide, part.upper + part.high)
    place = tuple(point * drawn for point in box)
    wide, high = picture.image.size
    inside = (place[0], place[1], min(place[2], wide), min(place[3], high))
    smaller = picture.image.resize(size, Image.Resampling.BOX, box=inside, reducing_gap=2.0)
    return [_placed(face, part, scale) for face in faces_in(np.asarray(plain(smaller).convert("L")))]


def _placed(face: Face, part: Frame, scale: float) -> Face:
    left, upper, wide, high = (one * scale for one in face.place)
    eyes = tuple((x * scale + part.left, y * scale + part.upper) for x, y in face.eyes)
    return Face(place=(left + part.left, upper + part.upper, wide, high), eyes=eyes)
