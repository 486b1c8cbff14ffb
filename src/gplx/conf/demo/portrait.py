"""A drawn face on blue: the portrait of nobody that the demonstration sends."""

import io

from PIL import Image, ImageDraw, ImageFilter

SIZE = (600, 800)
WALL, HAIR, SKIN, SHIRT, INK, SHADE = "#4f8fd0", "#1f1a17", "#e5b78d", "#f5f5f0", "#20140e", "#6d4430"
MIDDLE, EYES, APART = 300, 398, 66


def portrait() -> bytes:
    """A JPEG of 600×800 that passes the look that every portrait is given."""
    image = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((60, 670, 540, 960), radius=130, fill=SHIRT)
    pen.rounded_rectangle((235, 540, 365, 730), radius=40, fill=SKIN)
    pen.ellipse((135, 130, 465, 470), fill=HAIR)
    pen.ellipse((145, 200, 455, 630), fill=SKIN)
    pen.chord((145, 165, 455, 470), 205, 335, fill=HAIR)
    image.paste(Image.new("RGB", SIZE, SHADE), mask=_shadows())
    _features(ImageDraw.Draw(image))
    drawn = io.BytesIO()
    image.save(drawn, "JPEG", quality=88)
    return drawn.getvalue()


def _shadows() -> Image.Image:
    """Where a face is darker: by them more than by its lines a face is known."""
    mask = Image.new("L", SIZE, 0)
    pen = ImageDraw.Draw(mask)
    for x in (MIDDLE - APART, MIDDLE + APART):
        pen.ellipse((x - 50, EYES - 34, x + 50, EYES + 26), fill=130)
    pen.ellipse((MIDDLE - 36, EYES + 82, MIDDLE + 36, EYES + 112), fill=120)
    pen.ellipse((MIDDLE - 60, EYES + 176, MIDDLE + 60, EYES + 198), fill=80)
    return mask.filter(ImageFilter.GaussianBlur(10))


def _features(pen: ImageDraw.ImageDraw) -> None:
    for x in (MIDDLE - APART, MIDDLE + APART):
        pen.arc((x - 46, EYES - 52, x + 46, EYES + 10), 205, 335, fill=HAIR, width=12)
        pen.ellipse((x - 32, EYES - 15, x + 32, EYES + 15), fill="white")
        pen.ellipse((x - 16, EYES - 16, x + 16, EYES + 16), fill=INK)
        pen.arc((x - 34, EYES - 18, x + 34, EYES + 18), 185, 355, fill=INK, width=6)
    pen.chord((MIDDLE - 56, EYES + 118, MIDDLE + 56, EYES + 166), 0, 180, fill="#b5564f")
