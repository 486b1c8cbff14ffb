"""What a carrier says of a parcel, and what becomes of it in the queue."""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from gplx.ground.clock import HANOI
from gplx.registers.post.port import ParcelEvent, ParcelTrack

TAKEN = ParcelEvent(code="1", text="Đã nhận yêu cầu", at=None, meaning="taken")
ON_ITS_WAY = ParcelEvent(
    code="2", text="Đang chuyển", at=datetime(2021, 10, 1, 9, 0, tzinfo=HANOI), meaning="on_the_way"
)
FAILED = ParcelEvent(code="5", text="Không gặp người nhận", at=None, meaning="failed")
REFUSED = ParcelEvent(code="8", text="Từ chối nhận", at=None, meaning="refused")
CANCELLED = ParcelEvent(code="6", text="Đã hủy", at=None, meaning="cancelled")
RETURNED = ParcelEvent(code="7", text="Đã chuyển hoàn", at=None, meaning="returned")
LOST = ParcelEvent(code="10", text="Thất lạc", at=None, meaning="lost")
ODD = ParcelEvent(code="77", text="Bưu cục đang xử lý", at=None)
RECEIVED = ParcelEvent(code="4", text="Đã phát", at=None, meaning="delivered")


def track(*events: ParcelEvent, collection: int | None = None) -> ParcelTrack:
    """A track of these words; delivered where the carrier says so."""
    return ParcelTrack(events=events, delivered=RECEIVED in events, collection=collection)


def looks_again() -> list[dict[str, Any]]:
    """The jobs that will look at a parcel again, none of them at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM pgqueuer WHERE entrypoint = 'look_at_parcel' AND execute_after > now()")
        return [json.loads(bytes(payload)) for (payload,) in cursor.fetchall()]
