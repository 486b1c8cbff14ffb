"""A drawn portrait 3×4 on blue, different for each person and of nobody; drawn so that a finder of faces takes it for a face."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

SIZE = (600, 800)
WALL = "#4f8fd0"
SKIN = ("#f0c9a4", "#e5b78d", "#d9a679", "#f4d3b5")
HAIR = ("#1d1a18", "#2b211c", "#3a2a20", "#111111")
SHIRT = ("#f5f5f0", "#dfe7ef", "#3d4f66", "#7a2230")
SHADE = "#6d4430"  # what lies in the shade of a face: sockets, the sides of the nose, under the lip
MIDDLE, EYES = 300, 398


@lru_cache(maxsize=256)
def portrait(*, index: int, sex: str) -> bytes:
    """A JPEG of 600×800."""
    image = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(image)
    wide, skin, hair = 150 + index % 5 * 4, SKIN[index % 4], HAIR[index // 4 % 4]
    if sex == "F":
        pen.rounded_rectangle((290 - wide, 180, 310 + wide, 640), radius=150, fill=hair)
    _body(pen, skin, SHIRT[index // 16 % 4])
    _head(pen, wide, skin, hair)
    _shade(image, index)
    _face(ImageDraw.Draw(image), index)
    out = BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def _body(pen: ImageDraw.ImageDraw, skin: str, shirt: str) -> None:
    pen.rounded_rectangle((60, 670, 540, 960), radius=130, fill=shirt)
    pen.rounded_rectangle((235, 540, 365, 730), radius=40, fill=skin)


def _head(pen: ImageDraw.ImageDraw, wide: int, skin: str, hair: str) -> None:
    pen.ellipse((292 - wide, 130, 308 + wide, 470), fill=hair)
    for side in (-1, 1):
        pen.ellipse((MIDDLE + side * wide - 16, 370, MIDDLE + side * wide + 16, 460), fill=skin)
    pen.ellipse((MIDDLE - wide, 200, MIDDLE + wide, 630), fill=skin)
    pen.chord((MIDDLE - wide, 165, MIDDLE + wide, 470), 205, 335, fill=hair)


def _apart(index: int) -> int:
    """How far an eye is from the middle."""
    return 64 + index % 4 * 2


def _shade(image: Image.Image, index: int) -> None:
    """Soft shadows, by which a finder knows a face: two sockets, the nose between them, mouth and chin."""
    mask = Image.new("L", SIZE, 0)
    pen = ImageDraw.Draw(mask)
    for side in (-1, 1):
        x = MIDDLE + side * _apart(index)
        pen.ellipse((x - 50, EYES - 34, x + 50, EYES + 26), fill=130)
        pen.line((MIDDLE + side * 20, EYES, MIDDLE + side * 30, EYES + 90), fill=70, width=12)
    pen.ellipse((MIDDLE - 36, EYES + 82, MIDDLE + 36, EYES + 112), fill=120)
    pen.ellipse((MIDDLE - 60, EYES + 176, MIDDLE + 60, EYES + 198), fill=80)
    soft = mask.filter(ImageFilter.GaussianBlur(10))
    image.paste(Image.new("RGB", SIZE, SHADE), mask=soft)


def _face(pen: ImageDraw.ImageDraw, index: int) -> None:
    for side in (-1, 1):
        _eye(pen, MIDDLE + side * _apart(index))
        pen.ellipse((MIDDLE + side * 16 - 8, EYES + 92, MIDDLE + side * 16 + 8, EYES + 104), fill="#5a3423")
    pen.chord((MIDDLE - 56, EYES + 118, MIDDLE + 56, EYES + 166), 0, 180, fill="#b5564f")
    pen.line((MIDDLE - 56, EYES + 142, MIDDLE + 56, EYES + 142), fill="#7c3a36", width=5)


def _eye(pen: ImageDraw.ImageDraw, x: int) -> None:
    pen.arc((x - 46, EYES - 52, x + 46, EYES + 10), 205, 335, fill="#2b211c", width=12)
    pen.ellipse((x - 32, EYES - 15, x + 32, EYES + 15), fill="#f3efe9")
    pen.ellipse((x - 16, EYES - 16, x + 16, EYES + 16), fill="#20140e")
    pen.arc((x - 34, EYES - 18, x + 34, EYES + 18), 185, 355, fill="#1a120d", width=6)
    pen.ellipse((x + 2, EYES - 9, x + 9, EYES - 2), fill="white")
