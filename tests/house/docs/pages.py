"""The pages of the documentation as these tests read them: commands and what they print, links, lists."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.house.source import ROOT, files, inside

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
PAGES = tuple(path for path in files() if path.suffix == ".md" and not path.is_relative_to(ROOT / "vendor"))


@dataclass(frozen=True)
class Command:
    """A command as a page shows it after ``$``, and what it prints there (nothing: the page does not say)."""

    line: str
    prints: str


def text_of(page: str) -> str:
    return (ROOT / page).read_text()


def commands(text: str) -> list[Command]:
    """Every command of the ``console`` blocks of a page."""
    blocks = [body for language, body in FENCE.findall(text) if language == "console"]
    told = [part.partition("\n") for body in blocks for part in re.split(r"(?m)^\$ ", body) if part]
    return [Command(line, prints) for line, _, prints in told]


def languages(text: str) -> set[str]:
    """The languages of the fenced blocks."""
    return {language for language, _ in FENCE.findall(text)}


def links(path: Path) -> list[str]:
    """Where a page leads to inside the checkout, without the part of the page."""
    found = LINK.findall(FENCE.sub("", path.read_text()))
    return [link.partition("#")[0] for link in found if "://" not in link and not link.startswith(("#", "mailto:"))]


def cells(text: str, *, under: str) -> list[str]:
    """The first cell of each row of the table under a heading."""
    table = text.partition(f"## {under}\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("|")]
    return [cell.strip("`") for cell in rows[2:]]


def broken_links() -> list[str]:
    """Links to what is not there."""
    return [f"{inside(path)}: {link}" for path in PAGES for link in links(path) if not (path.parent / link).exists()]
