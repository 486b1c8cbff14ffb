"""The Directorate's page: numbers in words and bars, no dossier and no person."""

import pytest

from gplx.offices.changes import open_directorate
from gplx.offices.models import DIRECTORATE, DIRECTORATE_ID
from tests import builders
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db


def test_it_shows_who_joined_what_they_did_and_which_system_answers() -> None:
    dossier = builders.approved()
    open_directorate()
    answer = at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID)).get("/tong-cuc")
    shown, content = page(answer), answer.content.decode()
    assert "Sở đã tham gia 12 / 63" in shown
    assert "Hồ sơ đã nộp 1" in shown
    assert "Hà Nội 0 0 0 1 0 0 0 1 trên 1" in shown
    assert 'min="0" max="1" value="1"' in content
    assert "Hải Phòng 0 0 0 0 0 0 0 Chưa có kết quả" in shown
    assert "Các Sở chưa tham gia (51)" in shown
    assert str(dossier.code) not in content
    assert dossier.applicant.name not in content


def test_an_empty_country_is_a_page_too() -> None:
    open_directorate()
    shown = page(at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID)).get("/tong-cuc"))
    assert "Hồ sơ đã nộp 0" in shown
    assert "Không hệ thống nào đang lỗi." in shown
