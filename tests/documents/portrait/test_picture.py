"""A picture is opened with care, upright, in plain colours, and nothing hides in what is kept."""

import io
import struct
import zlib
from datetime import date

import numpy as np
import pytest
from PIL import Image, ImageCms

from gplx.documents.checks import UnableToKeepFile
from gplx.documents.portrait.examine import examine
from gplx.documents.portrait.picture import opened
from gplx.rules.photo import photo_rules
from tests import portraits

RULES = photo_rules(on=date(2021, 9, 27))
TURNS = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


def kept(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(examine(data, rules=RULES).jpeg))


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = "SECRET PHONE"
    return made


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("size", [(900, 1200), (3000, 4000)])
def test_a_portrait_stands_as_the_phone_was_held(orientation: int, size: tuple[int, int]) -> None:
    held = portraits.photo(size=size).transpose(TURNS[orientation])
    portrait = examine(portraits.sent(held, exif=exif(orientation)), rules=RULES)
    assert [one.fault for one in portrait.seen.findings if one.aspect != "pixels" and one.fault] == []
    assert b"SECRET" not in portrait.jpeg


def test_metadata_that_cannot_be_read_leave_a_picture_a_picture() -> None:
    assert kept(portraits.sent(Image.new("RGB", (30, 40), "red"), "PNG", exif=b"Exif\0\0secret place")).size == (30, 40)


def test_nothing_but_the_picture_is_kept() -> None:
    hidden = {"exif": exif(1), "comment": b"SECRET WORDS"}
    portrait = examine(portraits.sent(portraits.photo(), **hidden) + b"SECRET AT THE END", rules=RULES)
    assert b"SECRET" not in portrait.jpeg
    with Image.open(io.BytesIO(portrait.jpeg)) as image:
        assert (image.format, image.mode, dict(image.getexif())) == ("JPEG", "RGB", {})
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode: str) -> None:
    assert kept(portraits.sent(Image.new(mode, (90, 120)), "PNG")).mode == "RGB"


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
@pytest.mark.parametrize("progressive", [True, False])
def test_every_kind_of_jpeg_is_taken(mode: str, *, progressive: bool) -> None:
    assert kept(portraits.sent(portraits.photo().convert(mode), progressive=progressive)).mode == "RGB"


def test_what_can_be_seen_through_stands_on_white() -> None:
    assert kept(portraits.sent(Image.new("RGBA", (90, 120), (0, 0, 0, 0)), "PNG")).getpixel((45, 60)) == (255, 255, 255)


def test_colours_of_another_space_are_translated() -> None:
    """Linear light: what was written as 55 is as light as 128 of sRGB."""
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    image = Image.new("RGB", (300, 400), "#808080")
    as_sent = kept(portraits.sent(image)).getpixel((50, 50))
    assert as_sent == (128, 128, 128)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for broken in (b"no profile", linear, profile):
        assert kept(portraits.sent(image, icc_profile=broken)).size == (300, 400), "of something else: taken as it is"
    same = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert kept(portraits.sent(image, icc_profile=same)).getpixel((50, 50)) == (128, 128, 128)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is that large, and would be."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("width", "height", "sentence"),
    [
        (8_001, 1, "Ảnh quá lớn. Vui lòng chọn ảnh có cạnh dưới 8.000 điểm ảnh."),
        (60_000, 60_000, "Không đọc được ảnh này. Vui lòng chụp hoặc chọn ảnh khác."),
        (8_000, 8_000, "Ảnh có quá nhiều điểm ảnh. Vui lòng gửi ảnh chụp thẳng bằng điện thoại, hoặc ảnh nhỏ hơn."),
        (5_001, 5_000, "Ảnh có quá nhiều điểm ảnh. Vui lòng gửi ảnh chụp thẳng bằng điện thoại, hoặc ảnh nhỏ hơn."),
        (5_000, 5_000, "Không đọc được ảnh này. Vui lòng chụp hoặc chọn ảnh khác."),
    ],
)
def test_a_picture_that_would_swell_is_refused_before_it_does(width: int, height: int, sentence: str) -> None:
    with pytest.raises(UnableToKeepFile) as refused:
        examine(bomb(width, height), rules=RULES)
    assert str(refused.value) == sentence


def test_a_jpeg_that_would_be_held_whole_has_the_same_bound() -> None:
    large = Image.new("L", (5_001, 5_000))
    with pytest.raises(UnableToKeepFile, match="Ảnh có quá nhiều điểm ảnh"):
        examine(portraits.sent(large, progressive=True), rules=RULES)
    assert kept(portraits.sent(large)).height == 1200, "written row by row it is taken"


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", portraits.good()[:5000], b"<svg/>"])
def test_what_is_broken_is_refused(data: bytes) -> None:
    with pytest.raises(UnableToKeepFile, match="Không đọc được ảnh này"):
        examine(data, rules=RULES)


def test_a_large_jpeg_is_drawn_no_larger_than_is_needed() -> None:
    picture = opened(portraits.sent(Image.new("RGB", (8_000, 6_000), "red")), at_least=560)
    assert picture.size == (8_000, 6_000)
    assert picture.image.size == (1_000, 750)
    assert not picture.is_whole


def test_a_small_part_of_a_large_picture_keeps_its_points() -> None:
    image = portraits.photo(size=(4800, 6400), head=0.2)
    portrait = examine(portraits.sent(image), rules=RULES)
    assert portrait.seen.height == pytest.approx(1035, rel=0.06), "a head of 750 to 800 points at 72 per cent"
    grey = np.asarray(Image.open(io.BytesIO(portrait.jpeg)).convert("L")).astype(int)
    assert np.abs(np.diff(grey, axis=1)).max() > 40, "edges are as sharp as they were sent"
