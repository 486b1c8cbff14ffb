"""The practice world in-process: no socket, no Django, a small population, its own clock."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from sandbox.app import create

ENV = {"GPLX_TODAY": "2021-09-27", "SANDBOX_POST_STEP_SECONDS": "3600"}


class InProcess(httpx.BaseTransport):
    """A blocking transport to an ASGI application, on an event loop of its own."""

    def __init__(self, app: Any) -> None:
        self._inner, self._runner = httpx.ASGITransport(app), asyncio.Runner()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._runner.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        body = await answer.aread()
        return httpx.Response(answer.status_code, headers=answer.headers, content=body, request=request)

    def close(self) -> None:
        self._runner.close()


class Partner:
    """GPLX as the payment platform sees it: it notes every callback and answers what `reply` makes of it."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.reply: Callable[[httpx.Request], httpx.Response] = lambda _request: httpx.Response(
            200, json={"MaLoi": "00"}
        )

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._take)

    def _take(self, request: httpx.Request) -> httpx.Response:
        self.got.append({"url": str(request.url), "body": request.content, "headers": dict(request.headers)})
        return self.reply(request)


@pytest.fixture
def partner() -> Partner:
    return Partner()


@pytest.fixture
def world(partner: Partner) -> Iterator[httpx.Client]:
    app = create(people=5000, env=ENV, outgoing=partner.transport, tick=0)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox.test") as client:
        yield client


@pytest.fixture
def citizen(world: httpx.Client) -> Callable[[str], dict[str, Any]]:
    """The first person of a kind, with everything that is known around."""

    def first(kind: str) -> dict[str, Any]:
        listed = world.get("/_sandbox/people", params={"kind": kind, "limit": 1}).json()["people"]
        return dict(world.get(f"/_sandbox/people/{listed[0]['cccd']}").json())

    return first
