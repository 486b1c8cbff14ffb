"""A PDF from outside is kept only where it shows pages and does nothing else, and reading it ends."""

import base64
import io
import sys
import time
from contextlib import nullcontext

import pytest
from django.core.files.storage import default_storage

from gplx.documents.changes import keep
from gplx.documents.checks import UnableToKeepFile
from gplx.documents.models import ANSWER_PAPER, HEALTH_COPY, HEALTH_PAPER, NUMBER_PAPER, Document
from gplx.documents.pdf import MOST_PAGES, check_pdf
from gplx.ground.clock import now
from gplx.ground.pdf import opened
from tests import builders, pdfs

CODE = "Tệp PDF này có chứa mã lệnh. Vui lòng gửi tệp khác, hoặc chụp ảnh giấy."
ATTACHED = "Tệp PDF này có tệp khác đính kèm bên trong. Vui lòng gửi tệp không có đính kèm."
BROKEN = "Không đọc được tệp PDF này. Vui lòng lưu lại tệp, hoặc chụp ảnh giấy rồi gửi."
HUGE = "Tệp PDF này có trang hoặc ảnh quá lớn. Vui lòng chụp ảnh giấy rồi gửi."
TANGLED = "Tệp PDF này quá phức tạp. Vui lòng chụp ảnh giấy rồi gửi."
NO_PAGES = "Tệp PDF này không có trang nào. Vui lòng chọn tệp khác."

SCRIPT = {"S": "/JavaScript", "JS": "app.alert(1)"}
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R %s >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
FLATE = b"/Filter /FlateDecode"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] %s >>"

