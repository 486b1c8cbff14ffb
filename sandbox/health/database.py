"""Look-ups by identity number, submissions of facilities, and changes made for tests."""

import hmac
from collections.abc import Mapping
from hashlib import md5
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.health.certificate import Record, certificate, fault
from sandbox.people.holdings import facility_exam
from sandbox.people.person import Person
from sandbox.people.population import Population
from sandbox.wire import BadInputError, read_numbers, read_object


class HealthDatabase:
    """`/health`: the certificates that stand under exactly the number asked for."""

    def __init__(self, *, people: Population, clock: Clock, env: Mapping[str, str]) -> None:
        self.people, self.clock = people, clock
        self.username = env.get("SANDBOX_HEALTH_USERNAME", "gplx")
        password = env.get("SANDBOX_HEALTH_PASSWORD", "gplx-practice")
        # The national gateway's own rule: the MD5 of the password travels, and is compared as such.
        self.password = md5(password.encode(), usedforsecurity=False).hexdigest()
        self._changed: dict[str, list[Record]] = {}

    def routes(self) -> list[Route]:
        return [
            Route("/health/find", self.find, methods=["POST"]),
            Route("/health/api/hssk/gksk", self.submit, methods=["POST"]),
            Route("/_sandbox/health/{number}", self.change, methods=["PUT"]),
        ]

    async def find(self, request: Request) -> Response:
        numbers, _ = await read_numbers(request)
        answer = {"certificates": [record for number in numbers for record in self.under(number)]}
        return JSONResponse(answer)

    def under(self, number: str) -> list[Record]:
        if number in self._changed:
            return self._changed[number]
        person = self.people.find(number)
        if person is None or person.exam is None or person.cccd != number:
            return []
        return [certificate(person=person, exam=person.exam)]

    async def submit(self, request: Request) -> Response:
        sent = await read_object(request)
        if not self._known(request):
            return JSONResponse(_reply(sent, "0", "Sai tên đăng nhập hoặc mật khẩu"), 401)
        if reason := fault(record=sent) or self._clash(sent):
            return JSONResponse(_reply(sent, "0", reason))
        return JSONResponse(_reply(self._store(sent), "1", "Thành công"))

    async def change(self, request: Request) -> Response:
        """`{"remove": true}` takes the results away; other fields are laid over the first result, or make one."""
        number, sent = request.path_params["number"], await read_object(request)
        if sent.get("remove"):
            self._changed[number] = []
        else:
            self._changed[number] = self._edited(number, sent)
        return JSONResponse({"certificates": self._changed[number]})

    def _edited(self, number: str, sent: dict[str, Any]) -> list[Record]:
        now = self.under(number)
        if now:
            return [now[0] | sent | {"STATE": "EDIT"}, *now[1:]]
        person = self.people.find(number)
        if person is None:
            raise BadInputError("Không có công dân nào mang số này.")
        return [self._passed_today(person) | {"SOCMND_PASSPORT": number} | sent]

    def _passed_today(self, person: Person) -> Record:
        exam = facility_exam(person=person, day=self.clock.today())
        return certificate(person=person, exam=exam)

    def _known(self, request: Request) -> bool:
        name, password = (request.headers.get(header, "") for header in ("Username", "Password"))
        return name == self.username and hmac.compare_digest(password.lower().encode(), self.password.encode())

    def _clash(self, sent: Record) -> str | None:
        exists = any(_same(sent, each) for each in self.under(sent["SOCMND_PASSPORT"]))
        if sent["STATE"] == "ADD":
            return "Giấy khám sức khỏe đã tồn tại" if exists else None
        return None if exists else "Giấy khám sức khỏe chưa tồn tại để sửa"

    def _store(self, sent: Record) -> Record:
        number = sent["SOCMND_PASSPORT"]
        others = [each for each in self.under(number) if not _same(sent, each)]
        stored = {name: value for name, value in sent.items() if name != "SIGNDATA"} | {"UUID": str(uuid4())}
        self._changed[number] = [stored, *others]
        return stored


def _same(one: Record, other: Record) -> bool:
    """One examination may cover several classes: number and class together name a certificate."""
    return (one["SO"], one["HANGBANGLAI"]) == (other["SO"], other["HANGBANGLAI"])


def _reply(sent: Record, state: str, text: str) -> Record:
    echoed = {name: sent.get(name, "") for name in ("UUID", "SO", "IDBENHVIEN", "BENHVIEN")}
    return {"MSG_STATE": state, "MSG_TEXT": text} | echoed
