"""A page that is only looked at changes nothing."""

import pytest
from django.db import connection, transaction

from gplx.offices.entry import CITIZEN, STAFF
from gplx.offices.models import ROLES
from gplx.pages.kit.doors import WriteOnRead, reading_only
from tests import builders
from tests.house.entry.routes import routes
from tests.house.entry.stages import STAGES, Stage
from tests.house.entry.visitors import citizen, officer
from tests.house.entry.writes import collecting
from tests.house.exceptions import let_pass

WRITES = [
    "INSERT INTO offices_clinic (id) VALUES ('00001')",
    "  insert into offices_clinic (id) values ('00001')",
    "\n\tUPDATE offices_clinic SET name = ''",
    "DELETE FROM offices_clinic",
    "WITH gone AS (DELETE FROM offices_clinic RETURNING id) SELECT id FROM gone",
    "WITH new AS (\n  INSERT INTO offices_clinic (id) VALUES ('00001') RETURNING id\n) SELECT id FROM new",
    "WITH one AS (SELECT 1 AS id) UPDATE offices_clinic SET name = ''",
    "/* from a page */ DELETE FROM offices_clinic",
    "-- from a page\nDELETE FROM offices_clinic",
    "SELECT 1; DELETE FROM offices_clinic",
    "TRUNCATE offices_clinic",
    "MERGE INTO offices_clinic AS c USING (SELECT 1) AS s ON false WHEN MATCHED THEN DELETE",
    "COPY offices_clinic FROM STDIN",
    "DROP TABLE offices_clinic",
    "CREATE TABLE page ()",
    "ALTER TABLE offices_clinic ADD COLUMN page int",
    "DELETE FROM offices_clinic WHERE name IN (SELECT session_key FROM django_session)",
]
READS = [
    "SELECT name FROM offices_clinic",
    "SELECT name AS update FROM offices_clinic",
    "SELECT id FROM offices_clinic FOR UPDATE",
    "SELECT (id) FROM offices_clinic WHERE (id = '00001') FOR NO KEY UPDATE",
    "WITH one AS (SELECT 1 AS id) SELECT id FROM one",
    "SELECT count(*) FROM offices_clinic WHERE name = 'delete from'",
    "SAVEPOINT page",
    'DELETE FROM "django_session" WHERE false',  # a visitor's session is no page's business
]


@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_no_page_writes_when_it_is_only_looked_at(stage: Stage) -> None:
    dossier = stage()
    browsers = {CITIZEN: citizen(dossier.applicant), STAFF: officer(*ROLES)}
    changed = {}
    for route in (route for route in routes() if not route.entry.writes_on_get):
        with collecting() as written:
            browsers.get(route.entry.who, browsers[CITIZEN]).get(
                route.address(dossier_id=dossier.id, code=dossier.code or "none")
            )
        changed |= {route.path: written} if written else {}
    assert changed == {}


def test_only_what_a_protocol_forces_writes_when_it_is_looked_at() -> None:
    assert {route.path for route in routes() if route.entry.writes_on_get} == let_pass("writes_on_get")
    assert [route.path for route in routes(CITIZEN, STAFF) if route.entry.writes_on_get] == []


@pytest.mark.django_db
@pytest.mark.parametrize("sql", WRITES)
def test_a_statement_that_writes_is_refused(sql: str) -> None:
    with pytest.raises(WriteOnRead), reading_only(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
@pytest.mark.parametrize("sql", READS)
def test_a_statement_that_reads_is_not(sql: str) -> None:
    with reading_only(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_what_is_refused_did_not_happen() -> None:
    department = builders.department()
    with pytest.raises(WriteOnRead), reading_only(), transaction.atomic():
        department.delete()
    department.refresh_from_db()


@pytest.mark.django_db
def test_afterwards_writing_is_possible_again() -> None:
    department = builders.department()
    with reading_only():
        department.refresh_from_db()
    department.name = "Sở Thử nghiệm"
    department.save()
    department.refresh_from_db()
    assert department.name == "Sở Thử nghiệm"
