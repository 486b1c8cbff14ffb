"""What a clerk sees of a dossier that was filed at a portal: where it came from, and what is missing, which they can ask for."""

import pytest

from gplx.casework.ask_correction import ask_correction
from gplx.casework.receive_from_portal import File
from gplx.documents.models import PHOTO
from gplx.dossiers.models import Dossier
from gplx.offices.models import CLERK
from gplx.registers.models import Exchange
from tests import builders
from tests.casework.files.test_portal_files import URL, filed
from tests.pages.officer.desk import at, page
from tests.pages.reading import main

pytestmark = pytest.mark.django_db
HERE = "Nộp tại Cổng dịch vụ công"


def address(dossier: Dossier) -> str:
    return f"/can-bo/ho-so/{dossier.id}"


def test_it_stands_in_the_queue_and_says_where_it_came_from() -> None:
    dossier = filed(File(kind=PHOTO, url=URL)).dossier
    desk = at(builders.officer(CLERK))
    assert dossier.code in page(desk.get("/can-bo"))
    shown = main(desk.get(address(dossier)))
    assert HERE in shown
    assert "Chưa có ảnh chân dung." in shown


def test_one_filed_here_says_nothing_of_the_kind() -> None:
    dossier = builders.submitted()
    assert HERE not in main(at(builders.officer(CLERK)).get(address(dossier)))


def test_another_office_does_not_see_it() -> None:
    dossier = filed().dossier
    assert at(builders.officer(CLERK, department_id="H25")).get(address(dossier)).status_code == 404


def test_its_call_for_a_file_is_named_as_the_portals() -> None:
    dossier = filed(File(kind=PHOTO, url=URL)).dossier
    assert Exchange.objects.filter(about=f"dossier:{dossier.id}", operation="fetch").exists()
    assert "Cổng Dịch vụ công Quốc gia" in page(at(builders.officer(CLERK)).get(address(dossier)))


def test_the_clerk_asks_for_what_is_missing() -> None:
    dossier = filed().dossier
    told = {"items": ["photo"], "reason": "Thiếu ảnh.", "seen": None}
    asked = ask_correction(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=builders.fresh(), **told)
    assert (asked.state, asked.correction_open) == ("with_applicant", True)
