"""Beside a portrait stands what was found of it: the officer decides, the machine only points."""

import pytest

from gplx.documents.portrait.findings import SAYS
from gplx.documents.portrait.keeping import keep_portrait, made_of, use_anyway
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now, today
from gplx.offices.models import CLERK, EXAMINER
from gplx.pages.officer.dossier.portrait import ASPECTS, DOUBTS
from tests import builders, portraits
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db


def shown(dossier: Dossier, role: str = EXAMINER) -> str:
    return page(at(builders.officer(role)).get(f"/can-bo/ho-so/{dossier.id}"))


def test_what_is_doubtful_stands_beside_it_with_what_is_good_and_that_its_owner_insisted() -> None:
    dossier = builders.submitted()
    portrait = made_of(portraits.sent(portraits.before("#f4f4f4")), on=today())
    document = keep_portrait(dossier=dossier, portrait=portrait, at=now())
    use_anyway(document, at=now())
    said = shown(dossier, CLERK)
    assert "Máy thấy điểm cần xem: Nền ảnh: nền không xanh" in said
    assert "Người dân đã xem và vẫn dùng ảnh này lúc" in said
    assert (
        "Đạt: Một khuôn mặt, Nhìn thẳng, Cỡ đầu trong ảnh, Ở giữa ảnh, Thấy hai mắt, Độ nét, Ánh sáng, Số điểm ảnh."
        in said
    )
    assert f"Đã lưu: JPEG {portrait.seen.width}×{portrait.seen.height}, {document.size // 1000} kB." in said
    assert "Ảnh chân dung Đạt Đã có ảnh chân dung; cán bộ sẽ xem lại ảnh. nền không xanh Xem ảnh Nguồn" in said


def test_only_the_portrait_that_counts_is_pointed_at_from_the_checks() -> None:
    dossier = builders.submitted()
    for data in (portraits.empty(), portraits.good()):
        keep_portrait(dossier=dossier, portrait=made_of(data, on=today()), at=now())
    said = shown(dossier)
    assert "Ảnh chân dung Đạt Đã có ảnh chân dung. Nguồn" in said
    assert said.count("không thấy khuôn mặt") == 1, "the one before keeps its findings beside it"


def test_of_a_good_one_it_says_so() -> None:
    dossier = builders.submitted()
    keep_portrait(dossier=dossier, portrait=made_of(portraits.good(), on=today()), at=now())
    said = shown(dossier)
    assert "Máy không thấy điểm nào cần xem." in said
    assert "Máy thấy điểm cần xem" not in said and "vẫn dùng ảnh này" not in said


def test_where_nobody_looked_nothing_is_said() -> None:
    said = shown(builders.submitted())
    assert "Máy không thấy" not in said and "Máy thấy" not in said


def test_the_register_s_own_is_looked_at_too() -> None:
    dossier = builders.submitted()
    portrait = made_of(portraits.empty(), on=today())
    keep_portrait(dossier=dossier, portrait=portrait, at=now(), source="register")
    said = shown(dossier)
    assert "Máy thấy điểm cần xem: Một khuôn mặt: không thấy khuôn mặt" in said
    assert "vẫn dùng ảnh này" not in said


def test_every_doubt_has_its_word_for_an_officer() -> None:
    assert set(DOUBTS) == set(SAYS)
    found = made_of(portraits.good(), on=today()).seen.findings
    assert list(ASPECTS) == [one.aspect for one in found]
