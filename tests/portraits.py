"""Drawn portraits of nobody: a good one, and ways to spoil it so that one thing about it becomes doubtful."""

import io
from typing import Any

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from sandbox.licences.portrait import portrait

WALL = "#4f8fd0"
LARGE = (2400, 3200)


def drawn(*, index: int = 0, sex: str = "M") -> Image.Image:
    """A person on blue, 600×800, as the sandbox's register has them."""
    return Image.open(io.BytesIO(portrait(index=index, sex=sex))).convert("RGB")


def sent(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """As a browser sends it."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(
    *, size: tuple[int, int] = (1500, 2000), head: float = 0.5, at: tuple[float, float] = (0.5, 0.5)
) -> Image.Image:
    """A person in a larger picture: ``head`` is their drawing's part of its height, ``at`` the place of its middle."""
    whole, person = Image.new("RGB", size, WALL), drawn()
    scale = head * size[1] / person.height
    person = person.resize((round(person.width * scale), round(person.height * scale)))
    whole.paste(person, (round(at[0] * size[0] - person.width / 2), round(at[1] * size[1] - person.height / 2)))
    return whole


def good() -> bytes:
    """One of which nothing is doubtful."""
    return sent(photo())


def empty() -> bytes:
    """A wall and nobody."""
    return sent(Image.new("RGB", (1500, 2000), WALL))


def two() -> Image.Image:
    """Two people side by side."""
    whole = Image.new("RGB", (1200, 800), WALL)
    for place, index in ((0, 0), (600, 1)):
        whole.paste(drawn(index=index), (place, 0))
    return whole


def turned(degrees: float) -> Image.Image:
    """With the head to one side."""
    return photo().rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=WALL)


def eyeless() -> Image.Image:
    """Eyes behind a strip of hair, as dark as sunglasses and without their frames."""
    image = drawn()
    image.paste(image.resize((1, 1), box=(290, 300, 310, 320)).resize((290, 64)), (155, 366))
    return image


def blurred(by: float) -> Image.Image:
    """Out of focus."""
    return photo().filter(ImageFilter.GaussianBlur(by))


def lit(by: float) -> Image.Image:
    """In another light."""
    return ImageEnhance.Brightness(photo()).enhance(by)


def half_lit(by: float) -> Image.Image:
    """With the left half of the face in another light."""
    image = drawn()
    face = image.crop((0, 190, 300, 650))
    image.paste(ImageEnhance.Brightness(face).enhance(by), (0, 190))
    image.paste(drawn().crop((0, 0, 120, 800)), (0, 0))
    return image


def before(colour: str) -> Image.Image:
    """Before a wall of another colour."""
    points = np.asarray(drawn()).astype(int)
    wall = np.array(Image.new("RGB", (1, 1), WALL))[0, 0].astype(int)
    is_wall = np.abs(points - wall).sum(axis=2) < 60
    points[is_wall] = np.array(Image.new("RGB", (1, 1), colour))[0, 0]
    return Image.fromarray(points.astype(np.uint8))


def cluttered() -> Image.Image:
    """Before a shelf of books."""
    image = drawn()
    for row, colour in enumerate(("#7a2230", "#f5f5f0", "#22331a", "#d8c34a", "#4f8fd0", "#111111")):
        for left in (0, 480):
            image.paste(colour, (left, row * 50, left + 120, row * 50 + 50))
    return image
