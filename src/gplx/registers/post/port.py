"""The public post (*VNPost*, *bưu chính công ích*): carrying the card to the citizen and the old licence to the
office.
"""

from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

# What a word of the post means, as far as it was agreed with it; whatever was not is unknown, and is guessed at by nobody.
Meaning = Literal["taken", "on_the_way", "delivered", "failed", "refused", "returned", "lost", "cancelled", "unknown"]
# How far the old licence has come: FORMATS of the post, its codes 0 to 4.
NOT_USED, REGISTERED, BEING_COLLECTED, HANDED_OVER, GIVEN_UP = range(5)


class Party(Struct, frozen=True, kw_only=True):
    """A sender or receiver. ``province`` and ``district`` are the post's own area numbers; ``district`` none: not known."""

    name: str
    phone: str
    address: str
    province: int
    district: int | None = None
    email: str = ""


class OrderParcel(Struct, frozen=True, kw_only=True):
    """Have a parcel fetched from ``sender`` and brought to ``receiver``. ``cash_on_delivery`` is in đồng.

    ``order``: ours, the same each time that this parcel is ordered. ``waybill``: one of those allotted to us.
    ``contents``: the papers inside. ``collects``: what the courier takes along from the receiver in the same trip, if anything.
    """

    order: str
    waybill: str
    sender: Party
    receiver: Party
    contents: str
    note: str = ""
    cash_on_delivery: int = 0
    collects: str = ""


class OrderedParcel(Struct, frozen=True):
    """The post took the order. ``waybill_used``: false where this call has used up no waybill."""

    waybill_used: bool


class TrackParcel(Struct, frozen=True):
    """Where is the parcel of this order?"""

    order: str


class ParcelEvent(Struct, frozen=True):
    """One word of the post on a parcel: its code and its text, verbatim, the moment, where it is given, and what it means."""

    code: str
    text: str
    at: datetime | None
    meaning: Meaning = "unknown"


class ParcelTrack(Struct, frozen=True):
    """All that the post has said, oldest first. ``delivered``: it says that the receiver has it.

    ``collection``: how far the old licence has come, 0 to 4; none where the post does not say.
    """

    events: tuple[ParcelEvent, ...]
    delivered: bool
    collection: int | None = None


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
