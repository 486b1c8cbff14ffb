"""The post over HTTP."""

from dataclasses import dataclass, field

from msgspec import Struct
from msgspec import field as wire

from gplx.ground.names import composed
from gplx.registers.errors import Never
from gplx.registers.http_client import Address, HttpClient
from gplx.registers.post.port import (
    CancelledParcel,
    CancelParcel,
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
    """The post, our customer code there and its access token."""

    customer: str
    access_token: str = field(repr=False)


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


class HttpPost:
    """The port ``Post`` over HTTP."""

    def __init__(self, address: PostAddress) -> None:
        self._http = HttpClient("post", address)
        self._customer = address.customer
        self._headers = {"access_token": address.access_token}

    def order(self, ask: OrderParcel) -> OrderedParcel:
        """``POST /orders``."""
        body = {"CustomerCode": self._customer} | _order_fields(ask)
        return self._http.ask("orders", body, shape=_Reply, read=_ordered, headers=self._headers)

    def track(self, ask: TrackParcel) -> ParcelTrack:
        """``POST /tracking``, page by page."""
        events: list[_Event] = []
        while True:
            page = self._page(ask.order, after=events[-1].id if events else 0)
            events += page
            if len(page) < _PAGE:
                return _track(events)

    def cancel(self, ask: CancelParcel) -> CancelledParcel:
        """``POST /cancel``."""
        body = {"customerCode": self._customer, "orderNumber": ask.order}
        self._http.ask("cancel", body, shape=_Reply, read=_Reply.taken, headers=self._headers)
        return CancelledParcel(order=ask.order)

    def _page(self, order: str, *, after: int) -> tuple[_Event, ...]:
        body = {"orderNumber": order, "pageSize": _PAGE, "lastId": after}
        return self._http.ask(
            "tracking", body, shape=_TrackReply, read=lambda reply: _new_events(reply, after), headers=self._headers
        )


def _order_fields(ask: OrderParcel) -> dict[str, object]:
    parcel = {
        "ItemCode": ask.waybill,
        "OrderNumber": ask.order,
        "CODAmount": ask.cash_on_delivery,
        "SenderDesc": ask.contents,
        "Description": ask.note,
        "FlagConfig": 2,
    }
    return parcel | _party_fields("Sender", ask.sender) | _party_fields("Receiver", ask.receiver)


def _party_fields(role: str, party: Party) -> dict[str, object]:
    return {
        f"{role}Name": party.name,
        f"{role}Tel": party.phone,
        f"{role}Email": party.email,
        f"{role}Address": party.address,
        f"{role}Province": party.province,
        f"{role}District": party.district,
    }


def _ordered(reply: _Reply) -> OrderedParcel:
    return OrderedParcel(waybill_used=reply.taken() == _TAKEN)


def _new_events(reply: _TrackReply, after: int) -> tuple[_Event, ...]:
    reply.taken()
    if len(reply.events) >= _PAGE and reply.events[-1].id <= after:
        raise ValueError("pages that go round in a circle")
    return reply.events


def _track(events: list[_Event]) -> ParcelTrack:
    said = tuple(
        ParcelEvent(
            code=str(event.code).strip(),
            text=composed(event.text),
            at=moment_from_stamp(event.at) if event.at else None,
        )
        for event in events
    )
    return ParcelTrack(events=said, delivered=any(event.code == _DELIVERED for event in said))
