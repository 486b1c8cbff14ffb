"""How the gateway answers: ``MSG_STATE`` "1" or "0", a sentence, and the message's own names again."""

from collections.abc import Mapping
from typing import Any

DONE, REFUSED = "1", "0"
ECHOED = ("SO", "IDBENHVIEN", "BENHVIEN")
LONGEST = 200


def reply(message: Mapping[str, Any], state: str, text: str, *, uuid: object = "") -> dict[str, str]:
    """The answer to a message."""
    echoed = {name: _text(message.get(name)) for name in ECHOED}
    return {"MSG_STATE": state, "MSG_TEXT": text, "UUID": str(uuid), **echoed}


def _text(value: Any) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""
