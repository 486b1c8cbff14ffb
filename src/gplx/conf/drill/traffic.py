"""Citizens and officers, many at once: each citizen from the first question to the delivered card."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx
from rich.console import Console

from gplx.conf.demo.browser import Browser, UnableToGoOn
from gplx.conf.demo.stories import people
from gplx.conf.demo.teller import Teller
from gplx.conf.drill.patience import PatientCitizen, PatientOffice, persist


@dataclass
class Traffic:
    """The people of a drill: nobody comes twice; each lane of traffic has officers of its own, signed in once.

    ``gave_up``: on which page, and why, those did who lost their patience after all.
    """

    web: str
    sandbox: str
    at_once: int
    taken: int = 0
    gave_up: list[str] = field(default_factory=list)
    _people: Iterator[dict[str, Any]] = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _offices: threading.local = field(default_factory=threading.local)

    def __post_init__(self) -> None:
        self._people = iter(people(self.sandbox, "all_green", limit=20_000))

    def dossiers(self, count: int) -> None:
        """Take ``count`` more citizens through, ``at_once`` at a time."""
        with ThreadPoolExecutor(self.at_once) as pool:
            list(pool.map(lambda _: self._take_through(), range(count)))

    def for_seconds(self, seconds: float) -> tuple[int, float]:
        """Take citizens through until the time is over; how many, and the seconds until the last of them had the card."""
        end, before, started = time.monotonic() + seconds, self.taken, time.monotonic()

        def go_on(_: int) -> None:
            while time.monotonic() < end and self._take_through():
                pass

        with ThreadPoolExecutor(self.at_once) as pool:
            list(pool.map(go_on, range(self.at_once)))
        return self.taken - before, time.monotonic() - started

    def _take_through(self) -> bool:
        """One citizen to the card; false where nobody is left."""
        with self._lock:
            person = next(self._people, None)
        if person is None:
            return False
        try:
            self._accompany(person)
        except (UnableToGoOn, httpx.HTTPError) as error:
            self.gave_up.append(str(error)[:300])
        else:
            with self._lock:
                self.taken += 1
        return True

    def _accompany(self, person: dict[str, Any]) -> None:
        teller = Teller(Console(quiet=True))
        citizen = PatientCitizen(person, Browser(self.web), teller)
        citizen.go()
        office = self._office(citizen.code.split("-")[0].rpartition(".")[2], teller)
        office.grant(citizen.dossier)
        persist(citizen.wait_for_the_card)

    def _office(self, department: str, teller: Teller) -> PatientOffice:
        known: dict[str, PatientOffice] = self._offices.__dict__
        return known.setdefault(department, PatientOffice(self.web, department, teller))
