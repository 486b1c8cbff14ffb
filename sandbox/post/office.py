"""Order, tracking and cancelling, with the access token that the post gave out."""

import hmac
import re
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.control.faults import Faults
from sandbox.post.parcels import CANCELLED, DELIVERED, MESSAGES, Parcel, Record
from sandbox.text import decomposed
from sandbox.wire import BadInputError, read_object

TEXTS = (
    "CustomerCode", "OrderNumber", "SenderAddress", "SenderName", "SenderTel",
    "ReceiverName", "ReceiverAddress", "ReceiverTel",
)  # fmt: skip
NUMBERS = ("SenderProvince", "ReceiverProvince")
PHONE = re.compile(r"(\+84|0)[0-9]{9,10}")


class PostOffice:
    """`/post`: `SANDBOX_POST_STEP_SECONDS` (2) of real time between two events of a parcel."""

    def __init__(self, *, clock: Clock, faults: Faults, env: Mapping[str, str]) -> None:
        self.clock, self.faults = clock, faults
        self.token = env.get("SANDBOX_POST_TOKEN", "gplx-practice")
        self.step = float(env.get("SANDBOX_POST_STEP_SECONDS", "2"))
        self._parcels: dict[str, Parcel] = {}

    def routes(self) -> list[Route]:
        return [
            Route("/post/orders", self.order, methods=["POST"]),
            Route("/post/tracking", self.tracking, methods=["POST"]),
            Route("/post/cancel", self.cancel, methods=["POST"]),
            Route("/_sandbox/post/{number}", self.force, methods=["PUT"]),
            Route("/_sandbox/post", self.show_all, methods=["GET"]),
        ]

    async def order(self, request: Request) -> Response:
        if stranger := self._stranger(request):
            return stranger
        sent = await read_object(request)
        if fault := _order_fault(sent):
            return self._answer({"Status": "400", "Message": fault})
        known = self._parcels.get(sent["OrderNumber"])
        if known is None:
            self._accept(sent)
            return self._answer({"Status": "100", "Message": "Nhận đơn thành công"})
        if known.order == sent:
            return self._answer({"Status": "101", "Message": "Đơn đã được nhận trước đó"})
        return self._answer({"Status": "409", "Message": "OrderNumber đã dùng cho đơn khác"})

    async def tracking(self, request: Request) -> Response:
        if stranger := self._stranger(request):
            return stranger
        sent = await read_object(request)
        parcel = self._parcels.get(str(sent.get("orderNumber")))
        last, size = sent.get("lastId", 0), sent.get("pageSize", 50)
        if parcel is None or not isinstance(last, int) or not isinstance(size, int) or not 1 <= size <= 500:
            return self._answer({"Status": "404", "Message": "Không có đơn này hoặc tham số sai", "events": []})
        self._travel(parcel)
        events = [event for event in parcel.events if event["id"] > last][:size]
        return self._answer({"Status": "100", "Message": "Thành công", "events": events})

    async def cancel(self, request: Request) -> Response:
        if stranger := self._stranger(request):
            return stranger
        parcel = self._parcels.get(str((await read_object(request)).get("orderNumber")))
        if parcel is None:
            return self._answer({"Status": "404", "Message": "Không có đơn này"})
        self._travel(parcel)
        if parcel.status == DELIVERED:
            return self._answer({"Status": "409", "Message": "Bưu gửi đã phát, không thể hủy"})
        if parcel.status != CANCELLED:
            parcel.note(CANCELLED, self.clock.stamp())
        return self._answer({"Status": "100", "Message": "Đã hủy"})

    async def force(self, request: Request) -> Response:
        """`{"statusCode": n}` puts a parcel there and stops it; `"go_on": true` lets it travel on."""
        parcel = self._parcels.get(request.path_params["number"])
        sent = await read_object(request)
        status = sent.get("statusCode")
        if parcel is None or not isinstance(status, int) or isinstance(status, bool) or status not in MESSAGES:
            raise BadInputError(f"Cần một đơn đã có và statusCode trong {list(MESSAGES)}.")
        parcel.note(status, self.clock.stamp())
        parcel.held, parcel.since = not sent.get("go_on"), time.monotonic()
        return JSONResponse({"events": parcel.events})

    async def show_all(self, _request: Request) -> Response:
        for parcel in self._parcels.values():
            self._travel(parcel)
        listed = [{"order": parcel.order, "events": parcel.events} for parcel in self._parcels.values()]
        return JSONResponse({"parcels": listed})

    def _accept(self, sent: Record) -> None:
        parcel = self._parcels[sent["OrderNumber"]] = Parcel(order=sent, since=time.monotonic())
        parcel.note(1, self.clock.stamp())

    def _travel(self, parcel: Parcel) -> None:
        parcel.travel(now=time.monotonic(), step=self.step, stamp=self.clock.stamp())

    def _stranger(self, request: Request) -> Response | None:
        given = request.headers.get("access_token", "")
        known = hmac.compare_digest(given.encode(), self.token.encode())
        return None if known else JSONResponse({"Status": "401", "Message": "access_token không đúng"}, 401)

    def _answer(self, answer: Record) -> Response:
        return JSONResponse(decomposed(answer) if self.faults.of("post").dirty else answer)


def _order_fault(sent: Record) -> str | None:
    missing = [name for name in TEXTS if not isinstance(sent.get(name), str) or not sent[name]]
    missing += [name for name in NUMBERS if not isinstance(sent.get(name), int)]
    if missing:
        return f"Thiếu hoặc sai kiểu: {', '.join(missing)}"
    if not isinstance(sent.get("CODAmount", 0), int) or sent.get("CODAmount", 0) < 0:
        return "CODAmount phải là số nguyên không âm"
    wrong = [name for name in ("SenderTel", "ReceiverTel") if not PHONE.fullmatch(sent[name])]
    return f"Số điện thoại không hợp lệ: {', '.join(wrong)}" if wrong else None
