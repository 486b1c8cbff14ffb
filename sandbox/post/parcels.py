"""A parcel and the events of its way."""

from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]

MESSAGES = {
    1: "Bưu điện đã nhận yêu cầu",
    2: "Đang vận chuyển",
    3: "Đang phát",
    4: "Phát thành công",
    5: "Phát không thành công: người nhận vắng mặt",
    6: "Đã hủy, đang chuyển hoàn",
    7: "Đã chuyển hoàn cho người gửi",
    8: "Người nhận từ chối nhận",
    10: "Bưu gửi bị thất lạc",
}
DELIVERED, FAILED, CANCELLED, RETURNED, REFUSED, LOST = 4, 5, 6, 7, 8, 10
ENDS = (DELIVERED, RETURNED, LOST)
# Codes that stand in no list; the post uses such, too.
ODD = {77: "Bưu cục phát đang xử lý", 78: ""}
# How a parcel may fare: the codes in their order.
WAYS: dict[str, tuple[int, ...]] = {
    "delivered": (1, 2, 3, 4),
    "absent": (1, 2, 3, 5, 3, 4),
    "refused": (1, 2, 3, 8, 7),
    "returned": (1, 2, 3, 5, 3, 5, 7),
    "lost": (1, 2, 10),
    "slow": (1, 2, 3, 4),
    "odd": (1, 77, 2, 78, 3, 77, 4),
    "silent": (1,),
}
SLOW = 20
BACK = (RETURNED,)
# How far the old licence has come.
NOT_USED, REGISTERED, COLLECTED, HANDED_OVER, GIVEN_UP = range(5)


@dataclass
class Parcel:
    """It takes a step of its way every `step` seconds after `since`, until it arrives or `held` stops it.

    `collection` is how far the old licence has come, which the courier takes along (`collects`) when the parcel is delivered.
    """

    order: Record
    since: float
    way: tuple[int, ...] = WAYS["delivered"]
    pace: int = 1
    collects: bool = True
    collection: int = NOT_USED
    events: list[Record] = field(default_factory=list)
    held: bool = False

    @property
    def status(self) -> int:
        return int(self.events[-1]["statusCode"])

    @property
    def is_over(self) -> bool:
        return self.status in ENDS

    def goes(self, way: str) -> None:
        """From here on it fares as this way says."""
        self.way, self.pace = WAYS[way], SLOW if way == "slow" else 1

    def travel(self, *, now: float, step: float, stamp: str) -> None:
        """Write down the steps whose time has come; after the last one the old licence still comes back."""
        while not self.held and (self._next or self._brings_back) and now >= self.since + step * self.pace:
            self.since += step * self.pace
            if self._next:
                self.note(self._next[0], stamp)
            else:
                self.collection = HANDED_OVER

    def turn_back(self, stamp: str) -> None:
        """The order is taken back: what is on its way returns to the sender."""
        self.note(CANCELLED, stamp)
        self.way = (*(int(event["statusCode"]) for event in self.events), *BACK)

    def note(self, status: int, stamp: str) -> None:
        self.events.append(
            {
                "id": len(self.events) + 1,
                "orderNumber": self.order["OrderNumber"],
                "statusCode": status,
                "statusMessage": (MESSAGES | ODD)[status],
                "statusTime": stamp,
            }
        )
        if self.collection == REGISTERED and status in ENDS:
            self.collection = COLLECTED if status == DELIVERED and self.collects else GIVEN_UP

    @property
    def _next(self) -> tuple[int, ...]:
        """The steps that are left: what was forced in between counts as one of the way."""
        return () if self.is_over else self.way[len(self.events) :]

    @property
    def _brings_back(self) -> bool:
        return self.collection == COLLECTED
