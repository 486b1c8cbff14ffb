"""A PDF that comes from outside shows pages, and does nothing else."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader

from gplx.documents.checks import UnableToKeepFile
from gplx.ground.pdf import opened

MOST_PAGES = 50
MOST_OBJECTS = 50_000
_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/Rendition",
        "/RichMediaExecute",
        "/Movie",
        "/Sound",
    }
)
_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMedia"})
_FILES = frozenset({"/EmbeddedFiles", "/EF"})
_ATTACHED = frozenset({"/FileAttachment", "/RichMedia", "/EmbeddedFile"})


def check_pdf(data: bytes) -> None:
    """See that a PDF can be read and only shows pages. Raises ``UnableToKeepFile`` with the sentence for the person."""
    broken = UnableToKeepFile("Không đọc được tệp PDF này. Vui lòng lưu lại tệp, hoặc chụp ảnh giấy rồi gửi.")
    with opened(data, otherwise=broken) as reader:
        if reader.encrypted:
            raise UnableToKeepFile("Tệp PDF này có mật khẩu. Vui lòng bỏ mật khẩu rồi gửi lại.")
        _check_pages(reader)
        _check_contents(reader)


def _check_pages(reader: PdfFileReader) -> None:
    pages = sum(1 for one in _reachable([reader.root["/Pages"]], along=("/Kids",)) if "/Kids" not in one)
    if pages == 0 or "/Kids" not in reader.root["/Pages"]:
        raise UnableToKeepFile("Tệp PDF này không có trang nào. Vui lòng chọn tệp khác.")
    if pages > MOST_PAGES:
        raise UnableToKeepFile(f"Tệp PDF này có hơn {MOST_PAGES} trang. Vui lòng chỉ gửi các trang của giấy này.")


def _check_contents(reader: PdfFileReader) -> None:
    for number, one in enumerate(_reachable([reader.root]), start=1):
        if number > MOST_OBJECTS:
            raise UnableToKeepFile("Tệp PDF này quá phức tạp. Vui lòng chụp ảnh giấy rồi gửi.")
        if _KEYS & one.keys() or one.get("/S") in _ACTIONS:
            raise UnableToKeepFile("Tệp PDF này có chứa mã lệnh. Vui lòng gửi tệp khác, hoặc chụp ảnh giấy.")
        if _FILES & one.keys() or {one.get("/Subtype"), one.get("/Type")} & _ATTACHED:
            raise UnableToKeepFile("Tệp PDF này có tệp khác đính kèm bên trong. Vui lòng gửi tệp không có đính kèm.")


def _reachable(start: list[Any], *, along: tuple[str, ...] = ()) -> Iterator[DictionaryObject]:
    """Every dictionary that is reached from ``start``, each once, by all keys or only ``along`` some."""
    left, seen = list(start), set()
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
