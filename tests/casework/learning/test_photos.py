"""A portrait that is brought, or learnt from the register, is looked at before anything is locked."""

import pytest
from django.db import connection

from gplx.casework import ask_photo, bring_photo
from gplx.casework.checks import all_green, checks_of
from gplx.casework.fill_in import fill_in
from gplx.documents.checks import UnableToKeepFile
from gplx.documents.models import PHOTO, Document
from gplx.documents.portrait.keeping import made_of
from gplx.documents.questions import newest
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotPossibleNow
from tests import builders, portraits

pytestmark = pytest.mark.django_db(transaction=True)


def bare() -> Dossier:
    """A draft of which all is good, without a photo."""
    dossier = builders.draft()
    builders.learn_all(dossier)
    Document.objects.filter(dossier=dossier).delete()
    return dossier


def change(dossier: Dossier, made: bring_photo.Change) -> Dossier:
    return fill_in(
        dossier_id=dossier.id, by=dossier.applicant, request_id=builders.fresh(), seen=None, item="photo", change=made
    )


def test_a_good_one_makes_the_dossier_green() -> None:
    dossier = bare()
    assert not all_green(checks_of(dossier))
    change(dossier, bring_photo.bring_photo(portraits.good()))
    assert all_green(checks_of(dossier))


def test_a_doubtful_one_does_once_its_owner_wants_it() -> None:
    dossier = bare()
    change(dossier, bring_photo.bring_photo(portraits.empty()))
    assert not all_green(checks_of(dossier))
    change(dossier, bring_photo.use_photo)
    assert all_green(checks_of(dossier))


def test_where_there_is_none_nothing_can_be_wanted() -> None:
    dossier = bare()
    with pytest.raises(NotPossibleNow):
        change(dossier, bring_photo.use_photo)
    dossier.refresh_from_db()
    assert newest(dossier=dossier, kind=PHOTO) is None


def test_what_is_no_picture_is_refused_before_any_row_is_touched() -> None:
    dossier = bare()
    version = dossier.version
    with pytest.raises(UnableToKeepFile):
        bring_photo.bring_photo(b"\xff\xd8\xff")
    dossier.refresh_from_db()
    assert (dossier.version, Document.objects.count()) == (version, 0)


@pytest.mark.parametrize("data", [portraits.good(), portraits.empty()])
def test_the_registers_is_looked_at_with_no_row_locked(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    dossier, was_open = bare(), []

    def watched(jpeg: bytes, **told: object) -> object:
        was_open.append(connection.in_atomic_block)
        return made_of(jpeg, **told)

    monkeypatch.setattr(ask_photo, "made_of", watched)
    ask_photo.learn_photo(dossier_id=dossier.id, jpeg=data)
    assert was_open == [False]
    kept = newest(dossier=dossier, kind=PHOTO)
    assert kept is not None
    assert (kept.source, kept.portrait["background"]) == ("register", "blue")
    assert all_green(checks_of(dossier)), "what an office took is used, doubts or not"


def test_one_learnt_twice_is_kept_once() -> None:
    dossier = bare()
    for _ in range(2):
        ask_photo.learn_photo(dossier_id=dossier.id, jpeg=portraits.good())
    assert Document.objects.filter(dossier=dossier, kind=PHOTO).count() == 1
