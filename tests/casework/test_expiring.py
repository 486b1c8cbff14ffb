"""A draft that expired: what was sent and chosen is gone, the history stays, and the licence is free again."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from gplx.casework.expire import expire
from gplx.casework.start_draft import start_draft
from gplx.documents.changes import keep, remove_all, remove_files
from gplx.documents.models import HEALTH_PAPER, Document
from gplx.dossiers.drafts import idle_drafts, kept_until, worked_on
from gplx.dossiers.models import WITHDRAWN, Act, Dossier
from gplx.dossiers.questions import visible_to
from gplx.dossiers.refusals import NotPossibleNow
from gplx.ground.clock import now
from gplx.health.models import Evidence
from gplx.ledger.models import Entry
from gplx.ledger.questions import is_whole
from gplx.programme.questions import departments
from gplx.violations.models import Answer
from tests import builders
from tests.casework.acts.stages import asked_for_help
from tests.casework.acts.tries import TRIES
from tests.moments import at

pytestmark = pytest.mark.django_db


def given_up(dossier: Dossier) -> Dossier:
    return expire(dossier_id=dossier.id, idle_since=now() + timedelta(minutes=1))


def full() -> Dossier:
    """A draft with everything that can be sent and chosen."""
    dossier = builders.draft()
    builders.learn_all(dossier)
    keep(dossier=dossier, kind=HEALTH_PAPER, data=builders.picture(), at=now())
    return dossier


def test_uploads_findings_and_choices_are_gone() -> None:
    dossier = full()
    paths = [document.path for document in Document.objects.filter(dossier=dossier)]
    gone = given_up(dossier)
    gone.refresh_from_db()
    assert (gone.state, gone.phone, gone.email, gone.delivery, gone.delivery_address) == (WITHDRAWN, "", "", "", "")
    assert gone.ended_at
    assert not Document.objects.exists() and not Evidence.objects.exists() and not Answer.objects.exists()
    assert Act.objects.get(act="expire").details == {"files": 2}
    remove_files({"paths": paths})
    assert [path for path in paths if default_storage.exists(path)] == []
    remove_files({"paths": paths})


def test_the_contents_wait_for_the_worker_so_that_a_draft_that_stays_loses_none() -> None:
    dossier = full()
    paths = [document.path for document in Document.objects.filter(dossier=dossier)]
    assert remove_all(dossier=dossier) == 2
    assert all(default_storage.exists(path) for path in paths)
    assert remove_all(dossier=dossier) == 0


def test_history_and_ledger_stay_and_are_whole() -> None:
    dossier = full()
    TRIES["fill in a draft"].do(dossier, dossier.applicant, request_id="r1")
    given_up(dossier)
    assert list(Act.objects.order_by("id").values_list("act", "by_kind")) == [
        ("fill_in", "citizen"),
        ("expire", "system"),
    ]
    assert is_whole(subject=f"dossier:{dossier.id}")
    assert Entry.objects.get(act="expire").actor == "system:calendar"


def test_the_licence_is_free_for_another_draft() -> None:
    dossier = full()
    given_up(dossier)
    again = start_draft(applicant=dossier.applicant, licence=dossier.licence)
    assert (again.id != dossier.id, again.state) == (True, "draft")


def test_no_code_for_help_outlives_it() -> None:
    gone = given_up(asked_for_help())
    assert (gone.help_asked_at, gone.help_code, gone.help_until, gone.entrusted_at) == (None, "", None, None)


def test_no_office_ever_sees_it_and_it_counts_nowhere() -> None:
    given_up(full())
    assert not visible_to(builders.officer()).exists()
    assert sum(office.all for office in departments()) == 0


def test_who_worked_on_it_meanwhile_keeps_it() -> None:
    dossier = full()
    since = now()
    TRIES["fill in a draft"].do(dossier, dossier.applicant, request_id="r1")
    with pytest.raises(NotPossibleNow):
        expire(dossier_id=dossier.id, idle_since=since)
    assert Document.objects.filter(dossier=dossier).count() == 2


def test_a_filed_dossier_does_not_expire() -> None:
    dossier = builders.submitted()
    with pytest.raises(NotPossibleNow):
        given_up(dossier)
    assert Document.objects.filter(dossier=dossier).exists()


def test_it_lies_since_it_was_last_worked_on() -> None:
    with at("2021-09-01"):
        dossier = builders.draft()
        assert worked_on(dossier) == dossier.created_at
    with at("2021-09-05") as moment:
        TRIES["fill in a draft"].do(dossier, dossier.applicant, request_id="r1")
    assert moment <= worked_on(dossier) < moment + timedelta(minutes=1)
    assert kept_until(moment).isoformat() == "2021-10-05"
    assert not idle_drafts(since=moment - timedelta(seconds=1)).exists()
    assert [one.id for one in idle_drafts(since=moment + timedelta(minutes=1))] == [dossier.id]
