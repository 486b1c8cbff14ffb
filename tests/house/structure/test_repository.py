"""What is kept speaks of the project alone: no place on somebody's machine, no package index, no secret, no note to oneself."""

import re
from pathlib import Path

import pytest

from tests.house.source import ROOT, files, inside

# Binary, or other people's.
NOT_READ = {".gz", ".woff2", ".png", ".jpg", ".pdf", ".mo", ".ttf"}
OF_OTHERS = (
    "vendor/axe-core/",
    "vendor/be-vietnam-pro/",
    "vendor/govuk-frontend/",
    "vendor/htmx/",
    "vendor/jsqr/",
    "vendor/svg-maps-vietnam/",
)

FORBIDDEN = {
    "a place on somebody's machine": r"(?<![\w.$}>-])/(?:root|home|Users|work|mnt|workspace)(?:/[\w.-]|\b(?=[\"'\s]))",
    "a package index": r"(?i)\b(?:pypi\.(?:org|python)|pythonhosted\.|npmjs\.|registry\.(?:npm|yarn)|crates\.io|artifactory)",
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/]{20}",
    "a cloud key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of a code host": r"\bgh[pousr]_[A-Za-z0-9]{30,}\b",
    "a note to oneself": r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b",
    "how it was written": r"(?i)co-auth" r"ored-by|language mo" r"del|chat" r"bot\b",
}


def texts() -> list[tuple[str, str]]:
    """Every text of the project's own, by its path."""
    kept = (path for path in files() if path.suffix not in NOT_READ and not inside(path).startswith(OF_OTHERS))
    return [(inside(path), path.read_text()) for path in kept]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_kept_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    own = inside(Path(__file__))
    assert [(path, found[0]) for path, text in texts() if path != own and (found := pattern.search(text))] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a place on somebody's machine", 'open("/home/me/file")'),
        ("a place on somebody's machine", "ROOT = '/root'"),
        ("a package index", "taken from arti" + "factory.example.vn"),
        ("a private key", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF"),
        ("a cloud key", "AKIAABCDEFGHIJKLMNOP"),
        ("a token of a code host", "ghp_" + "a1" * 18),
        ("a note to oneself", "# TO" + "DO: later"),
        ("how it was written", "Co-Auth" + "ored-By: somebody"),
    ],
)
def test_what_is_looked_for_is_found(what: str, text: str) -> None:
    assert re.search(FORBIDDEN[what], text)


def test_addresses_of_the_house_are_no_places_on_a_machine() -> None:
    pattern = re.compile(FORBIDDEN["a place on somebody's machine"])
    for text in ("{{ url }}/work", "https://example.vn/home/", "home page", "network/root", "href='/homework'"):
        assert not pattern.search(text)


def test_every_folder_of_others_has_its_licence() -> None:
    folders = [path for path in (ROOT / "vendor").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert sorted(f"vendor/{folder.name}/" for folder in folders) == sorted(OF_OTHERS)
    assert [folder.name for folder in folders if not (folder / "LICENSE").exists()] == []


def test_nothing_large_is_kept() -> None:
    assert [inside(path) for path in files() if path.stat().st_size > 1_000_000] == []
