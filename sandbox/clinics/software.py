"""The clinics of the practice world and what their software can be made to do."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import md5
from typing import Any
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.serialization import Encoding
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clinics.exam import DIRTY, Asked, Message, message
from sandbox.clinics.keys import Holder
from sandbox.clock import Clock
from sandbox.people.population import Population
from sandbox.people.provinces import Province, provinces
from sandbox.wire import BadInputError, is_moment, read_object, web_host

EACH_PROVINCE = 3
GATEWAY, TRIAL = "/api/hssk/gksk", "/api/hssk/gksk/thu"
WAIT = 20
FIELDS = {
    "conclusion": "KETLUAN",
    "drugs": "MATUY",
    "alcohol": "NONGDOCON",
    "alcohol_unit": "DVINONGDOCON",
    "identity": "SOCMND_PASSPORT",
}


class ClinicSoftware:
    """`/_sandbox/clinics`: three clinics in each pilot province, all with one password, each with its own certificate."""

    def __init__(
        self,
        *,
        people: Population,
        clock: Clock,
        env: Mapping[str, str],
        outgoing: httpx.AsyncBaseTransport | None,
    ) -> None:
        self.people, self.clock, self.outgoing = people, clock, outgoing
        self.gplx = env.get("SANDBOX_GPLX_URL", "http://127.0.0.1:8000")
        password = env.get("SANDBOX_CLINIC_PASSWORD", "thuc-hanh-2021")
        self.password = md5(password.encode(), usedforsecurity=False).hexdigest()
        self.clinics, self.strangers = Holder(), Holder()
        self.facilities = {code: name for place in provinces() if place.pilot for code, name in _facilities(place)}
        self._sent: dict[str, Message] = {}
        # Numbers go on from the second of the day, so that a program started anew does not take the same ones again.
        now = clock.now()
        self._next = now.hour * 3600 + now.minute * 60 + now.second

    def routes(self) -> list[Route]:
        return [
            Route("/_sandbox/clinics", self.list_clinics, methods=["GET"]),
            Route("/_sandbox/clinics/{facility}/exam", self.examine, methods=["POST"]),
        ]

    async def list_clinics(self, _request: Request) -> Response:
        clinics = [
            {"facility": code, "name": name, "certificate": self._certificate(code)}
            for code, name in self.facilities.items()
        ]
        return JSONResponse({"clinics": clinics})

    async def examine(self, request: Request) -> Response:
        """`{"person", "class"?, "conclusion"?, "drugs"?, "alcohol"?, "concluded"?, "number"?, "state"?, "fields"?, "dirty"?, …}`.

        `dirty` is one of DIRTY, or `replay` for what was sent last; `trial` calls the trial; `send: false` only shows the message;
        `gateway` is another address than the setting's.
        """
        facility, sent = request.path_params["facility"], await read_object(request)
        if facility not in self.facilities:
            raise BadInputError(f"Có các cơ sở: {', '.join(self.facilities)}.")
        made = self._replay(facility) if sent.get("dirty") == "replay" else self._message(facility, sent)
        headers = {"Username": facility, "Password": self.password}
        if sent.get("send") is False:
            return JSONResponse({"headers": headers, "message": made})
        self._sent[facility] = made
        return JSONResponse({"message": made, **await self._post(sent, headers, made)})

    def _message(self, facility: str, sent: dict[str, Any]) -> Message:
        person = self.people.find(str(sent.get("person", "")))
        dirty, concluded, fields = sent.get("dirty") or "", sent.get("concluded"), sent.get("fields", {})
        if person is None:
            raise BadInputError("Không có công dân nào mang số này.")
        if dirty not in ("", *DIRTY) or not isinstance(fields, dict):
            raise BadInputError(f"`dirty` là một trong: {', '.join(DIRTY)}, replay; `fields` là một đối tượng.")
        if concluded is not None and not is_moment(concluded, "%Y-%m-%d"):
            raise BadInputError("`concluded` phải viết yyyy-MM-dd.")
        now = self.clock.now()
        asked = Asked(
            person=person,
            facility=facility,
            facility_name=self.facilities[facility],
            number=str(sent.get("number") or self._number(facility, now)),
            licence_class=str(sent.get("class") or person.licences[0].licence_class),
            concluded=datetime.fromisoformat(concluded).date() if concluded else now.date(),
            fields=_laid_over(sent) | {name: str(value) for name, value in fields.items()},
            state=str(sent.get("state") or "ADD"),
            dirty=dirty,
        )
        return message(asked, clinics=self.clinics, strangers=self.strangers, at=now)

    def _replay(self, facility: str) -> Message:
        if facility not in self._sent:
            raise BadInputError("Cơ sở này chưa gửi gì.")
        return self._sent[facility]

    def _number(self, facility: str, now: datetime) -> str:
        self._next += 1
        return f"{self._next % 100_000:05d}/GKSKLX/{facility}/{now:%y}"

    async def _post(self, sent: dict[str, Any], headers: Mapping[str, str], made: Message) -> dict[str, Any]:
        gateway = str(sent.get("gateway") or self.gplx).rstrip("/")
        if web_host(address=gateway) is None or urlsplit(gateway).query:
            raise BadInputError("`gateway` phải là địa chỉ http(s).")
        address = gateway + (TRIAL if sent.get("trial") else GATEWAY)
        async with httpx.AsyncClient(transport=self.outgoing, timeout=WAIT, trust_env=False) as client:
            try:
                answer = await client.post(address, json=made, headers=dict(headers))
            except httpx.HTTPError as error:
                return {"status": None, "reply": type(error).__name__}
        try:
            return {"status": answer.status_code, "reply": answer.json()}
        except ValueError:
            return {"status": answer.status_code, "reply": None}

    def _certificate(self, facility: str) -> str:
        return self.clinics.certificate(facility).public_bytes(Encoding.PEM).decode()


def _facilities(place: Province) -> list[tuple[str, str]]:
    return [
        (f"{place.code}9{number:02d}", f"Bệnh viện Mẫu số {number}, {place.title}")
        for number in range(1, EACH_PROVINCE + 1)
    ]


def _laid_over(sent: dict[str, Any]) -> dict[str, str]:
    return {field: str(sent[name]) for name, field in FIELDS.items() if name in sent}
