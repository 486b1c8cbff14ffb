"""Whoever sends the forms of the counter's pages without the right to changes nothing, whatever the form says."""

from collections.abc import Callable

import pytest
from django.test import Client

from gplx.dossiers.models import Dossier
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from gplx.pages.officer.counter.steps import STEPS
from tests import builders
from tests.builders import fresh
from tests.house.entry.writes import collecting
from tests.pages.officer.desk import at

pytestmark = pytest.mark.django_db
STRANGERS: dict[str, Callable[[Dossier], Client]] = {
    "nobody": lambda _dossier: Client(),
    "the person": lambda dossier: builders.sign_in_citizen(Client(), dossier.applicant),
    "another citizen": lambda _dossier: builders.sign_in_citizen(Client(), builders.applicant()),
    "another department": lambda _dossier: at(builders.officer(CLERK, department_id="H17")),
    "another role": lambda _dossier: at(builders.officer(EXAMINER, LEADER, PRINTER)),
}
FORM = {
    "reason": "damaged",
    "department": "H26",
    "delivery": "desk",
    "phone": "0911111111",
    "way": "paper",
    "original": "licence",
}


@pytest.mark.parametrize("who", STRANGERS)
def test_no_stranger_does_any_step(who: str) -> None:
    dossier = builders.counter_draft()
    builders.learn_all(dossier)
    browser = STRANGERS[who](dossier)
    with collecting() as written:
        for way, _view in STEPS.values():
            form = FORM | {"version": dossier.version, "request_id": fresh()}
            answer = browser.post(f"/can-bo/tai-quay/ho-so/{dossier.id}{way}", form)
            assert answer.status_code in (302, 403, 404, 405), way
            assert answer.status_code != 302 or answer["Location"].startswith("/can-bo/dang-nhap"), way
    assert written == {}


@pytest.mark.parametrize("who", STRANGERS)
def test_no_stranger_receives_a_person_or_goes_on_with_one(who: str) -> None:
    visit = builders.visit()
    licence = builders.licence(visit.applicant)
    dossier = builders.draft()
    browser = STRANGERS[who](dossier)
    if who == "another department":
        pages = [f"/nguoi/{visit.id}/doi", f"/nguoi/{visit.id}/giay-phep"]
    else:
        pages = ["", "/ma", f"/nguoi/{visit.id}/doi", f"/nguoi/{visit.id}/giay-phep"]
    with collecting() as written:
        for page in pages:
            form = {"licence": licence.id, "consent": "on", "code": "01234567", "request_id": fresh()}
            assert browser.post(f"/can-bo/tai-quay{page}", form).status_code in (302, 403, 404)
    assert written == {}


def test_a_form_of_an_old_page_is_told_so_at_the_counter_too() -> None:
    clerk = builders.officer(CLERK)
    dossier = builders.counter_draft(builders.visit(by=clerk))
    form = FORM | {"version": dossier.version + 1, "request_id": fresh()}
    answer = at(clerk).post(f"/can-bo/tai-quay/ho-so/{dossier.id}/yeu-cau", form)
    assert answer.status_code == 409
    dossier.refresh_from_db()
    assert dossier.reason == "expiring"
