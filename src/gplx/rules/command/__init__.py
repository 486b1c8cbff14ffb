"""The law from the command line: one JSON object or a page of text out; exit 0, or 2 with one line on stderr."""

from gplx.rules.command.line import main

__all__ = ["main"]
