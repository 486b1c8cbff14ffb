"""PDFs for tests: honest ones, and ones that do more than show pages."""

import io
import zipfile
import zlib
from functools import cache
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    pdf_string,
)
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter


def writer(*, pages: int = 1, stream_xrefs: bool = False) -> PdfFileWriter:
    """A file of blank pages."""
    made = PdfFileWriter(stream_xrefs=stream_xrefs)
    for _ in range(pages):
        content = made.add_object(StreamObject(stream_data=b" "))
        made.insert_page(PageObject(contents=content, media_box=(0, 0, 300, 400)))
    return made


def written(made: PdfFileWriter) -> bytes:
    """Its bytes."""
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def pdf(*, pages: int = 1) -> bytes:
    """An honest PDF."""
    return written(writer(pages=pages))


def with_in_root(**entries: Any) -> bytes:
    """A PDF of one page whose catalogue has these entries besides, as Python values."""
    made = writer()
    for key, value in entries.items():
        made.root[NameObject(f"/{key}")] = made.add_object(_object(value))
    return written(made)


def encrypted() -> bytes:
    """A PDF that opens by password."""
    made = writer()
    made.encrypt(owner_pass="mat-khau", user_pass="mat-khau")
    return written(made)


def bomb(*, size: int) -> bytes:
    """Some kilobytes that unfold to ``size`` bytes where its objects are read."""
    made = writer(stream_xrefs=True)
    packed = made.prepare_object_stream(compress=True)
    # Two digits a byte; as letters pyhanko would write each by itself, for seconds.
    made.root[NameObject("/Bomb")] = made.add_object(ByteStringObject(b"a" * (size // 2)), obj_stream=packed)
    return written(made)


def packed_in_root(**entries: Any) -> bytes:
    """As ``with_in_root``, but the entries lie packed in a stream of objects."""
    made = writer(stream_xrefs=True)
    packed = made.prepare_object_stream(compress=True)
    for key, value in entries.items():
        made.root[NameObject(f"/{key}")] = made.add_object(_object(value), obj_stream=packed)
    return written(made)


@cache
def flate(size: int) -> bytes:
    """Few bytes that unfold to ``size``."""
    return zlib.compress(bytes(size), 9)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream for ``raw``."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def archive(*, comment: bytes = b"") -> bytes:
    """A ZIP of one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "a")
        made.comment = comment
    return out.getvalue()


def raw(*objects: bytes) -> bytes:
    """A PDF of these objects as they are, the first of them the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(body))
    return body + head + table + trailer


def _object(value: Any) -> Any:
    if isinstance(value, dict):
        return DictionaryObject({NameObject(f"/{key}"): _object(one) for key, one in value.items()})
    if isinstance(value, list):
        return ArrayObject(_object(one) for one in value)
    if isinstance(value, int):
        return NumberObject(value)
    return NameObject(value) if value.startswith("/") else pdf_string(value)
