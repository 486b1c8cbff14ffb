"""Count everybody: whom the law sends elsewhere, and of the others, who could finish, how, and what stops the rest."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from gplx.conf.bench.reach.lawful import elsewhere
from gplx.conf.bench.reach.people import Page, someone
from gplx.conf.bench.reach.ways import Need, Stop, Way, house, pilot


class Side(msgspec.Struct, kw_only=True):
    """What one set of rules makes of the people whom the law lets exchange.

    ``able`` by what they have yet to do; ``stopped`` by what they meet first; ``met``: by everything that stands in their way.
    """

    able: Counter[tuple[Need, ...]] = msgspec.field(default_factory=Counter)
    stopped: Counter[Stop] = msgspec.field(default_factory=Counter)
    met: Counter[Stop] = msgspec.field(default_factory=Counter)

    def count(self, way: Way) -> None:
        """One more person."""
        if way.stops:
            self.stopped[way.stops[0]] += 1
            self.met.update(way.stops)
        else:
            self.able[way.needs] += 1


class Tally(msgspec.Struct, kw_only=True):
    """``elsewhere`` by the code of the law's reason."""

    on: date
    people: int = 0
    elsewhere: Counter[str] = msgspec.field(default_factory=Counter)
    pilot: Side = msgspec.field(default_factory=Side)
    gplx: Side = msgspec.field(default_factory=Side)

    @property
    def lawful(self) -> int:
        """How many people the law lets exchange."""
        return self.people - self.elsewhere.total()

    def as_json(self) -> dict[str, Any]:
        """The public form, for other programs."""
        told = {"on": self.on.isoformat(), "people": self.people, "lawful": self.lawful}
        sides = {"pilot": self._side(self.pilot), "gplx": self._side(self.gplx)}
        return told | {"elsewhere": dict(self.elsewhere.most_common())} | sides

    def _side(self, side: Side) -> dict[str, Any]:
        able = side.able.total()
        return {
            "able": able,
            "share_of_all": share(able, self.people),
            "share_of_lawful": share(able, self.lawful),
            "able_after": {"+".join(needs) or "nothing": count for needs, count in side.able.most_common()},
            "stopped": dict(side.stopped.most_common()),
            "stopped_also_by": dict(side.met.most_common()),
        }


def share(part: int, whole: int) -> float:
    """A part of a whole, to four digits; none of nothing is nothing."""
    return round(part / whole, 4) if whole else 0.0


def count(pages: Iterable[Page], *, on: date) -> Tally:
    """Everybody on these pages, as on a day."""
    tally = Tally(on=on)
    for page in pages:
        for person in map(someone, page.people):
            tally.people += 1
            if reason := elsewhere(person, on=on):
                tally.elsewhere[reason] += 1
                continue
            tally.pilot.count(pilot(person, on=on, connected=page.connected_facilities))
            tally.gplx.count(house(person, on=on))
    return tally
