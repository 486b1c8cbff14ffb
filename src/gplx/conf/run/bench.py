"""`./gplx bench dossier|law|money|reach`: how fast it is, how far it reaches; docs/performance.md and docs/reach.md hold the figures."""

import argparse

from gplx.conf.bench import dossier, law, money
from gplx.conf.bench.reach import command as reach
from gplx.conf.checkout.places import Places

BENCHES = {
    "dossier": (dossier, "200 citizens from sign-in to the card, 16 at once, through the pages"),
    "money": (money, "callbacks and ledger entries a second, beside a bare insert of the same rows"),
    "law": (law, "assessments a second on one core, and the start to answer of ./gplx law"),
    "reach": (reach, "how many of 50,000 people could finish online, by the pilot's rules and by GPLX's"),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """One benchmark each."""
    commands = parser.add_subparsers(metavar="what", required=True)
    for name, (module, summary) in BENCHES.items():
        command = commands.add_parser(name, help=summary)
        module.add_options(command)
        command.set_defaults(bench=module.run)


def run(places: Places, options: argparse.Namespace) -> int:
    """Run the benchmark that was named."""
    return int(options.bench(places, options))
