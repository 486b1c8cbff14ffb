"""Ảnh chân dung: what the picture on the card must be like."""

from datetime import date

import msgspec

from gplx.rules.law import LAW, Law


class PhotoRules(msgspec.Struct, frozen=True, kw_only=True):
    """Printed size in mm, background colour, least size in pixels, most kB, head height in per cent, age in months."""

    print_mm: tuple[int, int]
    background: str
    at_least_px: tuple[int, int]
    at_most_kb: int
    head_percent: tuple[int, int]
    taken_within_months: int


def photo_rules(*, on: date, law: Law = LAW) -> PhotoRules:
    """The rules for a photo handed in on `on`. The sources differ, so all but the printed size is of middling weight.

    Legal source: forms annexed to TT 12/2017, TT 35/2024 and TT 12/2025.
    """
    mm, px = law.value("photo.print_mm", on), law.value("photo.at_least_px", on)
    head = law.value("photo.head_percent", on)
    return PhotoRules(
        print_mm=(mm["width"], mm["height"]),
        background=law.value("photo.background", on),
        at_least_px=(px["width"], px["height"]),
        at_most_kb=law.value("photo.at_most_kb", on),
        head_percent=(head["least"], head["most"]),
        taken_within_months=law.value("photo.taken_within_months", on),
    )
