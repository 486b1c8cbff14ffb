"""What `./gplx check` prints, with which code it ends, and what it says of the house itself."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from gplx.conf.check import inside
from gplx.conf.check.finding import BAD, GOOD, Finding
from gplx.conf.check.inside import check_inside
from gplx.conf.management.commands import check_systems

FINE = Finding(system="police", at="http://police.invalid", verdict=GOOD, says="answers as it should", milliseconds=3)
BROKEN = Finding(system="post", at="http://post.invalid", verdict=BAD, says="post cannot be reached.")


def told(monkeypatch: pytest.MonkeyPatch, *found: Finding, **options: object) -> tuple[str, int]:
    monkeypatch.setattr(check_systems, "check_outside", lambda _outside, **_chosen: found)
    said, code = io.StringIO(), 0
    try:
        call_command("check_systems", stdout=said, only=["police"], **options)
    except SystemExit as end:
        code = int(str(end.code))
    return said.getvalue(), code


def test_as_json_for_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    said, code = told(monkeypatch, FINE, BROKEN, json=True)
    assert code == 1
    assert json.loads(said) == {
        "ok": False,
        "systems": [
            {
                "system": "police",
                "at": "http://police.invalid",
                "verdict": "good",
                "says": "answers as it should",
                "milliseconds": 3,
            },
            {
                "system": "post",
                "at": "http://post.invalid",
                "verdict": "bad",
                "says": "post cannot be reached.",
                "milliseconds": 0,
            },
        ],
    }


def test_all_well_ends_with_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    said, code = told(monkeypatch, FINE, json=True)
    assert (json.loads(said)["ok"], code) == (True, 0)


def test_as_a_table_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    said, code = told(monkeypatch, FINE, BROKEN)
    assert code == 1
    for words in ("police", "answers as it should", "post", "bad"):
        assert words in said


@pytest.mark.django_db
def test_the_house_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TRUST_LIST", tmp_path)
    found = {one.system: one for one in check_inside()}
    assert list(found) == ["key", "database", "files", "trust list"]
    assert found["database"].says == "answers, and has every table"
    assert found["files"].verdict == GOOD
    assert "nobody's signature is known" in found["trust list"].says


@pytest.mark.django_db
def test_what_is_wrong_in_the_house_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.pem").write_text("no certificate")
    monkeypatch.setattr(settings, "TRUST_LIST", tmp_path)
    monkeypatch.setattr(settings, "SECRET_KEY", "short")
    monkeypatch.setattr(inside, "missing_migrations", lambda: frozenset({("fees", "0099_later")}))
    found = {one.system: one for one in check_inside()}
    assert found["key"].verdict == found["database"].verdict == found["trust list"].verdict == BAD
    assert found["database"].says == "1 migrations are missing: run ./gplx migrate."
    assert "broken.pem holds no certificate" in found["trust list"].says