DOES_MORE = {
    "script-when-opened": (pdfs.with_in_root(OpenAction=SCRIPT), CODE),
    "script-among-names": (pdfs.with_in_root(Names={"JavaScript": {"Names": ["a", SCRIPT]}}), CODE),
    "script-deep-inside": (pdfs.with_in_root(PieceInfo=[[{"A": [{"Next": SCRIPT}]}]]), CODE),
    "starts-a-program": (pdfs.with_in_root(OpenAction={"S": "/Launch", "F": "cmd.exe"}), CODE),
    "sends-a-form": (pdfs.with_in_root(AA={"WC": {"S": "/SubmitForm", "F": "http://127.0.0.1:9"}}), CODE),
    "opens-a-file-inside": (pdfs.with_in_root(OpenAction={"S": "/GoToE"}), CODE),
    "form-with-own-code": (pdfs.with_in_root(AcroForm={"XFA": "x", "Fields": []}), CODE),
    "name-written-in-digits": (
        pdfs.raw(CATALOGUE % b"/OpenAction << /S /J#61vaScript >>", PAGES, PAGE % b""),
        CODE,
    ),
    "on-a-page": (pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"/AA << /O << /S /Launch >> >>"), CODE),
    "file-among-names": (pdfs.with_in_root(Names={"EmbeddedFiles": {"Names": []}}), ATTACHED),
    "file-specification": (pdfs.with_in_root(AF=[{"Type": "/Filespec", "EF": {"F": "x"}}]), ATTACHED),
    "file-pinned-to-a-page": (
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"/Annots [<< /Subtype /FileAttachment >>]"),
        ATTACHED,
    ),
    "script-in-a-packed-object": (pdfs.packed_in_root(Names={"JavaScript": {"Names": ["a", SCRIPT]}}), CODE),
    "script-of-a-form-field": (pdfs.with_in_root(AcroForm={"Fields": [{"FT": "/Tx", "AA": {"K": SCRIPT}}]}), CODE),
    "script-that-nothing-leads-to": (
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"", b"<< /S /JavaScript /JS (app.alert(1)) >>"),
        CODE,
    ),
    "opens-a-file-elsewhere": (pdfs.with_in_root(OpenAction={"S": "/GoToR", "F": "\\\\192.0.2.1\\a"}), CODE),
    "link-that-is-a-script": (pdfs.with_in_root(A={"S": "/URI", "URI": "javascript:alert(1)"}), CODE),
    "link-to-a-file": (pdfs.with_in_root(A={"S": "/URI", "URI": " FILE:///etc/passwd"}), CODE),
    "link-to-another-machine": (pdfs.with_in_root(A={"S": "/URI", "URI": "\\\\192.0.2.1\\a"}), CODE),
    "data-in-another-file": (pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"", pdfs.stream(b"", b"/F (a.bin)")), CODE),
    "model-that-moves": (
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"/Annots [<< /Subtype /3D >>]"),
        ATTACHED,
    ),
    "portfolio": (pdfs.with_in_root(Collection={"View": "/D"}), ATTACHED),
    "also-an-archive": (pdfs.pdf() + pdfs.archive(), ATTACHED),
    "also-an-archive-whose-end-is-hidden": (pdfs.pdf() + pdfs.archive(comment=b"\n%%EOF\n"), ATTACHED),
    "goes-on-behind-its-end": (pdfs.pdf() + b"MZ" * 600, ATTACHED),
    "page-as-large-as-a-house": (pdfs.raw(CATALOGUE % b"", PAGES, PAGE.replace(b"9 9", b"9 14401") % b""), HUGE),
    "picture-without-measure": (
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"", pdfs.stream(b"", b"/Subtype /Image /Width 99999 /Height 99999")),
        HUGE,
    ),
    "page-that-unfolds-without-measure": (
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"/Contents 4 0 R", pdfs.stream(pdfs.flate(201_000_000), FLATE)),
        HUGE,
    ),
    "many-that-unfold-a-little-each": (
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"", *[pdfs.stream(pdfs.flate(45_000_000), FLATE) for _ in range(5)]),
        HUGE,
    ),
    "written-as-text-above": (
        pdfs.raw(
            CATALOGUE % b"",
            PAGES,
            PAGE % b"",
            pdfs.stream(base64.a85encode(pdfs.flate(201_000_000)) + b"~>", b"/Filter [/ASCII85Decode /FlateDecode]"),
        ),
        HUGE,
    ),
    "packed-twice": (
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"", pdfs.stream(b"", b"/Filter [/FlateDecode /FlateDecode]")),
        HUGE,
    ),
    "page-named-many-times": (
        pdfs.raw(CATALOGUE % b"", b"<< /Type /Pages /Kids [%s] >>" % (b"3 0 R " * 40), PAGE % b""),
        TANGLED,
    ),
    "branch-named-twice": (
        pdfs.raw(
            CATALOGUE % b"", b"<< /Type /Pages /Kids [4 0 R 4 0 R] >>", PAGE % b"", b"<< /Type /Pages /Kids [3 0 R] >>"
        ),
        TANGLED,
    ),
    "password": (pdfs.encrypted(), "Tệp PDF này có mật khẩu. Vui lòng bỏ mật khẩu rồi gửi lại."),
    "no-pages": (pdfs.pdf(pages=0), NO_PAGES),
    "page-tree-without-kids": (pdfs.raw(CATALOGUE % b"", b"<< /Type /Pages /Count 1 >>"), NO_PAGES),
    "page-tree-in-a-circle": (pdfs.raw(CATALOGUE % b"", b"<< /Type /Pages /Kids [2 0 R] >>"), NO_PAGES),
    "too-many-pages": (
        pdfs.pdf(pages=MOST_PAGES + 1),
        "Tệp PDF này có hơn 50 trang. Vui lòng chỉ gửi các trang của giấy này.",
    ),
    "only-its-head": (b"%PDF-1.7\n", BROKEN),
    "no-table-of-places": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF", BROKEN),
    "table-that-points-nowhere": (pdfs.pdf().replace(b"startxref\n", b"startxref\n9"), BROKEN),
    "cut-off": (pdfs.pdf()[:-40], BROKEN),
    "catalogue-is-a-number": (pdfs.raw(b"7"), BROKEN),
    "array-in-array-without-end": (pdfs.raw(CATALOGUE % (b"/A " + b"[" * 100_000), PAGES, PAGE % b""), BROKEN),
    "unfolds-without-measure": (pdfs.bomb(size=17 << 20), BROKEN),
}


