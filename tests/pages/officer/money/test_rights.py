"""Who may see money, and who may move it: each page by role, and never another department's."""

from collections.abc import Callable

import pytest

from gplx.offices.models import ACCOUNTANT, CLERK, EXAMINER, LEADER, PRINTER
from tests import builders
from tests.pages.officer.desk import at

pytestmark = pytest.mark.django_db
OFFICE = (CLERK, EXAMINER, LEADER, PRINTER, ACCOUNTANT)
LOOKS = {
    "/can-bo/quay-thu": (CLERK, LEADER, ACCOUNTANT),
    "/can-bo/hoan-phi": (LEADER, ACCOUNTANT),
    "/can-bo/doi-soat": (LEADER, ACCOUNTANT),
    "/can-bo/doi-soat/ngay": (LEADER, ACCOUNTANT),
    "/can-bo/doi-soat/xlsx": (LEADER, ACCOUNTANT),
}
DOES = {
    "/can-bo/hoan-phi/lenh": (ACCOUNTANT,),
    "/can-bo/hoan-phi/tra-loi": (ACCOUNTANT,),
    "/can-bo/doi-soat/lai": (ACCOUNTANT,),
    "/can-bo/doi-soat/khoa-so": (ACCOUNTANT,),
}


@pytest.mark.parametrize("role", OFFICE)
@pytest.mark.parametrize("address", LOOKS)
def test_who_may_look(address: str, role: str) -> None:
    answer = at(builders.officer(role)).get(address)
    assert answer.status_code == (200 if role in LOOKS[address] else 403)


@pytest.mark.parametrize("role", OFFICE)
@pytest.mark.parametrize("address", DOES)
def test_who_may_do(address: str, role: str) -> None:
    answer = at(builders.officer(role)).post(address)
    assert answer.status_code == (302 if role in DOES[address] else 403)


@pytest.mark.parametrize("address", DOES)
def test_what_is_done_comes_by_post_only(address: str) -> None:
    assert at(builders.officer(ACCOUNTANT)).get(address).status_code == 405


@pytest.mark.parametrize("of", [lambda dossier: f"/can-bo/ho-so/{dossier.id}", lambda _dossier: "/can-bo"])
def test_an_accountant_opens_no_dossier(of: Callable[[object], str]) -> None:
    dossier = builders.paid()
    assert at(builders.officer(ACCOUNTANT)).get(of(dossier)).status_code == 403
