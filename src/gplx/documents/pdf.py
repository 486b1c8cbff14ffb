"""A PDF that comes from outside shows pages, and does nothing else."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject, Reference, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

from gplx.documents.checks import UnableToKeepFile
from gplx.documents.unfolding import Unfolding
from gplx.ground.pdf import opened

MOST_PAGES = 50
MOST_OBJECTS = 50_000
# The longest side that a page may have by ISO 32000 (200 inches, in points), and the most dots that a picture needs: A3 at 600 dpi.
LONGEST_SIDE = 14_400
MOST_DOTS = 80_000_000
# GoToR and GoToE open another file, which may lie on another machine; the rest runs something, sends something, or plays something.
_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/RichMediaExecute",
        "/GoTo3DView",
        "/Movie",
        "/Sound",
    }
)
_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMedia", "/OnInstantiate"})
_FILES = frozenset({"/EmbeddedFiles", "/EF", "/Collection"})
_ATTACHED = frozenset({"/FileAttachment", "/RichMedia", "/EmbeddedFile", "/3D", "/Movie", "/Sound", "/Screen"})
# A stream whose data lie in another file, or that draws a page of one.
_ELSEWHERE = frozenset({"/F", "/FFilter", "/Ref"})
_OPENS = re.compile(r"\s*(?:javascript|vbscript|file|data|smb):|\\\\", re.IGNORECASE)
_ENDS = b"%%EOF"
# So much may stand behind the end of a file: readers look for it there, and careless programs leave something.
_BEHIND = 1024


def check_pdf(data: bytes) -> None:
    """See that a PDF can be read and only shows pages. Raises ``UnableToKeepFile`` with the sentence for the person."""
    broken = UnableToKeepFile("Không đọc được tệp PDF này. Vui lòng lưu lại tệp, hoặc chụp ảnh giấy rồi gửi.")
    _check_is_nothing_else(data)
    with opened(data, otherwise=broken) as reader:
        if reader.encrypted:
            raise UnableToKeepFile("Tệp PDF này có mật khẩu. Vui lòng bỏ mật khẩu rồi gửi lại.")
        _check_pages(reader)
        _check_contents(reader)


def _check_is_nothing_else(data: bytes) -> None:
    """A file that is an archive as well, or goes on behind its end, shows something else to another program."""
    behind = data.rpartition(_ENDS)[2] if _ENDS in data else b""
    if len(behind.strip(b"\0\t\n\f\r ")) > _BEHIND or zipfile.is_zipfile(io.BytesIO(data)):
        raise UnableToKeepFile("Tệp PDF này có tệp khác đính kèm bên trong. Vui lòng gửi tệp không có đính kèm.")


def _check_pages(reader: PdfFileReader) -> None:
    nodes = list(_reachable([reader.root.raw_get("/Pages")], along=("/Kids",)))
    branches = [node for node in nodes if "/Kids" in node]
    pages = len(nodes) - len(branches)
    if pages == 0 or "/Kids" not in reader.root["/Pages"]:
        raise UnableToKeepFile("Tệp PDF này không có trang nào. Vui lòng chọn tệp khác.")
    if pages > MOST_PAGES:
        raise UnableToKeepFile(f"Tệp PDF này có hơn {MOST_PAGES} trang. Vui lòng chỉ gửi các trang của giấy này.")
    if sum(len(branch["/Kids"]) for branch in branches) > len(nodes) - 1:
        # A page named twice, or a branch: a few of those unfold to millions of pages.
        raise UnableToKeepFile("Tệp PDF này quá phức tạp. Vui lòng chụp ảnh giấy rồi gửi.")


def _check_contents(reader: PdfFileReader) -> None:
    unfolding = Unfolding()
    for number, one in enumerate(_all(reader), start=1):
        if number > MOST_OBJECTS:
            raise UnableToKeepFile("Tệp PDF này quá phức tạp. Vui lòng chụp ảnh giấy rồi gửi.")
        if _KEYS & one.keys() or one.get("/S") in _ACTIONS or _opens_elsewhere(one):
            raise UnableToKeepFile("Tệp PDF này có chứa mã lệnh. Vui lòng gửi tệp khác, hoặc chụp ảnh giấy.")
        if _FILES & one.keys() or {one.get("/Subtype"), one.get("/Type")} & _ATTACHED:
            raise UnableToKeepFile("Tệp PDF này có tệp khác đính kèm bên trong. Vui lòng gửi tệp không có đính kèm.")
        if _is_huge(one) or (isinstance(one, StreamObject) and not unfolding.bears(one)):
            raise UnableToKeepFile("Tệp PDF này có trang hoặc ảnh quá lớn. Vui lòng chụp ảnh giấy rồi gửi.")


def _opens_elsewhere(one: DictionaryObject) -> bool:
    if isinstance(one, StreamObject):
        return bool(_ELSEWHERE & one.keys())
    return "/URI" in one and _OPENS.match(str(one["/URI"])) is not None


def _is_huge(one: DictionaryObject) -> bool:
    boxes = [float(side) for name in ("/MediaBox", "/CropBox") for side in one.get(name, ())]
    dots = float(one.get("/Width", 0)) * float(one.get("/Height", 0)) if one.get("/Subtype") == "/Image" else 0
    return any(abs(side) > LONGEST_SIDE for side in boxes) or dots > MOST_DOTS


def _all(reader: PdfFileReader) -> Iterator[DictionaryObject]:
    """Every dictionary that is reached from the catalogue; then those that only the file's tables name: another reader may find them."""
    seen: set[tuple[int, int]] = set()
    for reference in (reader.root_ref, *_in_tables(reader)):
        yield from _reachable([IndirectObject(reference.idnum, reference.generation, reader)], seen=seen)


def _in_tables(reader: PdfFileReader) -> list[Reference]:
    revisions = range(reader.xrefs.total_revisions)
    # Tables of streams describe themselves and their packed objects, which hold nothing that they do not name.
    apart = reader.xrefs.xref_stream_refs.union(*map(reader.xrefs.object_streams_used_in, revisions))
    found = set().union(*map(reader.xrefs.explicit_refs_in_revision, revisions))
    freed = set().union(*map(reader.xrefs.refs_freed_in_revision, revisions))
    return sorted(found - apart - freed, key=lambda reference: (reference.idnum, reference.generation))


def _reachable(
    start: list[Any], *, along: tuple[str, ...] = (), seen: set[tuple[int, int]] | None = None
) -> Iterator[DictionaryObject]:
    """Every dictionary that is reached from ``start``, each once, by all keys or only ``along`` some."""
    left, seen = list(start), set() if seen is None else seen
    while left:
        one = left.pop()
        if isinstance(one, IndirectObject):
            place = (one.idnum, one.generation)
            if place in seen:
                continue
            seen.add(place)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
        left.extend(_parts(one, along))


def _parts(one: object, along: tuple[str, ...]) -> Iterable[Any]:
    """What stands in a dictionary or an array, not yet looked up."""
    if isinstance(one, DictionaryObject):
        return [one.raw_get(key) for key in one if not along or key in along]
    return list.__iter__(one) if isinstance(one, list) else ()
