"""The public post (*VNPost*, *bưu chính công ích*): carrying the card to the citizen and the old licence to the
office.
"""

from datetime import datetime
from typing import Protocol

from msgspec import Struct


class Party(Struct, frozen=True, kw_only=True):
    """A sender or receiver. ``province`` and ``district`` are the post's own area numbers."""

    name: str
    phone: str
    address: str
    province: int
    district: int
    email: str = ""


class OrderParcel(Struct, frozen=True, kw_only=True):
    """Have a parcel fetched from ``sender`` and brought to ``receiver``. ``cash_on_delivery`` is in đồng.

    ``order``: ours, the same each time that this parcel is ordered. ``waybill``: one of those allotted to us.
    ``contents``: the papers inside.
    """

    order: str
    waybill: str
    sender: Party
    receiver: Party
    contents: str
    note: str = ""
    cash_on_delivery: int = 0


class OrderedParcel(Struct, frozen=True):
    """The post took the order. ``waybill_used``: false where it kept the waybill for another parcel."""

    waybill_used: bool


class TrackParcel(Struct, frozen=True):
    """Where is the parcel of this order?"""

    order: str


class ParcelEvent(Struct, frozen=True):
    """One word of the post on a parcel: its code and its text, verbatim, and the moment, where it is given."""

    code: str
    text: str
    at: datetime | None


class ParcelTrack(Struct, frozen=True):
    """All that the post has said, oldest first. ``delivered``: it says that the receiver has it."""

    events: tuple[ParcelEvent, ...]
    delivered: bool


class CancelParcel(Struct, frozen=True):
    """The parcel of this order is not to be carried."""

    order: str


class CancelledParcel(Struct, frozen=True):
    """The post took the order back."""

    order: str


class Post(Protocol):
    """What GPLX asks of the post."""

    def order(self, ask: OrderParcel) -> OrderedParcel:
        """Order the carrying of a parcel."""
        ...

    def track(self, ask: TrackParcel) -> ParcelTrack:
        """Where it is; no word yet is an answer."""
        ...

    def cancel(self, ask: CancelParcel) -> CancelledParcel:
        """Take an order back."""
        ...
