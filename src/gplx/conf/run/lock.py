"""`./gplx lock`: pin what `requirements*.in` ask for, with hashes and without any address."""

import argparse

from gplx.conf.checkout.places import Places
from gplx.conf.processes.programs import python

FORM = ("--universal", "--generate-hashes", "--no-header", "--quiet")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed, not those pinned now")


def run(places: Places, options: argparse.Namespace) -> int:
    """Write both lists; the second contains the first."""
    for name in ("requirements", "requirements-dev"):
        upgrade = ["--upgrade"] if options.upgrade else []
        files = [f"{name}.in", "--output-file", f"{name}.txt"]
        if code := python("-m", "uv", "pip", "compile", *FORM, *upgrade, *files, folder=places.root):
            return code
    return 0
