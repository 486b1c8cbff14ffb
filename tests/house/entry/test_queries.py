"""A list takes as many questions to the database for a thousand rows as for ten."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gplx.dossiers.models import Dossier
from gplx.licences.models import Licence
from gplx.offices.entry import CITIZEN, STAFF
from gplx.offices.models import ROLES
from tests.house.entry.routes import Route, routes
from tests.house.entry.stages import STAGES
from tests.house.entry.visitors import citizen, officer

FEW, MANY = 10, 1000


def multiply(dossier: Dossier, count: int) -> None:
    """More dossiers like this one, each with a licence and a code of its own."""
    licences = [Licence(**values(dossier.licence, id=None, number=f"99{count}{n:06d}")) for n in range(count)]
    Licence.objects.bulk_create(licences)
    Dossier.objects.bulk_create(
        Dossier(**values(dossier, id=None, code=f"{dossier.code}-{count}-{n}", licence_id=licence.id))
        for n, licence in enumerate(licences)
    )


def values(row: Dossier | Licence, **other: object) -> dict[str, object]:
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in (columns | other).items() if value is not None}


def questions(route: Route, browser: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.get(route.address())
    return len(asked)


@pytest.fixture(params=[CITIZEN, STAFF])
def lists(request: pytest.FixtureRequest, db: None) -> tuple[Client, list[Route], list[Dossier]]:
    """A visitor, the pages that are of no one dossier, and a dossier of theirs at every stage."""
    dossiers = [stage() for stage in STAGES]
    owner = dossiers[0].applicant
    Dossier.objects.update(applicant=owner)
    browser = citizen(owner) if request.param == CITIZEN else officer(*ROLES)
    return browser, [route for route in routes(request.param) if "<" not in route.path], dossiers


def test_a_list_asks_as_often_for_a_thousand_rows_as_for_ten(
    lists: tuple[Client, list[Route], list[Dossier]],
) -> None:
    browser, pages, dossiers = lists
    for dossier in dossiers:
        multiply(dossier, FEW // len(STAGES))
    few = {route.path: questions(route, browser) for route in pages}
    for dossier in dossiers:
        multiply(dossier, MANY // len(STAGES))
    assert {route.path: questions(route, browser) for route in pages} == few
