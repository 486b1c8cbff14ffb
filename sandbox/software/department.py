"""`/software/<department>/hook`, and what a department's software can be made to do at GPLX."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.software.messages import VARIANTS, Software
from sandbox.wire import BadInputError, read_object

MAPI = "/apiDVC-GPLX/tcdbdvcdata/mapi"
ACTS = "/api/acts/dossiers"
WAIT = 20
READS = ("DanhSachHoSo", "TraCuuHoSo", "LayTaiLieuHoSo")


class DepartmentSoftware:
    """The software of every department, each as it was last told to be."""

    def __init__(self, *, env: Mapping[str, str], outgoing: httpx.AsyncBaseTransport | None) -> None:
        self.gplx, self.outgoing = env.get("SANDBOX_GPLX_URL", "http://127.0.0.1:8000"), outgoing
        self.software: defaultdict[str, Software] = defaultdict(Software)

    def routes(self) -> list[Route]:
        return [
            Route("/software/{department}/hook", self.hook, methods=["POST"]),
            Route("/_sandbox/software/{department}", self.show, methods=["GET"]),
            Route("/_sandbox/software/{department}", self.set_up, methods=["PUT"]),
            Route("/_sandbox/software/{department}/read", self.read, methods=["POST"]),
            Route("/_sandbox/software/{department}/act", self.act, methods=["POST"]),
        ]

    async def hook(self, request: Request) -> Response:
        software, body = self._of(request), await request.body()
        if software.variant == "slow":
            await asyncio.sleep(software.delay)
        status = software.take(request.headers, body, at=time.time())
        return JSONResponse({"status": status}, status_code=status)

    async def show(self, request: Request) -> Response:
        """The variant, and what was told, oldest first."""
        software = self._of(request)
        return JSONResponse({"variant": software.variant, "told": software.told})

    async def set_up(self, request: Request) -> Response:
        """`{"variant"?, "secret"?, "key"?, "user"?, "delay"?}`; what was told is forgotten."""
        department, sent = request.path_params["department"], await read_object(request)
        if (
            not sent.keys() <= {"variant", "secret", "key", "user", "delay"}
            or sent.get("variant", "good") not in VARIANTS
        ):
            raise BadInputError(f"`variant` là một trong: {', '.join(VARIANTS)}; ngoài ra secret, key, user, delay.")
        if not isinstance(sent.get("delay", 0), int | float):
            raise BadInputError("`delay` là số giây.")
        known = self._of(request)
        kept = {name: sent.get(name, getattr(known, name)) for name in ("variant", "secret", "key", "user", "delay")}
        self.software[department] = Software(**kept)
        return JSONResponse({"variant": kept["variant"]})

    async def read(self, request: Request) -> Response:
        """`{"service", "donViXuLy", …}`: signs in and asks; the answer as it came."""
        software, sent = self._of(request), await read_object(request)
        if sent.get("service") not in READS:
            raise BadInputError(f"`service` là một trong: {', '.join(READS)}.")
        login = {"username": software.user, "password": software.key}
        async with self._client() as client:
            session = (await client.post(f"{MAPI}/login", json=login)).json().get("session", "")
            return _as_it_came(await client.post(f"{MAPI}/g", json={"session": session, **sent}))

    async def act(self, request: Request) -> Response:
        """`{"code", "act", "key"?, "order": {…}}`: reads the dossier for its version, and acts on it."""
        software, sent = self._of(request), await read_object(request)
        code, act, order = sent.get("code"), sent.get("act"), sent.get("order", {})
        if not (isinstance(code, str) and isinstance(act, str) and isinstance(order, dict)):
            raise BadInputError("Cần `code`, `act` và `order`.")
        headers = {"Authorization": f"Bearer {software.key}"}
        async with self._client() as client:
            seen = (await client.get(f"{ACTS}/{code}", headers=headers)).json().get("version")
            key = {"Idempotency-Key": str(sent.get("key") or f"{act}-{seen}-{int(time.time() * 1000)}")}
            body: dict[str, Any] = {"seen": seen, **order}
            return _as_it_came(await client.post(f"{ACTS}/{code}/{act}", json=body, headers=headers | key))

    def _of(self, request: Request) -> Software:
        return self.software[request.path_params["department"]]

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.gplx, transport=self.outgoing, timeout=WAIT, trust_env=False)


def _as_it_came(answer: httpx.Response) -> Response:
    return JSONResponse({"status": answer.status_code, "reply": answer.json()})
