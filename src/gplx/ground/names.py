"""Vietnamese text: one form for storing, one key for sorting."""

import unicodedata

# The order of the Vietnamese alphabet; marks of tone come after the letter.
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"


def composed(text: str) -> str:
    """One Unicode form (NFC), single spaces, nothing at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _letter_key(letter: str) -> tuple[int, int]:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((_TONES.index(mark) + 1 for mark in parts if mark in _TONES), 0)
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    return (_LETTERS.find(base) + 1, tone)


def sort_key(text: str) -> str:
    """A text whose plain byte order is the Vietnamese dictionary order of ``text``; stored beside the name."""
    keys = [_letter_key(letter) for letter in composed(text).lower()]
    return "".join(chr(65 + base) for base, _ in keys) + " " + "".join(str(tone) for _, tone in keys)
