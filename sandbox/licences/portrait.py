"""A drawn portrait 3×4 on blue, different for each person and of nobody."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (600, 800)
SKIN = ("#f0c9a4", "#e5b78d", "#d9a679", "#f4d3b5")
HAIR = ("#1d1a18", "#2b211c", "#3a2a20", "#111111")
SHIRT = ("#f5f5f0", "#dfe7ef", "#3d4f66", "#7a2230")


@lru_cache(maxsize=256)
def portrait(*, index: int, sex: str) -> bytes:
    """A JPEG of 600×800."""
    image = Image.new("RGB", SIZE, "#4f8fd0")
    pen = ImageDraw.Draw(image)
    wide, skin, hair = 150 + index % 5 * 6, SKIN[index % 4], HAIR[index // 4 % 4]
    if sex == "F":
        pen.rounded_rectangle((280 - wide, 170, 320 + wide, 620), radius=150, fill=hair)
    _body(pen, skin, SHIRT[index // 16 % 4])
    _head(pen, wide, skin, hair)
    _face(pen, index)
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _body(pen: ImageDraw.ImageDraw, skin: str, shirt: str) -> None:
    pen.rounded_rectangle((70, 640, 530, 900), radius=120, fill=shirt)
    pen.rounded_rectangle((240, 520, 360, 700), radius=40, fill=skin)


def _head(pen: ImageDraw.ImageDraw, wide: int, skin: str, hair: str) -> None:
    pen.ellipse((292 - wide, 150, 308 + wide, 470), fill=hair)
    pen.ellipse((286 - wide, 350, 322 - wide, 430), fill=skin)
    pen.ellipse((278 + wide, 350, 314 + wide, 430), fill=skin)
    pen.ellipse((300 - wide, 200, 300 + wide, 600), fill=skin)
    pen.chord((300 - wide, 175, 300 + wide, 460), 200, 340, fill=hair)


def _face(pen: ImageDraw.ImageDraw, index: int) -> None:
    apart = 62 + index % 4 * 3
    for x in (300 - apart, 300 + apart):
        pen.arc((x - 36, 325, x + 36, 375), 200, 340, fill="#2b211c", width=8)
        pen.ellipse((x - 28, 360, x + 28, 390), fill="white")
        pen.ellipse((x - 13, 360, x + 13, 390), fill="#20140e")
    pen.line((300, 390, 288, 460, 312, 462), fill="#a9744f", width=6, joint="curve")
    pen.chord((250, 495, 350, 535), 0, 180, fill="#b5564f")
