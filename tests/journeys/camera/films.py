"""What a camera sees in a browser that is given a film in place of one: a still picture, over and over."""

import io
from pathlib import Path

import numpy as np
import segno
from PIL import Image

from tests import portraits

FRAMES, RATE = 5, 10


def film(path: Path, image: Image.Image) -> None:
    """Write ``image`` (of even sides) as an uncompressed film (YUV4MPEG2, 4:2:0)."""
    light, *tints = (np.asarray(band) for band in image.convert("RGB").convert("YCbCr").split())
    planes = light.tobytes() + b"".join(tint[::2, ::2].tobytes() for tint in tints)
    head = f"YUV4MPEG2 W{image.width} H{image.height} F{RATE}:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + (b"FRAME\n" + planes) * FRAMES)


def code(text: str) -> Image.Image:
    """A card held before the camera, with its QR code."""
    drawn = io.BytesIO()
    segno.make(text, micro=False).save(drawn, kind="png", scale=7, border=4)
    seen = Image.new("RGB", (800, 600), "#8a9aa8")
    with Image.open(drawn) as square:
        seen.paste(square.convert("RGB"), ((seen.width - square.width) // 2, (seen.height - square.height) // 2))
    return seen


def person() -> Image.Image:
    """Somebody before a blue wall, as a camera on a desk sees them."""
    seen = Image.new("RGB", (1280, 960), portraits.WALL)
    seen.paste(portraits.drawn().resize((720, 960)), (280, 0))
    return seen
