"""`python -m sandbox --port N [--seed 2021] [--people 50000]`: the practice world on one port."""

import argparse
import asyncio

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox.app import create
from sandbox.scanner.clamd import Scanner

# Requests held by a fault must not keep the program from ending.
PATIENCE = 2


class AbortableProtocol(H11Protocol):
    """HTTP whose transport the gate can cut: it travels in the connection's state.

    A connection that begins with a small letter is none of HTTP, whose methods are in capitals, but clamd's (``zINSTREAM``).
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}
        self._has_begun = False

    def data_received(self, data: bytes) -> None:
        if not self._has_begun and data[:1] in (b"z", b"n"):
            self._hand_to_scanner(data)
            return
        self._has_begun = True
        super().data_received(data)

    def _hand_to_scanner(self, data: bytes) -> None:
        self.connections.discard(self)
        scanner: Scanner = self.config.app.scanner  # type: ignore[union-attr] # the gate's
        talk = asyncio.StreamReaderProtocol(asyncio.StreamReader(), scanner.serve)
        self.transport.set_protocol(talk)
        talk.connection_made(self.transport)
        talk.data_received(data)


def main() -> None:
    ask = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    ask.add_argument("--host", default="127.0.0.1")
    ask.add_argument("--port", type=int, required=True)
    ask.add_argument("--seed", type=int, default=2021)
    ask.add_argument("--people", type=int, default=50_000)
    given = ask.parse_args()
    try:
        world = create(seed=given.seed, people=given.people)
    except ValueError as wrong:
        ask.error(str(wrong))
    uvicorn.run(
        world,
        host=given.host,
        port=given.port,
        http=AbortableProtocol,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=PATIENCE,
    )


if __name__ == "__main__":
    main()
