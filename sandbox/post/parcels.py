"""A parcel and the events of its way."""

from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]

WAY = (1, 2, 3, 4)
MESSAGES = {
    1: "Bưu điện đã nhận yêu cầu",
    2: "Đang vận chuyển",
    3: "Đang phát",
    4: "Phát thành công",
    5: "Phát không thành công",
    6: "Đã hủy",
}
DELIVERED, CANCELLED = 4, 6


@dataclass
class Parcel:
    """It takes a step of WAY every `step` seconds after `since`, until it arrives or `held` stops it."""

    order: Record
    since: float
    events: list[Record] = field(default_factory=list)
    held: bool = False

    @property
    def status(self) -> int:
        return int(self.events[-1]["statusCode"])

    def travel(self, *, now: float, step: float, stamp: str) -> None:
        """Write down the steps whose time has come."""
        while not self.held and self.status in WAY[:-1] and now >= self.since + step:
            self.since += step
            self.note(self.status + 1, stamp)

    def note(self, status: int, stamp: str) -> None:
        self.events.append(
            {
                "id": len(self.events) + 1,
                "orderNumber": self.order["OrderNumber"],
                "statusCode": status,
                "statusMessage": MESSAGES[status],
                "statusTime": stamp,
            }
        )
