"""The facts of a dossier stand side by side; where two sources differ it is marked, and what is unknown says so."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.documents.changes import keep
from gplx.documents.models import PHOTO
from gplx.dossiers.models import DESK, Dossier
from gplx.fees.models import Payment
from gplx.health.models import Evidence
from gplx.ledger.models import Entry
from gplx.licences.models import Licence
from gplx.offices.models import CLERK, EXAMINER, LEADER, OFFICE_ROLES
from tests import builders
from tests.pages.officer.desk import act, at
from tests.pages.reading import forms, main, rows, said, tree

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    """One that is examined."""
    return builders.examining()


def shown(dossier: Dossier, role: str = EXAMINER) -> Any:
    """Its page."""
    return at(builders.officer(role)).get(f"/can-bo/ho-so/{dossier.id}")


def compared(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """The table of both sources."""
    found = tree(shown(dossier)).xpath("//table//tbody/tr")
    return {said(row.find("th")): tuple(said(cell) for cell in row.findall("td")) for row in found}


def test_both_sources_stand_side_by_side_and_nothing_is_marked_where_they_agree(dossier: Dossier) -> None:
    number = dossier.applicant.numbers.filter(source="portal").get().number
    assert compared(dossier) == {
        "Họ và tên": ("Nguyễn Thử Nghiệm", "Nguyễn Thử Nghiệm"),
        "Ngày sinh": ("12/04/1985", "12/04/1985"),
        "Số giấy tờ": (f"{number} (Cổng Dịch vụ công, CSDL giấy phép lái xe)", number),
        "Giới tính": ("Nam", "–"),
        "Địa chỉ": ("1 phố Thử, Hà Nội", "–"),
        "Điện thoại": ("0900000001", "–"),
        "Thư điện tử": (dossier.email, "–"),
    }


@pytest.mark.parametrize(
    ("record", "line", "there"),
    [
        ({"name": "Nguyễn Thử Nghiêm"}, "Họ và tên", "Nguyễn Thử Nghiêm Gần giống Một bên thiếu dấu."),
        ({"name": "Trần Văn Khác"}, "Họ và tên", "Trần Văn Khác Khác"),
        ({"name": "NGUYỄN THỬ NGHIỆM"}, "Họ và tên", "NGUYỄN THỬ NGHIỆM"),
        ({"name": "Thử Nghiệm Nguyễn"}, "Họ và tên", "Thử Nghiệm Nguyễn Gần giống Cùng các tiếng nhưng khác thứ tự."),
        ({"born": "1985-04-13"}, "Ngày sinh", "13/04/1985 Khác"),
        ({"number": "011234567"}, "Số giấy tờ", "011234567 Khác"),
        ({"number": "011234567", "old_number": "012345678"}, "Số giấy tờ", "011234567; 012345678 Khác"),
        ({"name": ""}, "Họ và tên", "–"),
        ({"born": ""}, "Ngày sinh", "–"),
    ],
)
def test_what_differs_is_marked(dossier: Dossier, record: dict[str, str], line: str, there: str) -> None:
    dossier.licence.record |= record
    dossier.licence.save()
    told = compared(dossier)
    assert told[line][1] == there
    assert sum(each[1].endswith(" Khác") for each in told.values()) == there.endswith(" Khác")


def test_an_unanswered_register_leaves_its_side_open(dossier: Dossier) -> None:
    Licence.objects.filter(id=dossier.licence_id).update(record={}, match="unknown", issued_by="", province="")
    assert {there for _, there in compared(dossier).values()} == {"–"}


@pytest.mark.parametrize(
    ("changes", "name", "says"),
    [
        ({"expires": None}, "Có giá trị đến", "Không thời hạn"),
        ({"card": "paper"}, "Loại thẻ", "Giấy"),
        ({"card": "pet"}, "Loại thẻ", "Thẻ nhựa PET"),
        ({"match": "middling"}, "Mức khớp với người đề nghị", "Chưa chắc chắn: số giấy tờ khác"),
        ({"match": "none"}, "Mức khớp với người đề nghị", "Không khớp"),
        ({"match": "unknown"}, "Mức khớp với người đề nghị", "Chưa đối chiếu được"),
        ({"issued": date(2012, 3, 1)}, "Ngày cấp", "01/03/2012"),
    ],
)
def test_what_is_known_of_the_licence(dossier: Dossier, changes: dict[str, Any], name: str, says: str) -> None:
    Licence.objects.filter(id=dossier.licence_id).update(**changes)
    assert rows(shown(dossier))[name] == says


def test_the_certificate_that_counts_and_who_confirmed_it(dossier: Dossier) -> None:
    known = rows(shown(dossier))
    assert (known["Cơ sở khám"], known["Ngày kết luận"], known["Kết luận"]) == (
        "Bệnh viện Thử nghiệm",
        "27/09/2021",
        "A0-1",
    )
    assert "Cán bộ xác nhận" not in known, "it came from the database"
    Evidence.objects.all().delete()
    assert "Cơ sở khám" not in rows(shown(dossier))


@pytest.mark.parametrize(
    ("changes", "name", "says"),
    [
        ({"delivery": DESK}, "Nhận kết quả", "Tại Sở"),
        ({"delivery": "post", "delivery_address": "3 ngõ Mới"}, "Nhận kết quả", "Qua bưu điện 3 ngõ Mới"),
        ({"due_on": None}, "Hẹn trả", "Đã ngừng tính hạn"),
        ({"due_on": date(2021, 10, 4)}, "Hẹn trả", "04/10/2021"),
    ],
)
def test_the_end_of_the_way(dossier: Dossier, changes: dict[str, Any], name: str, says: str) -> None:
    Dossier.objects.filter(id=dossier.id).update(**changes)
    assert rows(shown(dossier))[name] == says


@pytest.mark.parametrize("due", [False, True])
def test_money_that_is_due_back_is_said(dossier: Dossier, due: bool) -> None:
    Payment.objects.update(refund_due=due)
    known = rows(shown(dossier))
    assert known["Lệ phí"] == "135.000 ₫, đã nộp"
    assert known.get("Hoàn lệ phí") == ("Phải hoàn cho người dân" if due else None)


# ---- what is not open


@pytest.mark.parametrize(
    ("name", "role"),
    [("accept", CLERK), ("approve", LEADER), ("send_back", LEADER), ("reopen", LEADER)],
)
def test_an_act_of_another_step_is_neither_offered_nor_done(dossier: Dossier, name: str, role: str) -> None:
    browser = at(builders.officer(role))
    assert f"/can-bo/ho-so/{dossier.id}/{name}" not in forms(browser.get(f"/can-bo/ho-so/{dossier.id}"))
    before = Dossier.objects.values().get(id=dossier.id)
    answer = act(browser, dossier, name, reason="Thử")
    assert answer.status_code == 409
    assert "Hồ sơ đang ở bước khác nên không thực hiện được việc này." in main(answer)
    assert Dossier.objects.values().get(id=dossier.id) == before


@pytest.mark.parametrize("version", ["9" * 5000, "1e3", "-1", " 3 "])
def test_a_version_that_is_none_does_nothing(dossier: Dossier, version: str) -> None:
    browser = at(builders.officer(EXAMINER))
    sent = {"version": version, "request_id": builders.fresh()}
    assert browser.post(f"/can-bo/ho-so/{dossier.id}/propose", sent).status_code == (409 if version.isdigit() else 400)
    assert Dossier.objects.get(id=dossier.id).proposed_at is None


# ---- files


@pytest.mark.parametrize("role", OFFICE_ROLES)
def test_a_file_is_shown_to_each_role_of_its_office_and_each_look_is_noted(dossier: Dossier, role: str) -> None:
    photo = dossier.documents.get(kind=PHOTO)
    answer = at(builders.officer(role)).get(f"/can-bo/ho-so/{dossier.id}/tep/{photo.id}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["X-Frame-Options"] == "DENY"
    assert Entry.objects.filter(subject=f"dossier:{dossier.id}", kind="read", act="document").count() == 1


def test_an_unknown_file_and_one_of_another_dossier_of_the_same_office_do_not_exist(dossier: Dossier) -> None:
    other = keep(dossier=builders.examining(), kind=PHOTO, data=builders.picture(), at=builders.now())
    browser = at(builders.officer(CLERK))
    for document in (uuid4(), other.id):
        assert browser.get(f"/can-bo/ho-so/{dossier.id}/tep/{document}").status_code == 404
    assert not Entry.objects.filter(kind="read", act="document").exists()


def test_a_citizen_sees_no_file_by_the_address_of_the_office(dossier: Dossier) -> None:
    photo = dossier.documents.get(kind=PHOTO)
    owner = builders.sign_in_citizen(Client(), Applicant.objects.get(id=dossier.applicant_id))
    answer = owner.get(f"/can-bo/ho-so/{dossier.id}/tep/{photo.id}")
    assert answer["Location"].startswith("/can-bo/dang-nhap?next=")
