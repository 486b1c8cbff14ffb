"""Runs a Python program of this environment to its end, in the foreground."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def python(*words: str, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> int:
    """Run `python words…`; the answer is its exit code."""
    return subprocess.call([sys.executable, *words], env=environment, cwd=folder)


def django(*arguments: str, environment: Mapping[str, str]) -> int:
    """Run one of Django's management commands; the answer is its exit code."""
    return python("-m", "django", *arguments, environment=environment)
