"""`./gplx manage states_page`: write docs/states.md anew from the main table, so that the page cannot say otherwise."""

from importlib import import_module
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from gplx.dossiers.models import CLOSED, DRAFT, REFUSED, STATES, WITHDRAWN
from gplx.dossiers.states import TABLE, Row

HEAD = """# States and acts of a dossier

Made from `src/gplx/dossiers/states.py` by `./gplx manage states_page`; do not edit. A test compares the two.

A dossier has eight states. Whatever else can be true of it (paid, proposed, printed) is a *fact*: a column that was filled.
An act is possible where a row below names the state that the dossier is in, its facts allow it, and the actor has one of the roles.
"""
COLUMNS = ("Act", "From", "To", "Who may", "Only if", "Not if", "Clock", "Portal", "By")
CLOCK = """
*Clock*: **acknowledge** the office has one working day to answer · **start** the time for processing runs, from the moment of payment
where the dossier was paid before · **restart** it runs again from zero · **stop** nothing is due while the applicant corrects ·
**postpone** one later day, named by the office · **end** the time is over. *Portal*: the code that the national portal is told.
*By*: TT12 = TT 12/2017/TT-BGTVT, TT01 = TT 01/2018/TT-VPCP, ND61 = NĐ 61/2018/NĐ-CP, ND45 = NĐ 45/2020/NĐ-CP, TT32 = TT 32/2017/TT-BTTTT,
GPLX = the house's own rule: no text gives it.
"""


class Command(BaseCommand):
    """Write the page of states and acts."""

    help = "Write docs/states.md anew from the main table."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write the file."""
        (settings.ROOT / "docs/states.md").write_text(page())


def page() -> str:
    """The whole page: the picture, the table, what each act is."""
    return "\n".join([HEAD, _picture(), "\n## The table\n", _table(), CLOCK, "## The acts\n", _acts(), ""])


def _picture() -> str:
    """Every act that moves a dossier from one state to another."""
    moves = sorted({(row.before, row.after, row.act) for row in TABLE if row.before != row.after}, key=_place)
    arrows = [
        f"    {before} --> {after}: {', '.join(act for *_, act in acts)}"
        for (before, after), acts in groupby(moves, key=lambda move: move[:2])
    ]
    ends = [f"    {state} --> [*]" for state in (CLOSED, REFUSED, WITHDRAWN)]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {DRAFT}", *arrows, *ends, "```"])


def _place(move: tuple[str, str, str]) -> tuple[int, int, str]:
    before, after, act = move
    return STATES.index(before), STATES.index(after), act


def _table() -> str:
    lines = [COLUMNS, ("---",) * len(COLUMNS), *(_cells(row) for row in TABLE)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(row: Row) -> tuple[str, ...]:
    portal = "" if row.portal is None else str(row.portal)
    lists = (_words(row.roles), _words(row.needs), _words(row.unless))
    return (f"`{row.act}`", row.before, row.after, *lists, row.clock, portal, row.law)


def _words(names: tuple[str, ...]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _acts() -> str:
    """Each act once, in the words of its own file."""
    acts = dict.fromkeys(row.act for row in TABLE)
    return "\n".join(f"- [`{act}`](../src/gplx/casework/{act}.py): {_says(act)}" for act in acts)


def _says(act: str) -> str:
    return " ".join((import_module(f"gplx.casework.{act}").__doc__ or "").split())
