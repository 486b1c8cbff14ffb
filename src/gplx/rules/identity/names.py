"""Họ và tên: are two spellings one name?"""

import unicodedata
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

import msgspec

Verdict = Literal["same", "near", "different"]
NameReason = Literal[
    "identical",
    "spelling",
    "spacing",
    "y_or_i",
    "marks_missing",
    "order",
    "cut_short",
    "marks_differ",
    "letters_differ",
]


def _says(sentence: str) -> str:
    """A sentence that people read, for the catalogue of translations."""
    return sentence


TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
PRINTED_LENGTH: Final = 25
WORDS: Final[dict[NameReason, str]] = {
    "identical": _says("Hai tên giống hệt nhau."),
    "spelling": _says("Chỉ khác cách viết hoa, khoảng trắng, mã chữ hoặc chỗ đặt dấu thanh."),
    "spacing": _says("Chỉ khác chỗ tách tiếng."),
    "y_or_i": _says("Chỉ khác i và y."),
    "marks_missing": _says("Một bên thiếu dấu."),
    "order": _says("Cùng các tiếng nhưng khác thứ tự."),
    "cut_short": _says("Một bên bị cắt ngắn theo độ dài in trên thẻ."),
    "marks_differ": _says("Cùng chữ cái nhưng khác dấu."),
    "letters_differ": _says("Khác chữ."),
}


class NameMatch(msgspec.Struct, frozen=True, kw_only=True):
    """`reason` is a code; `text` says it in Vietnamese."""

    verdict: Verdict
    reason: NameReason

    @property
    def text(self) -> str:
        """The reason as a sentence."""
        return WORDS[self.reason]


class _Syllable(NamedTuple):
    """A syllable taken apart, so that hoà and hòa are equal: bare letters, vowel marks by place, tone."""

    letters: str
    marks: frozenset[tuple[int, str]]
    tone: str


_Name = tuple[_Syllable, ...]


def compare_names(a: str, b: str) -> NameMatch:
    """Compare two Vietnamese names.

    *same*: differs in Unicode form, case, spaces or the place of the tone mark alone. *near*: one lacks marks, the
    order or the spacing differs, i stands for y, or one is cut at the printed 25 letters. Otherwise *different*.
    """
    if a == b:
        return NameMatch(verdict="same", reason="identical")
    left, right = _syllables(a), _syllables(b)
    if left == right:
        return NameMatch(verdict="same", reason="spelling")
    for same, reason in _NEAR:
        if left and right and same(left, right):
            return NameMatch(verdict="near", reason=reason)
    bare_left, bare_right = _bare(left), _bare(right)
    return NameMatch(verdict="different", reason="marks_differ" if bare_left == bare_right else "letters_differ")


def _syllables(name: str) -> _Name:
    plain = unicodedata.normalize("NFC", name).casefold().replace("-", " ").replace(".", " ")
    return tuple(_take_apart(word) for word in plain.split())


def _take_apart(word: str) -> _Syllable:
    letters, marks, tone = "", set(), ""
    for sign in unicodedata.normalize("NFD", word):
        if sign in TONES:
            tone += sign
        elif sign == "đ":
            letters += "d"
            marks.add((len(letters), "đ"))
        elif unicodedata.combining(sign):
            marks.add((len(letters), sign))
        else:
            letters += sign
    return _Syllable(letters, frozenset(marks), "".join(sorted(tone)))


def _bare(name: _Name) -> tuple[str, ...]:
    return tuple(syllable.letters for syllable in name)


def _joined(name: _Name) -> _Syllable:
    """The name as one long syllable, for a comparison that ignores where it is cut."""
    letters, marks, tones = "", set(), ""
    for syllable in name:
        marks |= {(len(letters) + place, mark) for place, mark in syllable.marks}
        letters += syllable.letters
        tones += syllable.tone
    return _Syllable(letters, frozenset(marks), tones)


def _spacing(a: _Name, b: _Name) -> bool:
    return _joined(a) == _joined(b)


def _y_or_i(a: _Name, b: _Name) -> bool:
    def with_i(name: _Name) -> list[_Syllable]:
        return [syllable._replace(letters=syllable.letters.replace("y", "i")) for syllable in name]

    return with_i(a) == with_i(b)


def _lacks_marks(poor: _Syllable, rich: _Syllable) -> bool:
    return poor.letters == rich.letters and poor.marks <= rich.marks and poor.tone in ("", rich.tone)


def _marks_missing(a: _Name, b: _Name) -> bool:
    return len(a) == len(b) and (all(_lacks_marks(x, y) or _lacks_marks(y, x) for x, y in zip(a, b, strict=True)))


def _order(a: _Name, b: _Name) -> bool:
    return sorted(map(repr, a)) == sorted(map(repr, b)) or (sorted(_bare(a)) == sorted(_bare(b)) and _unmarked(a, b))


def _unmarked(a: _Name, b: _Name) -> bool:
    return any(all(not s.marks and not s.tone for s in name) for name in (a, b))


def _cut_short(a: _Name, b: _Name) -> bool:
    short, full = sorted((" ".join(_bare(name)) for name in (a, b)), key=len)
    return len(short) in (PRINTED_LENGTH - 1, PRINTED_LENGTH) and full.startswith(short)


_NEAR: Final[tuple[tuple[Callable[[_Name, _Name], bool], NameReason], ...]] = (
    (_spacing, "spacing"),
    (_y_or_i, "y_or_i"),
    (_marks_missing, "marks_missing"),
    (_order, "order"),
    (_cut_short, "cut_short"),
)
