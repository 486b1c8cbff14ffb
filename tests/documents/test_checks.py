"""A file is what its content says: whatever it is called, whatever hides in it, and however it is broken."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gplx.documents.changes import LARGEST, keep
from gplx.documents.checks import JPEG, PDF, PNG, UnableToKeepFile, clean_jpeg, true_type
from gplx.documents.models import HEALTH_PAPER, NUMBER_PAPER, PHOTO, Document
from gplx.documents.qr import read_qr
from gplx.documents.questions import content_of, document_of, documents_of, newest
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from tests import builders, pdfs
from tests.moments import at

ALL = (PDF, JPEG, PNG)
EMPTY = "Tệp đang trống. Vui lòng chọn lại tệp."
TOO_LARGE = "Tệp lớn hơn 5 MB. Vui lòng chọn tệp nhỏ hơn."
NO_PHOTO = "Tệp này không đúng loại. Vui lòng chọn tệp JPEG hoặc PNG."
NO_PAPER = "Tệp này không đúng loại. Vui lòng chọn tệp PDF hoặc JPEG hoặc PNG."
HEIC = "Ảnh này ở dạng HEIC của iPhone. Vui lòng mở ảnh, chụp màn hình rồi gửi ảnh chụp màn hình đó."
BROKEN = "Không đọc được ảnh này. Vui lòng chụp hoặc chọn ảnh khác."
TOO_WIDE = "Ảnh quá lớn. Vui lòng chọn ảnh có cạnh dưới 8.000 điểm ảnh."
HIDDEN = b"<script>alert(1)</script>"


def drawn(kind: str, size: tuple[int, int] = (40, 60), mode: str = "RGB", **more: object) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, 1).save(out, kind, **more)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(*parts: bytes) -> bytes:
    """A PNG with parts of its own after the header."""
    whole = drawn("PNG")
    return whole[:33] + b"".join(parts) + whole[33:]


JPEG_DATA, PNG_DATA = drawn("JPEG"), drawn("PNG")
PDF_DATA = pdfs.raw(
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    b"<< /Type /Page /Parent 2 0 R >>",
)


@pytest.mark.parametrize(
    ("data", "allowed", "found"),
    [(JPEG_DATA, ALL, JPEG), (PNG_DATA, ALL, PNG), (PDF_DATA, ALL, PDF), (JPEG_DATA, (JPEG, PNG), JPEG)],
)
def test_the_type_is_read_from_the_content(data: bytes, allowed: tuple[str, ...], found: str) -> None:
    assert true_type(data=data, allowed=allowed, largest=LARGEST) == found


@pytest.mark.parametrize(
    ("data", "allowed", "sentence"),
    [
        (b"", ALL, EMPTY),
        (PDF_DATA, (JPEG, PNG), NO_PHOTO),
        (drawn("GIF"), (JPEG, PNG), NO_PHOTO),
        (drawn("BMP"), ALL, NO_PAPER),
        (b"<svg onload='alert(1)'/>", ALL, NO_PAPER),
        (b"PK\x03\x04 a docx", ALL, NO_PAPER),
        (b"MZ\x90\x00", ALL, NO_PAPER),
        (b" " + PDF_DATA, ALL, NO_PAPER),  # not from its first byte on
        (HIDDEN + JPEG_DATA, ALL, NO_PAPER),
        (b"\xff\xd8", ALL, NO_PAPER),
    ],
)
def test_what_is_none_of_these_is_refused_in_one_sentence(data: bytes, allowed: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(UnableToKeepFile, match=f"^{sentence}$"):
        true_type(data=data, allowed=allowed, largest=LARGEST)


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"msf1", b"hevc"])
@pytest.mark.parametrize("allowed", [ALL, (JPEG, PNG)], ids=["paper", "photo"])
def test_a_picture_of_an_iphone_is_told_what_to_do(brand: bytes, allowed: tuple[str, ...]) -> None:
    data = b"\0\0\0\x28ftyp" + brand + b"\0\0\0\0mif1heic" + bytes(100)
    with pytest.raises(UnableToKeepFile) as refused:
        true_type(data=data, allowed=allowed, largest=LARGEST)
    assert str(refused.value) == HEIC


@pytest.mark.parametrize("data", [b"\0\0\0\x18ftypisom", b"\0\0\0\x18ftyp", b"ftypheic", b"xxxxftypxheic"])
def test_not_everything_of_that_family_is_one(data: bytes) -> None:
    with pytest.raises(UnableToKeepFile, match=f"^{NO_PHOTO}$"):
        true_type(data=data, allowed=(JPEG, PNG), largest=LARGEST)


def test_the_largest_size_is_allowed_and_a_byte_more_is_not() -> None:
    exactly = PDF_DATA.ljust(LARGEST, b" ")
    assert true_type(data=exactly, allowed=ALL, largest=LARGEST) == PDF
    with pytest.raises(UnableToKeepFile, match=f"^{TOO_LARGE}$"):
        true_type(data=exactly + b" ", allowed=ALL, largest=LARGEST)


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "LA", "I;16"])
def test_every_kind_of_picture_becomes_a_plain_jpeg(mode: str) -> None:
    with Image.open(io.BytesIO(clean_jpeg(drawn("PNG", mode=mode)))) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (40, 60))


def test_where_and_with_what_it_was_taken_is_removed() -> None:
    exif = Image.Exif()
    exif[0x010F] = "May anh Thu"  # the maker
    exif.get_ifd(0x8825)[1] = "N"  # the place
    told = drawn("JPEG", exif=exif, comment=b"bi mat")
    assert b"May anh Thu" in told
    cleaned = clean_jpeg(told)
    assert b"May anh Thu" not in cleaned
    assert b"bi mat" not in cleaned
    with Image.open(io.BytesIO(cleaned)) as picture:
        assert not picture.getexif()


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 60)), (3, (40, 60)), (6, (60, 40)), (8, (60, 40))])
def test_a_picture_stands_as_the_phone_was_held(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    with Image.open(io.BytesIO(clean_jpeg(drawn("JPEG", exif=exif)))) as picture:
        assert picture.size == size


@pytest.mark.parametrize(
    "data",
    [
        JPEG_DATA + HIDDEN,
        PNG_DATA + HIDDEN,
        JPEG_DATA + b"PK\x03\x04" + HIDDEN,
        png_with(chunk(b"tEXt", b"Comment\0" + HIDDEN)),
        drawn("JPEG", comment=HIDDEN),
    ],
)
def test_what_hides_in_a_picture_is_gone(data: bytes) -> None:
    assert HIDDEN in data
    assert HIDDEN not in clean_jpeg(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        JPEG_DATA[: len(JPEG_DATA) // 2],
        PNG_DATA[:40],
        b"\xff\xd8\xff" + HIDDEN,
        PDF_DATA,
        png_with(chunk(b"zTXt", b"c\0\0" + zlib.compress(b"0" * 20_000_000))),  # a text that swells twentyfold
        png_with(chunk(b"iCCP", b"c\0\0" + zlib.compress(b"0" * 20_000_000))),
        PNG_DATA.replace(b"IDAT", b"IDAX"),
    ],
)
def test_a_broken_picture_is_refused_in_one_sentence(data: bytes) -> None:
    try:
        cleaned = clean_jpeg(data)
    except UnableToKeepFile as refusal:
        assert str(refusal) == BROKEN
    else:
        assert cleaned.startswith(b"\xff\xd8\xff")
        assert len(cleaned) < 10_000


def header(width: int, height: int) -> bytes:
    """A PNG that only says how large it is."""
    told = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", told) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("width", "height", "sentence"),
    [(8_001, 1, TOO_WIDE), (1, 8_001, TOO_WIDE), (10_000, 10_000, TOO_WIDE), (30_000, 30_000, BROKEN), (0, 5, BROKEN)],
)
def test_a_picture_that_would_swell_is_refused_before_it_does(width: int, height: int, sentence: str) -> None:
    with pytest.raises(UnableToKeepFile, match=f"^{sentence}$"):
        clean_jpeg(header(width, height))


def test_the_widest_picture_is_still_taken() -> None:
    with Image.open(io.BytesIO(clean_jpeg(drawn("PNG", (8_000, 1))))) as picture:
        assert picture.size == (8_000, 1)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    whole=st.sampled_from([JPEG_DATA, PNG_DATA, png_with(chunk(b"tEXt", b"a\0b"))]),
    place=st.integers(0, 400),
    given=st.binary(min_size=1, max_size=12),
)
def test_whatever_is_broken_in_a_picture_it_is_taken_or_refused(whole: bytes, place: int, given: bytes) -> None:
    place %= len(whole)
    broken = whole[:place] + given + whole[place + len(given) :]
    try:
        assert clean_jpeg(broken).startswith(b"\xff\xd8\xff")
    except UnableToKeepFile as refusal:
        assert str(refusal) in (BROKEN, TOO_WIDE)


@pytest.mark.parametrize("data", [JPEG_DATA, PNG_DATA])
def test_a_picture_without_a_code_says_so(data: bytes) -> None:
    with pytest.raises(UnableToKeepFile, match=r"^Không thấy mã QR trong ảnh\."):
        read_qr(data=data, largest=LARGEST)


@pytest.fixture
def dossier(db: None) -> Dossier:
    return builders.draft()


def files_in(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("kind", "data", "kept"),
    [
        (HEALTH_PAPER, PDF_DATA, PDF),
        (HEALTH_PAPER, PNG_DATA, JPEG),
        (NUMBER_PAPER, JPEG_DATA, JPEG),
        (PHOTO, PNG_DATA, JPEG),
    ],
)
def test_a_file_is_kept_as_what_it_is(dossier: Dossier, kind: str, data: bytes, kept: str) -> None:
    document = keep(dossier=dossier, kind=kind, data=data, at=now())
    content = content_of(document)
    assert (document.content_type, document.size) == (kept, len(content))
    assert (content == data) is (kept == PDF)
    assert len(document.digest) == 64
    assert document_of(dossier=dossier, document_id=document.id) == document
    assert document_of(dossier=builders.draft(), document_id=document.id) is None


@pytest.mark.parametrize(("kind", "data"), [(PHOTO, PDF_DATA), (HEALTH_PAPER, HIDDEN), (PHOTO, PNG_DATA[:40])])
def test_what_is_refused_leaves_neither_row_nor_content(dossier: Dossier, files: Path, kind: str, data: bytes) -> None:
    rows, contents = Document.objects.count(), files_in(files)
    with pytest.raises(UnableToKeepFile):
        keep(dossier=dossier, kind=kind, data=data, at=now())
    assert (Document.objects.count(), files_in(files)) == (rows, contents)


def test_the_newest_of_a_kind_counts_and_all_are_kept(dossier: Dossier) -> None:
    with at("2021-10-01"):
        second = keep(dossier=dossier, kind=PHOTO, data=drawn("JPEG", (50, 50)), at=now())
        paper = keep(dossier=dossier, kind=HEALTH_PAPER, data=PDF_DATA, at=now())
    assert newest(dossier=dossier, kind=PHOTO) == second
    assert newest(dossier=dossier, kind=NUMBER_PAPER) is None
    assert documents_of(dossier)[:2] == [paper, second]
    assert len(documents_of(dossier)) == 3
