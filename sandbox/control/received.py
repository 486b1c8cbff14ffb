"""The list of what the played systems received, newest last."""

import json
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

KEPT = 10_000
MAX_TEXT = 20_000


@dataclass
class Received:
    at: str
    system: str
    method: str
    path: str
    query: str
    body: Any
    fault: str | None
    status: int | None = None


class Inbox:
    """The last 10,000 requests to the played systems since the start."""

    def __init__(self) -> None:
        self._kept: deque[Received] = deque(maxlen=KEPT)

    def add(self, received: Received) -> Received:
        self._kept.append(received)
        return received

    def of(self, system: str | None) -> list[dict[str, Any]]:
        return [asdict(each) for each in self._kept if system in (None, each.system)]

    def clear(self) -> None:
        self._kept.clear()


def readable(body: bytes) -> Any:
    """JSON as it was sent; other text cut at 20,000 characters."""
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")[:MAX_TEXT]
