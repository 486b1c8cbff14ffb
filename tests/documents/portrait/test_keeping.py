"""What is kept of a portrait: the cut picture, what was found, and that its owner wanted it all the same."""

from datetime import date

import pytest

from gplx.documents.changes import keep
from gplx.documents.checks import UnableToKeepFile
from gplx.documents.models import PHOTO, Document
from gplx.documents.portrait.keeping import awaits_its_owner, doubts_of, keep_portrait, made_of, seen_of, use_anyway
from gplx.documents.questions import content_of
from gplx.ground.clock import now, today
from tests import builders, portraits

pytestmark = pytest.mark.django_db


def kept(data: bytes, *, source: str = "upload") -> Document:
    made = made_of(data, on=today())
    document = keep_portrait(dossier=builders.draft(), portrait=made, at=now(), source=source)
    assert content_of(document) == made.jpeg
    return Document.objects.get(id=document.id)


def test_a_good_one_is_kept_with_what_was_found_and_awaits_nobody() -> None:
    document = kept(portraits.good())
    assert (document.kind, document.content_type, document.source) == (PHOTO, "image/jpeg", "upload")
    assert document.size == len(content_of(document))
    seen = seen_of(document)
    assert seen is not None
    assert (seen.background, len(seen.findings)) == ("blue", 9)
    assert doubts_of(document) == ()
    assert not awaits_its_owner(document)


def test_a_doubtful_one_awaits_its_owners_word() -> None:
    document = kept(portraits.empty())
    assert [doubt.fault for doubt in doubts_of(document)] == ["none"]
    assert awaits_its_owner(document)
    use_anyway(document, at=now())
    again = Document.objects.get(id=document.id)
    assert again.used_anyway_at is not None
    assert not awaits_its_owner(again)
    assert [doubt.fault for doubt in doubts_of(again)] == ["none"], "the doubt stays for the officer"


def test_what_the_register_holds_awaits_nobody_and_its_doubts_are_kept() -> None:
    document = kept(portraits.empty(), source="register")
    assert not awaits_its_owner(document)
    assert [doubt.fault for doubt in doubts_of(document)] == ["none"]


def test_one_kept_before_there_was_a_look_counts_as_it_did() -> None:
    document = keep(dossier=builders.draft(), kind=PHOTO, data=builders.picture(), at=now())
    assert seen_of(document) is None
    assert doubts_of(document) == ()
    assert not awaits_its_owner(document)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tệp đang trống"),
        (b"%PDF-1.7", "Vui lòng chọn tệp JPEG hoặc PNG."),
        (b"\xff\xd8\xff" + b"0" * 5_000_000, "Tệp lớn hơn 5 MB"),
        (b"\xff\xd8\xff" + b"0" * 100, "Không đọc được ảnh này"),
    ],
)
def test_only_what_is_no_picture_or_too_large_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(UnableToKeepFile, match=sentence):
        made_of(data, on=date(2021, 9, 27))
    assert Document.objects.count() == 0
