"""`law book`: the page docs/law.md."""

import argparse

from gplx.rules.citations.book import book


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing: the page is the whole law."""


def answer(chosen: argparse.Namespace) -> str:
    """The page, without its last line end, which the command line adds."""
    del chosen
    return book().rstrip("\n")
