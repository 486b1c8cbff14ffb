"""Every address of the house, and who states to be let in there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from gplx.offices.entry import Entry, entry_of

PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
EXAMPLES = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "1"}
ANY_TEXT = "example"
FOR_EXPRESSIONS = ("apiDVC-GPLX/tcdbdvcdata/mapi/login", "apiDVC-GPLX/tcdbdvcdata/mapi/g", "api/portal/nhanhsdvcqg")


@dataclass(frozen=True)
class Route:
    """An address with places to fill in (``/ho-so/<uuid:dossier_id>``), and its view."""

    path: str
    view: Any = field(compare=False)

    @property
    def stated(self) -> Entry | None:
        """Who may enter, as far as the view says it."""
        return entry_of(self.view)

    @property
    def entry(self) -> Entry:
        """Who may enter."""
        assert self.stated, f"{self.path} does not say who may enter"
        return self.stated

    @property
    def is_of_a_dossier(self) -> bool:
        """Whether the address holds the id of a dossier."""
        return "dossier_id>" in self.path

    def address(self, **known: object) -> str:
        """The address, with what is known, and an example for the rest."""
        return PLACE.sub(lambda place: str(known.get(place[2], EXAMPLES.get(place[1], ANY_TEXT))), self.path)


def routes(*who: str) -> tuple[Route, ...]:
    """All of them, or those for these kinds of visitors."""
    found = _walk(get_resolver().url_patterns, "/")
    return tuple(route for route in found if not who or route.entry.who in who)


def written(pattern: Any) -> str:
    """One part of an address as ``path`` would write it; of a regular expression an address that it takes."""
    if isinstance(pattern, RoutePattern):
        return str(pattern)
    taken = [address for address in FOR_EXPRESSIONS if pattern.regex.search(address)]
    assert len(taken) == 1, f"give one address for {pattern}"
    return taken[0]


def _walk(patterns: Sequence[Any], before: str) -> Iterator[Route]:
    for one in patterns:
        path = before + written(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, path)
        else:
            yield Route(path, one.callback)
