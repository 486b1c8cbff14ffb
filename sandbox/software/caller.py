"""What a department's software does at GPLX: it signs in and asks, reads a dossier and acts on it."""

import time
from typing import Any

import httpx

from sandbox.software.messages import Software
from sandbox.wire import BadInputError

MAPI = "/apiDVC-GPLX/tcdbdvcdata/mapi"
ACTS = "/api/acts/dossiers"
WAIT = 20
READS = ("DanhSachHoSo", "TraCuuHoSo", "LayTaiLieuHoSo")


class Caller:
    """The way to GPLX; what comes back is told as it came."""

    def __init__(self, *, gplx: str, outgoing: httpx.AsyncBaseTransport | None) -> None:
        self.gplx, self.outgoing = gplx, outgoing

    async def read(self, software: Software, sent: dict[str, Any]) -> dict[str, Any]:
        """`{"service", "donViXuLy", …}`: signs in and asks."""
        if sent.get("service") not in READS:
            raise BadInputError(f"`service` là một trong: {', '.join(READS)}.")
        login = {"username": software.user, "password": software.key}
        async with self._client() as client:
            session = (await client.post(f"{MAPI}/login", json=login)).json().get("session", "")
            return _as_it_came(await client.post(f"{MAPI}/g", json={"session": session, **sent}))

    async def act(self, software: Software, sent: dict[str, Any]) -> dict[str, Any]:
        """`{"code", "act", "key"?, "order": {…}}`: reads the dossier for its version, and acts on it."""
        code, act, order = sent.get("code"), sent.get("act"), sent.get("order", {})
        if not (isinstance(code, str) and isinstance(act, str) and isinstance(order, dict)):
            raise BadInputError("Cần `code`, `act` và `order`.")
        headers = {"Authorization": f"Bearer {software.key}"}
        async with self._client() as client:
            seen = (await client.get(f"{ACTS}/{code}", headers=headers)).json().get("version")
            key = {"Idempotency-Key": str(sent.get("key") or f"{act}-{seen}-{int(time.time() * 1000)}")}
            body = {"seen": seen, **order}
            return _as_it_came(await client.post(f"{ACTS}/{code}/{act}", json=body, headers=headers | key))

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.gplx, transport=self.outgoing, timeout=WAIT, trust_env=False)


def _as_it_came(answer: httpx.Response) -> dict[str, Any]:
    return {"status": answer.status_code, "reply": answer.json()}
