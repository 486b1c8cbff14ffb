"""What the house tests let pass (``exceptions.toml``)."""

import tomllib
from pathlib import Path

LISTS = tomllib.loads(Path(__file__).with_name("exceptions.toml").read_text())


def let_pass(name: str) -> set[str]:
    """The entries of one list."""
    return set(LISTS[name]) - {"at_most"}
