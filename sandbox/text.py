"""Vietnamese text in its other Unicode form."""

import unicodedata
from typing import Any


def decomposed(value: Any) -> Any:
    """The same JSON value with every text in decomposed form (NFD), as some registers write it."""
    if isinstance(value, str):
        return unicodedata.normalize("NFD", value)
    if isinstance(value, list):
        return [decomposed(each) for each in value]
    if isinstance(value, dict):
        return {name: decomposed(each) for name, each in value.items()}
    return value
