"""No message carries a link: official word never does, so that people can tell it from a fraud's (DOMAIN 12, complaint 9)."""

import re

_LINK = re.compile(
    r"(?:https?://|www\.)\S*[^\s.,;:)]"
    r"|\b(?:[a-z0-9-]+\.)+(?:vn|com|net|org|info|top|xyz|link|site|online|shop|app|cc|ly|me)\b(?:/\S*[^\s.,;:)])?",
    re.IGNORECASE,
)
LEFT_OUT = "[…]"


def without_links(text: str) -> str:
    """The text with every address of a web site left out: what an officer wrote as a reason may hold one."""
    return _LINK.sub(LEFT_OUT, text)
