"""`law due --received MOMENT --days N`: the last day of processing."""

import argparse

import msgspec

from gplx.rules.command.refusal import UnableToRunCommand
from gplx.rules.command.words import day_in_words, moment, whole_number
from gplx.rules.deadlines import due


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The moment of receipt, the working days, the channel."""
    parser.add_argument("--received", type=moment, required=True, metavar="YYYY-MM-DDTHH:MM")
    parser.add_argument("--days", type=whole_number, required=True, help="working days")
    parser.add_argument("--channel", choices=["online", "counter"], default="online")


def answer(chosen: argparse.Namespace) -> str:
    """The last day, as JSON or in words."""
    try:
        last = due(received=chosen.received, days=chosen.days, channel=chosen.channel)
    except ValueError as error:
        raise UnableToRunCommand(str(error)) from None
    return msgspec.json.encode({"due": last}).decode() if chosen.json else f"Hạn trả kết quả: {day_in_words(last)}"