@pytest.mark.parametrize(("data", "sentence"), DOES_MORE.values(), ids=DOES_MORE)
def test_a_pdf_that_does_more_or_cannot_be_read(data: bytes, sentence: str) -> None:
    with pytest.raises(UnableToKeepFile) as refused:
        check_pdf(data)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "data",
    [
        pdfs.pdf(),
        pdfs.pdf(pages=MOST_PAGES),
        pdfs.written(pdfs.writer(stream_xrefs=True)),
        pdfs.with_in_root(OpenAction={"S": "/GoTo"}),
        pdfs.with_in_root(Self={"S": "/URI", "URI": "https://example.vn"}),
        pdfs.raw(CATALOGUE % b"/Me 1 0 R", PAGES, PAGE % b""),
        pdfs.packed_in_root(Lang="vi-VN"),
        pdfs.pdf() + b"\r\n\0\0",
        pdfs.pdf() + b"<!-- left by a careless program -->",
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE.replace(b"9 9", b"14400 14400") % b""),
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"/Contents 4 0 R", pdfs.stream(pdfs.flate(60_000_000), FLATE)),
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"", pdfs.stream(b"no flate at all", FLATE)),
        pdfs.raw(CATALOGUE % b"", PAGES, PAGE % b"", pdfs.stream(b"x", b"/Filter /DCTDecode /Width 4 /Height 4")),
        pdfs.with_in_root(AcroForm={"Fields": [{"FT": "/Sig", "F": 132}], "SigFlags": 3}),
        pdfs.raw(
            CATALOGUE % b"", PAGES, PAGE % b"/Annots [<< /Subtype /Link /A << /S /URI /URI (www.example.vn) >> >>]"
        ),
    ],
    ids=[
        "one-page",
        "most-pages",
        "packed",
        "opens-at-a-page",
        "link",
        "points-at-itself",
        "packed-objects",
        "blanks-behind-the-end",
        "a-word-behind-the-end",
        "largest-page",
        "a-large-scan",
        "a-broken-stream",
        "a-photo",
        "a-field-for-a-signature",
        "a-link-without-scheme",
    ],
)
def test_an_honest_pdf_passes(data: bytes) -> None:
    check_pdf(data)


@pytest.mark.parametrize(("most", "passes"), [(50, False), (51, True)])
def test_a_file_has_only_so_many_parts(most: int, passes: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogue, page tree, page and 48 more are 51."""
    monkeypatch.setattr("gplx.documents.pdf.MOST_OBJECTS", most)
    data = pdfs.raw(CATALOGUE % (b"/A [%s]" % (b"<<>>" * 48)), PAGES, PAGE % b"")
    with nullcontext() if passes else pytest.raises(UnableToKeepFile, match=r"^Tệp PDF này quá phức tạp"):
        check_pdf(data)


class Broken(Exception):
    """What a test wants instead."""


def test_reading_ends_after_its_time() -> None:
    long = pdfs.raw(CATALOGUE % (b"/A [" + b"0 " * 2_000_000 + b"]"), PAGES, PAGE % b"")
    since = time.thread_time()
    with pytest.raises(Broken, match="too long"), opened(long, otherwise=Broken("too long"), patience=0.2) as reader:
        assert reader.root
    assert time.thread_time() - since < 2, "without a limit it takes a quarter of a minute"


def test_after_reading_nothing_watches_any_more() -> None:
    before = sys.getprofile()
    with opened(pdfs.pdf(), otherwise=Broken()) as reader:
        assert sys.getprofile() is not before
        assert reader.total_revisions == 1
    assert sys.getprofile() is before
    with pytest.raises(Broken), opened(b"%PDF-", otherwise=Broken()):
        pass
    assert sys.getprofile() is before


def test_a_refusal_inside_passes_as_it_is_and_a_mishap_becomes_the_other() -> None:
    with pytest.raises(Broken, match="own"), opened(pdfs.pdf(), otherwise=Broken("other")):
        raise Broken("own")
    with pytest.raises(Broken, match="other") as seen, opened(pdfs.pdf(), otherwise=Broken("other")):
        raise KeyError("/Root")
    assert isinstance(seen.value.__cause__, KeyError)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [HEALTH_PAPER, HEALTH_COPY, NUMBER_PAPER, ANSWER_PAPER])
def test_nothing_is_kept_of_a_pdf_with_code_whatever_paper_it_is(kind: str) -> None:
    dossier = builders.draft()
    before = Document.objects.count()
    with pytest.raises(UnableToKeepFile, match="mã lệnh"):
        keep(dossier=dossier, kind=kind, data=pdfs.with_in_root(OpenAction=SCRIPT), at=now())
    assert Document.objects.count() == before


@pytest.mark.django_db
def test_a_good_pdf_is_kept_byte_for_byte() -> None:
    data = pdfs.pdf()
    document = keep(dossier=builders.draft(), kind=HEALTH_PAPER, data=data, at=now())
    assert (document.content_type, document.size) == ("application/pdf", len(data))
    with default_storage.open(document.path) as file:
        assert io.BytesIO(data).read() == file.read()
