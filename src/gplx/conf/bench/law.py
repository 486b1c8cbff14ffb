"""`./gplx bench law`: how many assessments a second on one core."""

import argparse

from gplx.conf.checkout.places import Places
from gplx.rules.command import bench


def add_options(parser: argparse.ArgumentParser) -> None:
    """How long to measure, and whether to answer in JSON."""
    bench.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(_places: Places, options: argparse.Namespace) -> int:
    """Measure and print."""
    print(bench.answer(options))  # noqa: T201  # the answer is what standard output is for
    return 0
