"""What a department's software did at our doors is kept for its makers: the last good and the last bad call of each kind."""

import pytest
from django.http import HttpResponse
from django.test import Client

from gplx.offices.models import CLERK, LEADER, Department, SoftwareCall
from gplx.offices.software.calls import LONGEST, keep_call, last_calls
from tests import builders
from tests.api.acts.software import Software
from tests.api.conftest import Post
from tests.api.software import MAPI, Ask

pytestmark = pytest.mark.django_db


def kept(department_id: str = "H26") -> set[tuple[str, bool, int]]:
    rows = SoftwareCall.objects.filter(department=department_id)
    return set(rows.values_list("operation", "good", "times"))


def test_signing_in_and_asking(ask: Ask) -> None:
    builders.examining()
    ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")
    ask("DanhSachHoSo", ngayNhan1="hôm qua", ngayNhan2="2021-09-27")
    ask("TraCuuHoSo", mahoso="khong-co")
    ask("TraCuuHoSo", mahoso="khong-co")
    assert kept() == {
        ("login", True, 1),
        ("DanhSachHoSo", True, 1),
        ("DanhSachHoSo", False, 1),
        ("TraCuuHoSo", False, 2),
    }
    trouble = SoftwareCall.objects.get(operation="TraCuuHoSo")
    assert trouble.says == "Không tìm thấy dữ liệu này ở đơn vị của ông/bà."


def test_a_wrong_key_is_kept_for_the_department_whose_user_it_names(post: Post) -> None:
    Department.objects.filter(id=builders.department().id).update(api_user="so-hn", api_key_hash="x")
    for user in ("so-hn", "so-khac", ""):
        answer: HttpResponse = post(f"{MAPI}/login", {"username": user, "password": "sai"})
        assert answer.json()["error_code"] == -1
    assert kept() == {("login", False, 1)}
    assert SoftwareCall.objects.count() == 1


def test_acts_done_and_refused(client: Client) -> None:
    software, dossier = Software(client, "H26"), builders.paid()
    software.do("approve", dossier, builders.officer(LEADER))
    software.do("accept", dossier, builders.officer(CLERK))
    assert kept() == {("approve", False, 1), ("accept", True, 1)}
    said = SoftwareCall.objects.get(good=False).says
    assert said.startswith("Hồ sơ đang ở bước khác")


def test_the_newest_stands_first_and_a_sentence_is_cut() -> None:
    department = builders.department()
    keep_call(department=department, operation="login")
    keep_call(department=department, operation="TraCuuHoSo", trouble="x" * 999)
    keep_call(department=department, operation="login")
    first, second = last_calls(department)
    assert (first.operation, first.times, second.operation) == ("login", 2, "TraCuuHoSo")
    assert len(second.says) == LONGEST
    assert last_calls(builders.department("H24")) == []
