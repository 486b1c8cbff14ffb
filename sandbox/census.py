"""Everybody at once: what the systems around know of each person, page by page, for those who count."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.health.database import HealthDatabase
from sandbox.licences.register import LicenceRegister
from sandbox.people.person import Person
from sandbox.people.population import Population
from sandbox.portal.claims import claims
from sandbox.violations.files import ViolationFiles
from sandbox.wire import BadInputError

MAX_PAGE = 2_000
# The ten facilities that sent results to the health database in the first pilot: three of Hà Nội, seven of Hà Nam.
CONNECTED = tuple(f"{code}9{n:02d}" for code, count in (("01", 3), ("35", 7)) for n in range(1, count + 1))


class Around:
    """The systems that know something of a person, each in its own format."""

    def __init__(
        self, *, licences: LicenceRegister, health: HealthDatabase, violations: tuple[ViolationFiles, ...]
    ) -> None:
        self.licences, self.health, self.violations = licences, health, violations

    def known(self, person: Person) -> dict[str, Any]:
        """The claims of the portal, and what each system answers to all the numbers that the person bears."""
        return {
            "claims": claims(person=person),
            "register": self.licences.entry(person) if person.registered_number else None,
            "certificates": self.health.under(person.cccd),
            "violations": {files.system: files.records(person) for files in self.violations},
        }


class Census:
    """`/_sandbox/population`; never faulted."""

    def __init__(self, *, people: Population, around: Around) -> None:
        self.people, self.around = people, around

    def routes(self) -> list[Route]:
        return [Route("/_sandbox/population", self.page)]

    async def page(self, request: Request) -> Response:
        """`limit` (500, at most 2,000) people from `start` (0) on; `next` is where to go on, null at the end."""
        asked = request.query_params
        start, limit = asked.get("start", "0"), asked.get("limit", "500")
        if not (start.isdecimal() and limit.isdecimal() and 0 < int(limit) <= MAX_PAGE):
            raise BadInputError(f"`start` là một số, `limit` từ 1 đến {MAX_PAGE}.")
        end = min(int(start) + int(limit), self.people.size)
        people = [self._row(self.people.person(index)) for index in range(int(start), end)]
        following = end if end < self.people.size else None
        return JSONResponse(
            {"size": self.people.size, "next": following, "connectedFacilities": CONNECTED, "people": people}
        )

    def _row(self, person: Person) -> dict[str, Any]:
        own = {"lost": person.kind.lost, "qr": person.qr, "phoneRegisteredUnder": person.subscriber}
        return own | self.around.known(person)
