"""Waybills (*số hiệu bưu gửi*): the post allots ranges of numbers, each parcel uses one, and what was not used serves again."""

import re

from gplx.delivery.models import WaybillRange

_NUMBER = re.compile(r"([A-Z]{0,4})([0-9]{1,13})([A-Z]{0,4})")


class NoWaybillLeft(Exception):
    """All allotted numbers are used."""


def take(*, ranges: str) -> str:
    """The next waybill of the ranges (``EG000000001VN-EG000009999VN``, separated by spaces); empty where none are set.

    One that came back goes out first. Raises ``NoWaybillLeft``, and ``ValueError`` for a range that is none. Inside a transaction:
    the range stays locked until its end.
    """
    names = ranges.split()
    for name in names:
        if found := _take_of(name):
            return found
    if names:
        raise NoWaybillLeft
    return ""


def give_back(*, waybill: str, ranges: str) -> None:
    """A waybill that the post did not use up serves another parcel."""
    for name in ranges.split():
        if waybill in _Range(name):
            row = WaybillRange.objects.select_for_update().get(name=name)
            row.free = sorted({*row.free, waybill})
            row.save()


def is_waybill(text: str) -> bool:
    """Whether a text is written as a waybill is."""
    return _NUMBER.fullmatch(text) is not None


def is_allotted(*, waybill: str, ranges: str) -> bool:
    """Whether a waybill is of the ranges that the post allotted to this house."""
    return any(waybill in _Range(name) for name in ranges.split())


def left(*, ranges: str) -> int:
    """How many waybills are left in all ranges."""
    kept = {row.name: len(row.free) - row.used for row in WaybillRange.objects.filter(name__in=ranges.split())}
    return sum(len(_Range(name)) + kept.get(name, 0) for name in ranges.split())


class _Range:
    """The numbers of a range, in their order."""

    def __init__(self, name: str) -> None:
        first, _, last = name.partition("-")
        begins, ends = _NUMBER.fullmatch(first), _NUMBER.fullmatch(last)
        if not (begins and ends and begins[1] == ends[1] and begins[3] == ends[3] and len(first) == len(last)):
            raise ValueError(f"{name!r} is no range of waybills, such as EG000000001VN-EG000009999VN")
        self._before, self._after, self._digits = begins[1], begins[3], len(begins[2])
        self._numbers = range(int(begins[2]), int(ends[2]) + 1)

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: int) -> str:
        return f"{self._before}{self._numbers[place]:0{self._digits}d}{self._after}"

    def __contains__(self, waybill: str) -> bool:
        found = _NUMBER.fullmatch(waybill)
        same = found and (found[1], found[3], len(found[2])) == (self._before, self._after, self._digits)
        return bool(same and found and int(found[2]) in self._numbers)


def _take_of(name: str) -> str:
    members = _Range(name)
    WaybillRange.objects.get_or_create(name=name)
    row = WaybillRange.objects.select_for_update().get(name=name)
    if row.free:
        found, row.free = row.free[0], row.free[1:]
    elif row.used < len(members):
        found, row.used = members[row.used], row.used + 1
    else:
        return ""
    row.save()
    return str(found)
