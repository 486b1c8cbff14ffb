"""The control routes under `/_sandbox`; never faulted."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.census import Around
from sandbox.control.faults import Faults
from sandbox.control.received import Inbox
from sandbox.people.kinds import BY_NAME, KINDS
from sandbox.people.person import Person
from sandbox.people.population import Population
from sandbox.wire import BadInputError, read_object

MAX_LISTED = 20_000


class Desk:
    """Who lives here, what fails, what came in."""

    def __init__(self, *, people: Population, faults: Faults, inbox: Inbox, around: Around) -> None:
        self.people, self.faults, self.inbox, self.around = people, faults, inbox, around

    def routes(self) -> list[Route]:
        return [
            Route("/healthz/live", self.live),
            Route("/_sandbox/faults", self.show_faults, methods=["GET"]),
            Route("/_sandbox/faults", self.set_faults, methods=["PUT"]),
            Route("/_sandbox/faults", self.clear_faults, methods=["DELETE"]),
            Route("/_sandbox/received", self.received, methods=["GET"]),
            Route("/_sandbox/received", self.forget, methods=["DELETE"]),
            Route("/_sandbox/people", self.list_people),
            Route("/_sandbox/people/{number}", self.show_person),
            Route("/_sandbox/qr/{number}", self.show_qr),
        ]

    async def live(self, _request: Request) -> Response:
        return JSONResponse({"status": "ok", "people": self.people.size, "seed": self.people.seed})

    async def show_faults(self, _request: Request) -> Response:
        return JSONResponse(self.faults.as_json())

    async def set_faults(self, request: Request) -> Response:
        self.faults.merge(await read_object(request))
        return JSONResponse(self.faults.as_json())

    async def clear_faults(self, _request: Request) -> Response:
        self.faults.clear()
        return JSONResponse(self.faults.as_json())

    async def received(self, request: Request) -> Response:
        return JSONResponse({"received": self.inbox.of(request.query_params.get("system"))})

    async def forget(self, _request: Request) -> Response:
        self.inbox.clear()
        return Response(status_code=204)

    async def list_people(self, request: Request) -> Response:
        """`kind`, `limit` (20), `pilot=1` for those who live in a pilot province; without `kind`, the kinds."""
        asked = request.query_params
        if "kind" not in asked:
            return JSONResponse({"kinds": [{"kind": k.name, "about": k.about, "share": k.share} for k in KINDS]})
        limit = asked.get("limit", "20")
        if asked["kind"] not in BY_NAME or not limit.isdecimal():
            raise BadInputError(f"Có các loại: {', '.join(BY_NAME)}; `limit` là một số.")
        pilot = asked.get("pilot") == "1"
        found = self.people.examples(kind=asked["kind"], limit=min(int(limit), MAX_LISTED), pilot_only=pilot)
        return JSONResponse({"people": [_summary(person) for person in found]})

    async def show_person(self, request: Request) -> Response:
        """Everything that the systems around know of one person."""
        person = self._person(request)
        if person is None:
            return JSONResponse({"error": "Không có công dân nào mang số này."}, 404)
        return JSONResponse(_summary(person) | self.around.known(person))

    async def show_qr(self, request: Request) -> Response:
        person = self._person(request)
        return PlainTextResponse(person.qr if person else "", 200 if person else 404)

    def _person(self, request: Request) -> Person | None:
        return self.people.find(request.path_params["number"])


def _summary(person: Person) -> dict[str, Any]:
    return {
        "kind": person.kind.name,
        "about": person.kind.about,
        "cccd": person.cccd,
        "cmnd": person.cmnd,
        "name": person.name,
        "born": person.born.isoformat(),
        "sex": person.sex,
        "phone": person.phone,
        "email": person.email,
        "address": person.address,
        "province": person.home.code,
        "provinceName": person.home.name,
        "pilot": person.home.pilot,
        "techId": person.tech_id,
        "lost": person.kind.lost,
        "licences": [licence.number for licence in person.licences],
        "registeredUnder": person.registered_number,
        "qr": person.qr,
    }
