"""Order, tracking and cancelling, with the access token that the post gave out."""

import hmac
import re
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.post.parcels import CANCELLED, DELIVERED, MESSAGES, NOT_USED, ODD, REGISTERED, WAYS, Parcel, Record
from sandbox.wire import BadInputError, read_object

TEXTS = (
    "CustomerCode", "OrderNumber", "SenderAddress", "SenderName", "SenderTel",
    "ReceiverName", "ReceiverAddress", "ReceiverTel",
)  # fmt: skip
NUMBERS = ("SenderProvince", "ReceiverProvince")
PHONE = re.compile(r"(\+84|0)[0-9]{9,10}")


class PostOffice:
    """`/post`: `SANDBOX_POST_STEP_SECONDS` (2) of real time between two events of a parcel."""

    def __init__(self, *, clock: Clock, env: Mapping[str, str]) -> None:
        self.clock = clock
        self.token = env.get("SANDBOX_POST_TOKEN", "gplx-practice")
        self.step = float(env.get("SANDBOX_POST_STEP_SECONDS", "2"))
        self._parcels: dict[str, Parcel] = {}
        self._waybills: dict[str, str] = {}
        self._ahead: list[Record] = []

    def routes(self) -> list[Route]:
        return [
            Route("/post/orders", self.order, methods=["POST"]),
            Route("/post/tracking", self.tracking, methods=["POST"]),
            Route("/post/cancel", self.cancel, methods=["POST"]),
            Route("/_sandbox/post/{number}", self.force, methods=["PUT"]),
            Route("/_sandbox/post", self.show_all, methods=["GET"]),
            Route("/_sandbox/post", self.plan, methods=["PUT"]),
        ]

    async def order(self, request: Request) -> Response:
        if stranger := self._stranger(request):
            return stranger
        sent = await read_object(request)
        if fault := _order_fault(sent):
            return JSONResponse({"Status": "400", "Message": fault})
        known = self._parcels.get(sent["OrderNumber"])
        if known is not None and known.order == sent:
            return JSONResponse({"Status": "101", "Message": "Đơn đã được nhận trước đó"})
        if known is not None:
            return JSONResponse({"Status": "409", "Message": "OrderNumber đã dùng cho đơn khác"})
        if sent.get("ItemCode") and sent["ItemCode"] in self._waybills:
            return JSONResponse({"Status": "409", "Message": "ItemCode đã dùng cho bưu gửi khác"})
        return JSONResponse(self._accept(sent))

    async def tracking(self, request: Request) -> Response:
        if stranger := self._stranger(request):
            return stranger
        sent = await read_object(request)
        parcel = self._parcels.get(str(sent.get("orderNumber")))
        last, size = sent.get("lastId", 0), sent.get("pageSize", 50)
        if parcel is None or not isinstance(last, int) or not isinstance(size, int) or not 1 <= size <= 500:
            return JSONResponse({"Status": "404", "Message": "Không có đơn này hoặc tham số sai", "events": []})
        self._travel(parcel)
        events = [event for event in parcel.events if event["id"] > last][:size]
        told = {"Status": "100", "Message": "Thành công", "events": events, "collectionStatus": parcel.collection}
        return JSONResponse(told)

    async def cancel(self, request: Request) -> Response:
        if stranger := self._stranger(request):
            return stranger
        parcel = self._parcels.get(str((await read_object(request)).get("orderNumber")))
        if parcel is None:
            return JSONResponse({"Status": "404", "Message": "Không có đơn này"})
        self._travel(parcel)
        if parcel.status == DELIVERED:
            return JSONResponse({"Status": "409", "Message": "Bưu gửi đã phát, không thể hủy"})
        if parcel.status != CANCELLED and not parcel.is_over:
            parcel.turn_back(self.clock.stamp())
        return JSONResponse({"Status": "100", "Message": "Đã hủy"})

    async def force(self, request: Request) -> Response:
        """`{"statusCode": n}` puts a parcel there and stops it; `"go_on": true` lets it travel on, `"way"` names how."""
        parcel = self._parcels.get(request.path_params["number"])
        sent = await read_object(request)
        status = sent.get("statusCode")
        codes = [*MESSAGES, *ODD]
        if parcel is None or not isinstance(status, int) or isinstance(status, bool) or status not in codes:
            raise BadInputError(f"Cần một đơn đã có và statusCode trong {codes}.")
        parcel.note(status, self.clock.stamp())
        if "way" in sent:
            parcel.goes(_way(sent))
        parcel.held, parcel.since = not sent.get("go_on"), time.monotonic()
        return JSONResponse({"events": parcel.events, "collectionStatus": parcel.collection})

    async def plan(self, request: Request) -> Response:
        """How the next order fares: `way`, `collects` (false: the receiver gives no old licence), `keeps_waybill` (true: 101)."""
        sent = await read_object(request)
        known = {"way", "collects", "keeps_waybill"}
        flags = [sent.get(name, False) for name in ("collects", "keeps_waybill")]
        if not sent.keys() <= known or not all(isinstance(flag, bool) for flag in flags):
            raise BadInputError(f"Chỉ có {sorted(known)}; hai mục sau là true hoặc false.")
        self._ahead.append({"way": _way(sent)} | sent)
        return JSONResponse({"ahead": self._ahead})

    async def show_all(self, _request: Request) -> Response:
        for parcel in self._parcels.values():
            self._travel(parcel)
        listed = [
            {"order": parcel.order, "events": parcel.events, "collectionStatus": parcel.collection}
            for parcel in self._parcels.values()
        ]
        return JSONResponse({"parcels": listed})

    def _accept(self, sent: Record) -> Record:
        ahead: Record = self._ahead.pop(0) if self._ahead else {"way": "delivered"}
        parcel = Parcel(order=sent, since=time.monotonic(), collects=ahead.get("collects", True))
        parcel.goes(ahead["way"])
        parcel.collection = sent.get("CollectionStatus") or NOT_USED
        parcel.note(1, self.clock.stamp())
        self._parcels[sent["OrderNumber"]] = parcel
        if ahead.get("keeps_waybill"):
            return {"Status": "101", "Message": "Nhận đơn, không dùng số hiệu bưu gửi"}
        self._waybills[sent.get("ItemCode") or ""] = sent["OrderNumber"]
        return {"Status": "100", "Message": "Nhận đơn thành công"}

    def _travel(self, parcel: Parcel) -> None:
        parcel.travel(now=time.monotonic(), step=self.step, stamp=self.clock.stamp())

    def _stranger(self, request: Request) -> Response | None:
        given = request.headers.get("access_token", "")
        known = hmac.compare_digest(given.encode(), self.token.encode())
        return None if known else JSONResponse({"Status": "401", "Message": "access_token không đúng"}, 401)


def _order_fault(sent: Record) -> str | None:
    missing = [name for name in TEXTS if not isinstance(sent.get(name), str) or not sent[name]]
    missing += [name for name in NUMBERS if not isinstance(sent.get(name), int)]
    if missing:
        return f"Thiếu hoặc sai kiểu: {', '.join(missing)}"
    if not isinstance(sent.get("CODAmount", 0), int) or sent.get("CODAmount", 0) < 0:
        return "CODAmount phải là số nguyên không âm"
    if sent.get("CollectionStatus", NOT_USED) not in (NOT_USED, REGISTERED):
        return "CollectionStatus khi đặt là 0 hoặc 1"
    wrong = [name for name in ("SenderTel", "ReceiverTel") if not PHONE.fullmatch(sent[name])]
    return f"Số điện thoại không hợp lệ: {', '.join(wrong)}" if wrong else None


def _way(sent: Record) -> str:
    """The way that is named, `delivered` where none is. Raises BadInputError."""
    way = sent.get("way", "delivered")
    if not isinstance(way, str) or way not in WAYS:
        raise BadInputError(f"`way` là một trong {list(WAYS)}.")
    return way
