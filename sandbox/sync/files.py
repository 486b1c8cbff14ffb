"""The files of a dossier, fetched from the addresses under which the agency offers them."""

import asyncio
import hashlib
from typing import Any
from urllib.parse import urlsplit

import httpx

from sandbox.clock import Clock
from sandbox.control.received import Inbox, Received
from sandbox.sync.store import Held

Record = dict[str, Any]
WAIT = 20


class Fetcher:
    """Fetches each file once, beside the answers to calls; what came of it stands with the dossier and in the list of what came in."""

    def __init__(self, *, system: str, clock: Clock, inbox: Inbox, outgoing: httpx.AsyncBaseTransport | None) -> None:
        self.system, self.clock, self.inbox, self.outgoing = system, clock, inbox, outgoing
        self._under_way: set[asyncio.Task[None]] = set()

    def begin(self, held: Held) -> None:
        """Fetch what is offered and not here yet."""
        for paper in held.dossier.get("TaiLieuNop", []):
            known = held.files.get(paper["TepDinhKemId"], {})
            if paper["IsDeleted"] != "True" and known.get("status") != httpx.codes.OK:
                task = asyncio.create_task(self._fetch(held, paper))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)

    async def settled(self) -> None:
        """Until nothing is under way."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def _fetch(self, held: Held, paper: Record) -> None:
        address = paper["DuongDanTaiTepTin"]
        got = await self._get(address)
        held.files[paper["TepDinhKemId"]] = got
        said = {"MaHoSo": held.dossier["MaHoSo"], "TepDinhKemId": paper["TepDinhKemId"]} | got
        note = Received(self.clock.now().isoformat(), self.system, "FETCH", urlsplit(address).path, "", said, None)
        self.inbox.add(note).status = got["status"]

    async def _get(self, address: str) -> Record:
        try:
            async with httpx.AsyncClient(transport=self.outgoing, timeout=WAIT, trust_env=False) as client:
                answer = await client.get(address)
        except httpx.HTTPError as lost:
            return {"status": None, "error": type(lost).__name__}
        if answer.status_code != httpx.codes.OK:
            return {"status": answer.status_code, "error": answer.text[:200]}
        return {
            "status": answer.status_code,
            "type": answer.headers.get("content-type", ""),
            "size": len(answer.content),
            "sha256": hashlib.sha256(answer.content).hexdigest(),
        }
