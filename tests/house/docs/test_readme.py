"""What the README says is so: each command is run here or where the table says, accounts and rooms are the real ones."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass

import pytest

from gplx.conf import cli
from gplx.offices.practice import DESKS, KNOWN_TO_ALL
from tests.house.docs.pages import Command, cells, commands, languages, text_of
from tests.house.source import ROOT
from tests.house.structure.test_contracts import LAYERS

README = text_of("README.md")
# What the launcher makes of its first word (tests/house/test_launcher.py proves that).
BECOMES = {"./gplx law": "-m gplx.rules", "./gplx": "-m gplx.conf.cli"}


@dataclass(frozen=True)
class Elsewhere:
    """The file that runs the command, and the words by which it does."""

    file: str
    words: str


HERE = "run here, and compared with what the page prints"
PROOFS: dict[str, str | Elsewhere] = {
    "./gplx demo": Elsewhere("tests/house/docs/test_demo.py", '"gplx.conf.cli", "demo"'),
    "./gplx test": Elsewhere(".ci/run", "exec ./gplx test"),
    "./gplx law due --received 2021-09-30T10:00 --days 5 --json": HERE,
    "./gplx law explain class_age_reached": HERE,
}


def run(line: str) -> str:
    """What a command of the page prints."""
    start = next(words for words in BECOMES if line.startswith(words))
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    words = [sys.executable, *BECOMES[start].split(), *line.removeprefix(start).split()]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_every_command_has_its_proof_and_every_proof_its_command() -> None:
    assert [command.line for command in commands(README)] == list(PROOFS)


def test_commands_stand_where_they_are_found() -> None:
    assert languages(README) == {"console"}


@pytest.mark.parametrize("command", commands(README), ids=lambda command: command.line)
def test_a_command_does_what_it_says(command: Command) -> None:
    proof = PROOFS[command.line]
    if isinstance(proof, Elsewhere):
        assert proof.words in text_of(proof.file)
    else:
        assert run(command.line) == command.prints


@pytest.mark.parametrize("line", re.findall(r"\./gplx[a-z -]*", README))
def test_the_launcher_knows_the_command(line: str) -> None:
    words = line.split()
    assert len(words) == 1 or words[1] in {"law", *cli.COMMANDS}


@pytest.mark.parametrize("option", ["--exit", "--lang en"])
def test_the_demo_knows_its_options(option: str) -> None:
    assert f"`{option}`" in README
    assert cli._parser().parse_args(["demo", *option.split()])


def test_the_accounts_are_those_of_the_practice_world() -> None:
    assert cells(README, under="Accounts to click through") == [f"{desk}.h26" for desk in DESKS]
    assert f"`{KNOWN_TO_ALL}`" in README


def test_the_map_has_the_floors_of_the_house() -> None:
    table = README.partition("## Map of rooms")[2].partition("\n## ")[0]
    rows = [line.split("|")[2] for line in table.splitlines() if line.startswith("|")][2:]
    floors = [sorted(re.findall(r"`(\w+)`", row)) for row in rows]
    assert floors == [sorted(re.findall(r"\w+", layer)) for layer in LAYERS["layers"]]


def test_the_order_of_the_page() -> None:
    """What it is, one picture, the two commands, the accounts, the map."""
    order = [README.index(mark) for mark in ("# GPLX", "![", "## Two commands", "## Accounts", "## Map of rooms")]
    assert order == sorted(order)
    assert README.count("![") == 1


def test_the_picture_is_light() -> None:
    picture = ROOT / "docs/images/service.png"
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture.stat().st_size <= 150_000
