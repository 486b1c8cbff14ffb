"""`/software/<department>/hook`, and what a department's software can be made to do at GPLX."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.software.caller import Caller
from sandbox.software.messages import VARIANTS, Software
from sandbox.wire import BadInputError, read_object


class DepartmentSoftware:
    """The software of every department, each as it was last told to be."""

    def __init__(self, *, env: Mapping[str, str], outgoing: httpx.AsyncBaseTransport | None) -> None:
        self.caller = Caller(gplx=env.get("SANDBOX_GPLX_URL", "http://127.0.0.1:8000"), outgoing=outgoing)
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
        return JSONResponse(await self.caller.read(self._of(request), await read_object(request)))

    async def act(self, request: Request) -> Response:
        return JSONResponse(await self.caller.act(self._of(request), await read_object(request)))

    def _of(self, request: Request) -> Software:
        return self.software[request.path_params["department"]]
