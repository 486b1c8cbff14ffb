"""At night content goes to which no file belongs: old, surely an orphan, and never where the database must be mistaken."""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gplx.clock.files import sweep_files
from gplx.documents.models import Document
from gplx.documents.sweep import UnableToSweep, sweep
from gplx.ground.clock import real_now
from tests import builders

pytestmark = pytest.mark.django_db
HOUR = 3600


def orphan(files: Path, *, hours: float, name: str = "") -> str:
    """Content without a row, so many hours old."""
    name = name or str(uuid4())
    path = default_storage.save(f"documents/{name[:2]}/{name}", ContentFile(b"content"))
    age(files, path, hours=hours)
    return path


def age(files: Path, path: str, *, hours: float) -> None:
    then = time.time() - hours * HOUR
    os.utime(files / path, (then, then))


def test_an_orphan_of_more_than_a_day_is_swept_and_a_young_one_is_not(files: Path) -> None:
    old, young = orphan(files, hours=25), orphan(files, hours=23)
    sweep_files()
    assert (default_storage.exists(old), default_storage.exists(young)) == (False, True)


def test_what_belongs_to_a_file_stays_however_old(files: Path) -> None:
    document = builders.draft().documents.get()
    age(files, document.path, hours=10_000)
    orphan(files, hours=25)
    assert sweep(before=real_now()) == 1
    assert default_storage.exists(document.path)


def test_what_was_left_of_an_infected_file_goes(files: Path) -> None:
    """Whoever destroyed it was killed between the row and the content."""
    document = builders.draft().documents.get()
    Document.objects.update(scan="infected")
    assert sweep(before=real_now() + timedelta(hours=1)) == 1
    assert not default_storage.exists(document.path)


@pytest.mark.parametrize("name", ["readme.txt", "ab", "not-a-uuid"])
def test_what_bears_no_name_of_ours_is_left_alone(files: Path, name: str) -> None:
    path = orphan(files, hours=99, name=name)
    assert sweep(before=real_now()) == 0
    assert default_storage.exists(path)


def test_an_empty_store_is_swept_in_no_time(files: Path) -> None:
    assert sweep(before=real_now()) == 0


def test_a_store_whose_database_was_lost_is_not_emptied(files: Path) -> None:
    paths = [orphan(files, hours=99) for _ in range(20)]
    with pytest.raises(UnableToSweep):
        sweep(before=real_now())
    assert all(default_storage.exists(path) for path in paths)


def test_a_few_of_many_are(files: Path) -> None:
    kept = [builders.draft().documents.get().path for _ in range(2)]
    orphans = [orphan(files, hours=99) for _ in range(3)]
    assert sweep(before=real_now()) == 3
    assert [default_storage.exists(path) for path in (*kept, *orphans)] == [True] * 2 + [False] * 3


def test_the_age_is_counted_on_the_real_clock(files: Path) -> None:
    """The store stamps real time, whatever day the house practises."""
    path = orphan(files, hours=1)
    assert default_storage.get_modified_time(path) > real_now() - timedelta(hours=2)
    assert isinstance(default_storage.get_modified_time(path), datetime)
