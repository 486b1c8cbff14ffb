"""Runs a Python program of this environment to its end, in the foreground."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg

from gplx.conf.checkout.places import UnableToStart
from gplx.conf.checkout.progress import say


def python(*words: str, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> int:
    """Run `python words…`; the answer is its exit code."""
    return subprocess.call([sys.executable, *words], env=environment, cwd=folder)


def heard(*words: str, environment: Mapping[str, str], folder: Path) -> tuple[int, str]:
    """Run `python words…`; the answer is its exit code and all that it printed."""
    done = subprocess.run(
        [sys.executable, *words],
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def django(*arguments: str, environment: Mapping[str, str]) -> int:
    """Run one of Django's management commands; the answer is its exit code."""
    return python("-m", "django", *arguments, environment=environment)


def migrate(environment: Mapping[str, str]) -> None:
    """Apply every migration that is not yet applied and open the offices, or raise.

    The environment must name the database's owner. Two that start at once, on whichever machines, take turns: the lock
    is the database's, and falls with its session.
    """
    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as session:
        session.execute("SELECT pg_advisory_lock(hashtext('gplx migrate'))")
        failed = django("bring_up_to_date", environment=environment) != 0
        session.execute("SELECT pg_advisory_unlock(hashtext('gplx migrate'))")
    if failed:
        raise UnableToStart("The tables could not be brought up to date; the lines above say why. Nothing was started.")


def introduce_clinics(sandbox: str, environment: Mapping[str, str]) -> None:
    """Have the practice world's clinics known by the certificates with which they sign now; where that fails, all the rest goes on."""
    if django("practice_clinics", sandbox, "--verbosity=0", environment=environment) != 0:
        say("The practice world's clinics could not be introduced: exams that they send will be refused.")
