"""Each act, done by its own function: what it changes, what is recorded of it, and that it happens once."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from gplx.applicants.models import Applicant
from gplx.dossiers.models import DRAFT, WITH_APPLICANT, Act, Dossier
from gplx.dossiers.refusals import NotAllowed, NotPossibleNow, StaleDossier
from gplx.dossiers.states import TABLE, Row
from gplx.ledger.questions import history, is_whole
from gplx.offices.models import Officer
from tests import builders
from tests.casework.acts.tries import TRIES, Try
from tests.house.entry.writes import collecting
from tests.moments import at
from tests.undone import undone

pytestmark = pytest.mark.django_db
each_act = pytest.mark.parametrize("trial", TRIES.values(), ids=TRIES.keys(), scope="module")


def stored(dossier: Dossier) -> dict[str, Any]:
    """The row as it lies in the database."""
    row = Dossier.objects.get(id=dossier.id)
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


def row_of(trial: Try, before: str, after: str) -> Row:
    """The row of the act; where several differ in their facts, or in who may, one of them: they say the same."""
    rows = [one for one in TABLE if (one.act, one.before, one.after) == (trial.act, before, after)]
    assert len({(one.law, one.clock, one.portal) for one in rows}) == 1
    return rows[0]


def jobs_after_acts() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM pgqueuer WHERE entrypoint = 'acted' ORDER BY id")
        return [json.loads(bytes(payload)) for (payload,) in cursor.fetchall()]


@pytest.fixture(scope="module")
def made(made_once: Path, trial: Try) -> Iterator[Dossier]:
    """The dossier that is ready for the act, since the morning; the first of its day."""
    with undone():
        with at("2021-09-27T09:00"):
            dossier = trial.ready()
        yield dossier


@pytest.fixture
def ready(made: Dossier) -> Dossier:
    """It, as it was made."""
    return Dossier.objects.get(id=made.id)


@each_act
def test_it_changes_what_it_is_for_and_nothing_else(trial: Try, ready: Dossier) -> None:
    before = stored(ready)
    with at("2021-09-28T10:00") as moment:
        trial.do(ready, trial.doer(ready), request_id="r1", seen=before["version"])
    after = stored(ready)
    changed = {name for name in before if before[name] != after[name]}
    assert changed - {"state"} == trial.sets | {"version"}
    assert after["version"] == before["version"] + 1
    stamps = [after[name] for name in changed - {"complete_at"} if name.endswith("_at") and after[name]]
    assert all(moment <= stamp < moment + timedelta(minutes=1) for stamp in stamps)


@each_act
def test_history_ledger_and_queue_say_the_same_of_it(trial: Try, ready: Dossier) -> None:
    doer, before = trial.doer(ready), stored(ready)
    trial.do(ready, doer, request_id="r1")
    after, act = stored(ready), Act.objects.filter(dossier=ready).latest("id")
    row = row_of(trial, before["state"], after["state"])
    assert (act.act, act.request_id, act.details) == (trial.act, "r1", trial.details)
    assert (act.state_before, act.state_after, act.portal_code) == (row.before, row.after, row.portal)
    kind = "officer" if isinstance(doer, Officer) else "citizen"
    assert (act.by_kind, act.by_id, act.by_name) == (kind, str(doer.pk), doer.name)
    entry = history(subject=f"dossier:{ready.id}", kind="act").last()
    assert (entry.act, entry.actor, entry.at) == (trial.act, f"{kind}:{doer.pk}", act.at)
    said = {"from": row.before, "to": row.after, "version": after["version"], "law": row.law}
    assert entry.details == said | dict(trial.details)
    assert is_whole(subject=f"dossier:{ready.id}")
    assert jobs_after_acts()[-1] == {"act": act.id}


@each_act
def test_the_same_request_again_writes_nothing_even_from_an_old_page(trial: Try, ready: Dossier) -> None:
    doer, seen = trial.doer(ready), stored(ready)["version"]
    first = trial.do(ready, doer, request_id="r1", seen=seen)
    if trial.act == "transfer":
        doer = trial.doer(first)
    with collecting() as written:
        again = trial.do(ready, doer, request_id="r1", seen=seen)
    assert written == {}
    assert (again.state, again.version) == (first.state, first.version)


@each_act
@pytest.mark.parametrize("off", [-1, 1])
def test_who_saw_another_version_changes_nothing(trial: Try, ready: Dossier, off: int) -> None:
    doer = trial.doer(ready)
    with collecting() as written, pytest.raises(StaleDossier, match=r"^Hồ sơ vừa được cập nhật ở nơi khác\."):
        trial.do(ready, doer, request_id="r1", seen=stored(ready)["version"] + off)
    assert written == {}


@each_act
def test_a_stranger_changes_nothing(trial: Try, ready: Dossier) -> None:
    stranger: Officer | Applicant = trial.doer(ready, department_id="H17") if trial.role else builders.applicant()
    with collecting() as written, pytest.raises(NotAllowed, match=r"^Ông/bà không có quyền thực hiện việc này"):
        trial.do(ready, stranger, request_id="r1")
    assert written == {}


@each_act
def test_a_second_request_finds_another_dossier_than_the_first(trial: Try, ready: Dossier) -> None:
    """What repeats under a new request is either a new step of its own, or not possible now; never the same effect twice."""
    doer = trial.doer(ready)
    first = trial.do(ready, doer, request_id="r1")
    repeatable = trial.act in (
        "fill_in",
        "record_answer",
        "change_delivery",
        "ask_help",
        "progress",
        "fail_pick_up",
    ) and first.state in (
        DRAFT,
        WITH_APPLICANT,
        ready.state,
    )
    if trial.act == "transfer":
        with pytest.raises(NotAllowed):
            trial.do(ready, doer, request_id="r2")
    elif repeatable:
        assert trial.do(ready, doer, request_id="r2").version == first.version + 1
    else:
        with collecting() as written, pytest.raises(NotPossibleNow, match=r"^Hồ sơ đang ở bước khác"):
            trial.do(ready, doer, request_id="r2")
        assert written == {}


def test_every_act_of_the_table_is_tried_from_every_state() -> None:
    tried = {trial.act for trial in TRIES.values()}
    # What the platform, the post, the scanner and the calendar say has tests of its own.
    assert tried == {row.act for row in TABLE} - {"pay", "fail_delivery", "expire", "refuse_file"}
