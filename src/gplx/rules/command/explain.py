"""`law explain CODE`: a rule, a value or a text, with where it stands and when."""

import argparse

import msgspec

from gplx.rules.citations import Explanation, Stand, UnableToExplain, explain, period
from gplx.rules.command.refusal import UnableToRunCommand
from gplx.rules.command.words import CONFIDENCE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The code to explain."""
    parser.add_argument(
        "code", help="a reason, a rule such as N8, a value such as fees.online, a text such as TT12-2017"
    )


def answer(chosen: argparse.Namespace) -> str:
    """The explanation, as JSON or as text."""
    try:
        found = explain(code=chosen.code)
    except UnableToExplain as error:
        raise UnableToRunCommand(str(error)) from None
    return msgspec.json.encode(found).decode() if chosen.json else page(found)


def page(found: Explanation) -> str:
    """The words of a rule and where it stands, period by period."""
    return "\n".join([found.code, f"  {found.vi}", f"  {found.en}", *(_stand(stand) for stand in found.stands)])


def _stand(stand: Stand) -> str:
    value = "" if stand.value is None else f" = {msgspec.json.encode(stand.value).decode()}"
    note = f" {stand.note}" if stand.note else ""
    when = period(since=stand.since, until=stand.until)
    return f"  {when}{value}: {stand.article}; {stand.title} ({CONFIDENCE[stand.confidence]}).{note}"
