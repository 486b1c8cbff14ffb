"""clamd as its manual describes it: commands that begin with `z` or `n`, files in pieces of their length, one answer."""

import asyncio
import struct
from collections.abc import Awaitable, Callable

from sandbox.clock import Clock
from sandbox.control.faults import Faults
from sandbox.control.received import Inbox, Received

# The test file that every scanner knows, taken apart so that none stumbles over this one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + b"$H+H*"
FOUND = "stream: Win.Test.EICAR_HDB-1 FOUND"
VERSION = "ClamAV 0.103.3/26305/Mon Sep 27 09:04:55 2021"
MAX_STREAM = 20_000_000
LONGEST_WAIT = 120
LONGEST_COMMAND = 200
TERMINATORS = {b"z": b"\0", b"n": b"\n"}
GARBAGE = b"\xff\xfe<html>loi he thong"


class TooLargeError(Exception):
    """More was streamed than the scanner takes."""


class Scanner:
    """Speaks `PING`, `VERSION` and `INSTREAM`. `tick` is the time in seconds between two bytes of a dripping answer."""

    def __init__(self, *, faults: Faults, inbox: Inbox, clock: Clock, tick: float = 1) -> None:
        self.faults, self.inbox, self.clock, self.tick = faults, inbox, clock, tick

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: a command, its answer, the end."""
        try:
            await self._converse(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # whoever called has gone, or speaks no clamd
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = TERMINATORS[await reader.readexactly(1)]
        command = (await reader.readuntil(ends))[:-1][:LONGEST_COMMAND].decode(errors="replace")
        fault = self.faults.strike("scanner")
        self.inbox.add(Received(self.clock.now().isoformat(), "scanner", command, "", "", None, fault))
        await asyncio.sleep(self.faults.of("scanner").delay)
        if fault == "timeout":
            await asyncio.wait_for(_until_gone(reader), LONGEST_WAIT)
        if fault in STRUCK_AT_ONCE:
            await STRUCK_AT_ONCE[fault](writer)
            return
        answer = (await self._answer(command, reader)).encode() + ends
        await self._send(answer, writer, fault)

    async def _answer(self, command: str, reader: asyncio.StreamReader) -> str:
        if command == "PING":
            return "PONG"
        if command == "VERSION":
            return VERSION
        if command != "INSTREAM":
            return "UNKNOWN COMMAND"
        try:
            return FOUND if EICAR in await _streamed(reader) else "stream: OK"
        except TooLargeError:
            return "INSTREAM size limit exceeded. ERROR"

    async def _send(self, answer: bytes, writer: asyncio.StreamWriter, fault: str | None) -> None:
        if fault == "half":
            writer.write(answer[: len(answer) // 2])
        elif fault == "drip":
            for byte in answer:
                writer.write(bytes((byte,)))
                await writer.drain()
                await asyncio.sleep(self.tick)
        else:
            writer.write(answer)
        await writer.drain()


async def _streamed(reader: asyncio.StreamReader) -> bytearray:
    whole = bytearray()
    while size := struct.unpack("!L", await reader.readexactly(4))[0]:
        if len(whole) + size > MAX_STREAM:
            raise TooLargeError
        whole += await reader.readexactly(size)
    return whole


async def _until_gone(reader: asyncio.StreamReader) -> None:
    while await reader.read(1 << 16):
        continue


async def _fail(writer: asyncio.StreamWriter) -> None:
    writer.write(b"Can't allocate memory ERROR\n")
    await writer.drain()


async def _garble(writer: asyncio.StreamWriter) -> None:
    writer.write(GARBAGE)
    await writer.drain()


async def _refuse(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


STRUCK_AT_ONCE: dict[str | None, Callable[[asyncio.StreamWriter], Awaitable[None]]] = {
    "500": _fail,
    "timeout": _refuse,
    "garbage": _garble,
    "refuse": _refuse,
}
