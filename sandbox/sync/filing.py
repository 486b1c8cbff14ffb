"""A citizen files a dossier at the portal, which sends it on to the service."""

from base64 import b64encode
from collections.abc import Mapping
from secrets import token_hex
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.people.person import Person
from sandbox.people.population import Population
from sandbox.people.provinces import Province, provinces
from sandbox.sync.filed import content_of, message
from sandbox.sync.store import Dossiers
from sandbox.wire import BadInputError, read_object, web_host

RECEIVER = "/VXPAdapter/RestService/forward/nhanhsdvcqg"
COMPONENTS = {"photo": "M.4", "health": "M.2", "number_paper": "M.5"}
NO_PICTURE = b"<html>khong phai anh</html>"
WAIT = 20


class FilingDesk:
    """`/_sandbox/filings`: what is filed is held by the portal, and its files are given to whoever knows their address."""

    def __init__(
        self,
        *,
        people: Population,
        clock: Clock,
        env: Mapping[str, str],
        dossiers: Dossiers,
        outgoing: httpx.AsyncBaseTransport | None,
    ) -> None:
        self.people, self.clock, self.dossiers, self.outgoing = people, clock, dossiers, outgoing
        self.gplx = env.get("SANDBOX_GPLX_URL", "http://127.0.0.1:8000")
        self.token = env.get("SANDBOX_INBOUND_TOKEN", "gplx-practice")
        self._files: dict[str, tuple[str, bytes]] = {}
        # Numbers go on from the second of the day, so that a program started anew does not take the same ones again.
        now = clock.now()
        self._next = now.hour * 3600 + now.minute * 60 + now.second

    def routes(self) -> list[Route]:
        return [
            Route("/_sandbox/filings", self.file, methods=["POST"]),
            Route("/sync/tep/{id}", self.give, methods=["GET"]),
        ]

    async def give(self, request: Request) -> Response:
        kind, content = self._files.get(request.path_params["id"], ("", b""))
        return Response(content, media_type=kind) if kind else JSONResponse({"error": "Không có tệp này."}, 404)

    async def file(self, request: Request) -> Response:
        """`{"person", "province"?, "files"?: [photo, health, number_paper], "base64"?, "broken"?, "fields"?, "code"?, "token"?,
        "gateway"?}`.

        `base64`: files travel within the message; `broken`: they are no pictures; `fields` are laid over; `code` files it again.
        """
        sent = await read_object(request)
        person = self.people.find(str(sent.get("person", "")))
        home = next((one for one in provinces() if one.code == sent.get("province")), person.home if person else None)
        kinds, fields = sent.get("files", ["photo"]), sent.get("fields", {})
        if person is None or home is None:
            raise BadInputError("Không có công dân nào mang số này.")
        if not isinstance(kinds, list) or not set(kinds) <= COMPONENTS.keys() or not isinstance(fields, dict):
            raise BadInputError(f"`files` gồm: {', '.join(COMPONENTS)}; `fields` là một đối tượng.")
        told = message(person, home, code=str(sent.get("code") or self._code(home)), filed=self.clock.stamp())
        files = [self._sent_file(person, kind, sent, str(request.base_url)) for kind in kinds]
        return await self._send(told | {"TaiLieuNop": files} | fields, sent)

    async def _send(self, message: dict[str, Any], sent: dict[str, Any]) -> Response:
        code = str(message.get("MaHoSo"))
        known = self.dossiers.get(code) is not None
        if not known:
            held = ("MaHoSo", "MaTTHC", "ChuHoSo", "SoDienThoai", "NgayNopHoSo", "HinhThuc")
            self.dossiers.put({name: message.get(name, "") for name in held} | {"TrangThaiHoSo": "1"})
        answer = await self._post(message, sent)
        if not known and (answer["reply"] or {}).get("error_code") != 0:
            self.dossiers.forget(code)
        return JSONResponse({"message": message} | answer)

    async def _post(self, message: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
        gateway = str(sent.get("gateway") or self.gplx).rstrip("/")
        if web_host(address=gateway) is None:
            raise BadInputError("`gateway` phải là địa chỉ http(s).")
        headers = {"Authorization": f"Bearer {sent.get('token') or self.token}"}
        async with httpx.AsyncClient(transport=self.outgoing, timeout=WAIT, trust_env=False) as client:
            try:
                answer = await client.post(gateway + RECEIVER, json=message, headers=headers)
            except httpx.HTTPError as error:
                return {"status": None, "reply": None, "error": type(error).__name__}
        try:
            return {"status": answer.status_code, "reply": answer.json()}
        except ValueError:
            return {"status": answer.status_code, "reply": None}

    def _code(self, home: Province) -> str:
        self._next += 1
        return f"{home.agency_code}-{self.clock.now():%y%m%d}-{self._next % 100_000:05d}"

    def _sent_file(self, person: Person, kind: str, sent: dict[str, Any], here: str) -> dict[str, str]:
        named = {"TepDinhKemId": token_hex(8), "TenTepDinhKem": f"{kind}.bin", "MaThanhPhanHoSo": COMPONENTS[kind]}
        content = ("text/html", NO_PICTURE) if sent.get("broken") else content_of(person, kind)
        if sent.get("base64"):
            return named | {"Base64": b64encode(content[1]).decode()}
        key = token_hex(16)
        self._files[key] = content
        return named | {"DuongDanTaiTepTin": f"{here}sync/tep/{key}"}
