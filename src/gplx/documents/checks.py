"""What a file truly is, whatever its name says."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
_STARTS = {JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n", PDF: b"%PDF-"}
_NAMES = {JPEG: "JPEG", PNG: "PNG", PDF: "PDF"}
LARGEST_SIDE = 8_000
# How an iPhone keeps pictures: the brand of the file stands after the word ftyp.
_IPHONE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class UnableToKeepFile(Exception):
    """The file cannot be taken; the message is the sentence that the person reads."""


def true_type(*, data: bytes, allowed: tuple[str, ...], largest: int) -> str:
    """The type of a file by its content, one of ``allowed``; ``largest`` in bytes.

    Raises ``UnableToKeepFile`` for an empty, too large, other or broken file.
    """
    if not data:
        raise UnableToKeepFile("Tệp đang trống. Vui lòng chọn lại tệp.")
    if len(data) > largest:
        raise UnableToKeepFile(f"Tệp lớn hơn {largest // 1_000_000} MB. Vui lòng chọn tệp nhỏ hơn.")
    found = next((kind for kind in allowed if data.startswith(_STARTS[kind])), None)
    if found is None and _is_of_an_iphone(data):
        raise UnableToKeepFile(
            "Ảnh này ở dạng HEIC của iPhone. Vui lòng mở ảnh, chụp màn hình rồi gửi ảnh chụp màn hình đó."
        )
    if found is None:
        names = " hoặc ".join(_NAMES[kind] for kind in allowed)
        raise UnableToKeepFile(f"Tệp này không đúng loại. Vui lòng chọn tệp {names}.")
    return found


def _is_of_an_iphone(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in _IPHONE_BRANDS


def clean_jpeg(data: bytes) -> bytes:
    """An image drawn anew as JPEG, so that nothing but the picture is left (no metadata, no hidden parts).

    Raises ``UnableToKeepFile`` for an image that is broken or absurdly large.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            if max(image.size) > LARGEST_SIDE:
                raise UnableToKeepFile("Ảnh quá lớn. Vui lòng chọn ảnh có cạnh dưới 8.000 điểm ảnh.")
            picture = _upright(image).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise UnableToKeepFile("Không đọc được ảnh này. Vui lòng chụp hoặc chọn ảnh khác.") from error
    picture.info = {}  # a comment would be written again
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=90)
    return drawn.getvalue()


def _upright(image: Image.Image) -> Image.Image:
    """As the phone was held; a picture whose metadata cannot be read is still a picture."""
    try:
        return ImageOps.exif_transpose(image)
    except (SyntaxError, ValueError):
        return image
