"""The post over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct
from msgspec import field as wire

from gplx.ground.names import composed
from gplx.registers.errors import Never
from gplx.registers.http_client import Address, HttpClient
from gplx.registers.post.port import (
    GIVEN_UP,
    NOT_USED,
    REGISTERED,
    CancelledParcel,
    CancelParcel,
    Meaning,
    OrderedParcel,
    OrderParcel,
    ParcelEvent,
    ParcelTrack,
    Party,
    TrackParcel,
)
from gplx.registers.wire_text import moment_from_stamp

_TAKEN, _TAKEN_WITHOUT_WAYBILL = "100", "101"
_DELIVERED = "4"
_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class PostAddress(Address):
    """The post, our customer code there and its access token.

    ``meanings``: what its codes mean beside 4, as agreed with it. ``no_district``: what it is told where a district is not known.
    ``collects``: whether it takes the old licence along in the same trip.
    """

    customer: str
    access_token: str = field(repr=False)
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    no_district: int = 0
    collects: bool = True


class _Reply(Struct, frozen=True):
    status: int | str = wire(name="Status")
    message: str | None = wire(name="Message", default=None)

    def taken(self) -> str:
        """The code, where it is one of the two good ones; anything else is a refusal."""
        code = str(self.status).strip()
        if code not in (_TAKEN, _TAKEN_WITHOUT_WAYBILL):
            raise Never(f"post refused with code {code}")
        return code


class _Event(Struct, frozen=True):
    id: int = 0
    code: int | str = wire(name="statusCode", default="")
    text: str = wire(name="statusMessage", default="")
    at: str | None = wire(name="statusTime", default=None)


class _TrackReply(_Reply, frozen=True):
    events: tuple[_Event, ...] = ()
    collection: int | str | None = wire(name="collectionStatus", default=None)


class HttpPost:
    """The port ``Post`` over HTTP."""

    def __init__(self, address: PostAddress) -> None:
        self._http = HttpClient("post", address)
        self._address = address
        self._headers = {"access_token": address.access_token}

    def order(self, ask: OrderParcel) -> OrderedParcel:
        """``POST /orders``."""
        body = {"CustomerCode": self._address.customer} | _order_fields(ask, self._address)
        return self._http.ask("orders", body, shape=_Reply, read=_ordered, headers=self._headers)

    def track(self, ask: TrackParcel) -> ParcelTrack:
        """``POST /tracking``, page by page."""
        events: list[_Event] = []
        while True:
            page = self._page(ask.order, after=events[-1].id if events else 0)
            events += page.events
            if len(page.events) < _PAGE:
                return _track(events, page, self._address.meanings)

    def cancel(self, ask: CancelParcel) -> CancelledParcel:
        """``POST /cancel``."""
        body = {"customerCode": self._address.customer, "orderNumber": ask.order}
        self._http.ask("cancel", body, shape=_Reply, read=_Reply.taken, headers=self._headers)
        return CancelledParcel(order=ask.order)

    def _page(self, order: str, *, after: int) -> _TrackReply:
        body = {"orderNumber": order, "pageSize": _PAGE, "lastId": after}
        return self._http.ask(
            "tracking", body, shape=_TrackReply, read=lambda reply: _checked(reply, after), headers=self._headers
        )


def _order_fields(ask: OrderParcel, address: PostAddress) -> dict[str, object]:
    parcel: dict[str, object] = {
        "ItemCode": ask.waybill,
        "OrderNumber": ask.order,
        "CODAmount": ask.cash_on_delivery,
        "SenderDesc": ask.contents,
        "Description": ask.note,
        "FlagConfig": 2,
    }
    if address.collects:
        parcel |= {"CollectionStatus": REGISTERED if ask.collects else NOT_USED, "CollectionDesc": ask.collects}
    for role, party in (("Sender", ask.sender), ("Receiver", ask.receiver)):
        parcel |= _party_fields(role, party, address.no_district)
    return parcel


def _party_fields(role: str, party: Party, no_district: int) -> dict[str, object]:
    return {
        f"{role}Name": party.name,
        f"{role}Tel": party.phone,
        f"{role}Email": party.email,
        f"{role}Address": party.address,
        f"{role}Province": party.province,
        f"{role}District": no_district if party.district is None else party.district,
    }


def _ordered(reply: _Reply) -> OrderedParcel:
    return OrderedParcel(waybill_used=reply.taken() == _TAKEN)


def _checked(reply: _TrackReply, after: int) -> _TrackReply:
    reply.taken()
    if len(reply.events) >= _PAGE and reply.events[-1].id <= after:
        raise ValueError("pages that go round in a circle")
    return reply


def _track(events: list[_Event], last: _TrackReply, meanings: Mapping[str, Meaning]) -> ParcelTrack:
    said = tuple(_said(event, meanings) for event in events)
    delivered = any(event.code == _DELIVERED for event in said)
    return ParcelTrack(events=said, delivered=delivered, collection=_collection(last.collection))


def _said(event: _Event, meanings: Mapping[str, Meaning]) -> ParcelEvent:
    """The word as it was said; only code 4 ever means delivered, whatever was agreed of others."""
    code = str(event.code).strip()
    agreed = meanings.get(code, "unknown")
    return ParcelEvent(
        code=code,
        text=composed(event.text),
        at=_moment(event.at),
        meaning="delivered" if code == _DELIVERED else "unknown" if agreed == "delivered" else agreed,
    )


def _moment(said: str | None) -> datetime | None:
    """When it was said, where that is written as the post writes it; a word counts without its moment, too."""
    try:
        return moment_from_stamp(said.strip()) if said else None
    except ValueError:
        return None


def _collection(said: int | str | None) -> int | None:
    """The status of the collection, where it is one of the five that are documented; nothing else is guessed at."""
    text = "" if said is None else str(said).strip()
    return int(text) if text.isdecimal() and int(text) <= GIVEN_UP else None
