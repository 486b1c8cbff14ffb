"""The dirty side of answers: text in its other Unicode form, and codes now as a number, now as text."""

import json
from itertools import count
from typing import Any

from sandbox.text import decomposed

ZERO: tuple[int | str, ...] = (0, "0", "00")
# Codes that systems write as text and as a number by turns; of `error_code` only success goes by several names.
CODES = ("Status", "TrangThaiGD", "statusCode", "collectionStatus", "MSG_STATE")


class Dirt:
    """Soils answers, each a little differently than the one before."""

    def __init__(self) -> None:
        self._turns = count()

    def soil(self, body: bytes) -> bytes:
        """The same JSON in other words; what is no JSON stays as it is."""
        try:
            said = json.loads(body)
        except ValueError:
            return body
        return json.dumps(self._coded(decomposed(said), next(self._turns)), ensure_ascii=False).encode()

    def _coded(self, value: Any, turn: int) -> Any:
        if isinstance(value, list):
            return [self._coded(each, turn) for each in value]
        if isinstance(value, dict):
            return {name: self._code(name, each, turn) for name, each in value.items()}
        return value

    def _code(self, name: str, value: Any, turn: int) -> Any:
        if name == "error_code" and value in ZERO:
            return ZERO[turn % len(ZERO)]
        if name in CODES and str(value).isdecimal() and not isinstance(value, bool):
            return int(value) if turn % 2 else str(value)
        return self._coded(value, turn)
