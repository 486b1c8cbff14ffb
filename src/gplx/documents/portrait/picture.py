"""A picture as it was sent: opened with care for what it costs, stood upright, cut, its colours made plain."""

import io
from dataclasses import dataclass
from typing import TypeAlias

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from gplx.documents.checks import LARGEST_SIDE, UnableToKeepFile

# A PNG, or a JPEG that comes in passes, is held whole before it can be made smaller: 25 million points take half a second and 250 MB.
# A photo as PNG of at most 5 MB has a few million points; phones write JPEGs row by row.
MOST_POINTS_HELD = 25_000_000
_ORIENTATION, _LYING = 0x0112, (5, 6, 7, 8)
_SRGB = ImageCms.createProfile("sRGB")

Box: TypeAlias = tuple[float, float, float, float]  # left, upper, right, lower; in parts of the width and of the height


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that stands upright, perhaps drawn smaller than it is; ``size`` is its true width and height in points."""

    image: Image.Image
    size: tuple[int, int]

    @property
    def is_whole(self) -> bool:
        """Whether it was drawn in its true size."""
        return self.image.size == self.size


def opened(data: bytes, *, at_least: int) -> Picture:
    """The picture, drawn so large that its longer side has ``at_least`` points where it has them; a JPEG no larger than needed.

    Raises ``UnableToKeepFile`` for one that is broken or absurdly large, the latter before it is drawn.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            _check_size(image)
            size = (image.height, image.width) if _lies(image) else image.size
            scale = at_least / max(image.size)
            image.draft("RGB", (max(1, round(image.width * scale)), max(1, round(image.height * scale))))
            image.load()
            return Picture(image=_upright(image), size=size)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise UnableToKeepFile("Không đọc được ảnh này. Vui lòng chụp hoặc chọn ảnh khác.") from error


def cut(picture: Picture, box: Box, *, size: tuple[int, int]) -> Image.Image:
    """The part in ``box``, drawn in ``size``, in the colours that every screen and printer takes for granted (sRGB)."""
    wide, high = picture.image.size
    place = (box[0] * wide, box[1] * high, box[2] * wide, box[3] * high)
    source = picture.image
    if source.mode not in ("RGB", "L", "CMYK", "RGBA", "LA"):
        source = source.convert("RGBA" if "transparency" in source.info else "RGB")
    part = source.resize(size, Image.Resampling.LANCZOS, box=place, reducing_gap=2.0)
    return _plain(part, source.info.get("icc_profile"))


def plain(image: Image.Image) -> Image.Image:
    """Three colours a point; what could be seen through stands on white."""
    if image.mode in ("RGBA", "LA") or "transparency" in image.info:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")


def _plain(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            changed = ImageCms.profileToProfile(image, given, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            changed = None  # a profile of something else: the picture is taken as it is
        if changed is not None:
            return changed
    return plain(image)


def _check_size(image: Image.Image) -> None:
    if max(image.size) > LARGEST_SIDE:
        raise UnableToKeepFile("Ảnh quá lớn. Vui lòng chọn ảnh có cạnh dưới 8.000 điểm ảnh.")
    is_held = image.format == "PNG" or "progressive" in image.info
    if is_held and image.width * image.height > MOST_POINTS_HELD:
        raise UnableToKeepFile(
            "Ảnh có quá nhiều điểm ảnh. Vui lòng gửi ảnh chụp thẳng bằng điện thoại, hoặc ảnh nhỏ hơn."
        )


def _lies(image: Image.Image) -> bool:
    """Whether the phone was held on its side; metadata that cannot be read say nothing."""
    try:
        return image.getexif().get(_ORIENTATION) in _LYING
    except (SyntaxError, ValueError):
        return False


def _upright(image: Image.Image) -> Image.Image:
    """As the phone was held."""
    try:
        return ImageOps.exif_transpose(image)
    except (SyntaxError, ValueError):
        return image.copy()
