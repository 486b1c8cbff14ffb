"""The platform's addresses, the page on which one pays, and the callbacks."""

import json
from collections import Counter
from collections.abc import Mapping
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.pages import render
from sandbox.payments.choices import BY_NAME, CHOICES, Choice
from sandbox.payments.orders import (
    SIGNED_CALLBACK,
    SIGNED_INIT,
    SIGNED_QUERY,
    SIGNED_REPLY,
    SUCCESS,
    Message,
    Order,
    digest,
    init_fault,
    signed,
)
from sandbox.payments.planted import Planted
from sandbox.payments.receipt import receipt_pdf
from sandbox.wire import BadInputError, is_moment, read_object, web_host

CALLBACK_WAIT = 10


class PaymentPlatform:
    """`/payments`: one partner, whose secret and addresses come from the settings or from its registration."""

    def __init__(self, *, clock: Clock, env: Mapping[str, str], outgoing: httpx.AsyncBaseTransport | None) -> None:
        self.clock, self.outgoing = clock, outgoing
        self.partner = env.get("SANDBOX_PAYMENT_PARTNER", "GPLX")
        self.secret = env.get("SANDBOX_PAYMENT_SECRET", "practice-secret")
        self.addresses = {
            "callback": env.get("SANDBOX_PAYMENT_CALLBACK", "http://127.0.0.1:8000/api/payments/callback"),
            "return": env.get("SANDBOX_PAYMENT_RETURN", "http://127.0.0.1:8000/thanh-toan/ket-qua"),
        }
        self._orders: dict[str, Order] = {}
        self._pages: dict[str, Order] = {}
        self.planted = Planted()

    def routes(self) -> list[Route]:
        return [
            Route("/payments/_partner", self.register, methods=["PUT"]),
            Route("/payments/init", self.init, methods=["POST"]),
            Route("/payments/page/{id}", self.page, methods=["GET"]),
            Route("/payments/page/{id}", self.choose, methods=["POST"]),
            Route("/payments/query", self.query, methods=["POST"]),
            Route("/payments/bill", self.bill, methods=["POST"]),
            Route("/payments/statement", self.statement, methods=["GET"]),
            Route("/_sandbox/statements", self.plant, methods=["PUT"]),
            Route("/_sandbox/payments/{reference}", self.show, methods=["GET"]),
            Route("/_sandbox/payments/{reference}", self.steer, methods=["PUT"]),
        ]

    async def register(self, request: Request) -> Response:
        sent = await read_object(request)
        if not sent.keys() <= self.addresses.keys() or not all(_is_address(each) for each in sent.values()):
            raise BadInputError("Cần `callback` và `return` là địa chỉ http(s).")
        self.addresses |= sent
        return JSONResponse(self.addresses)

    async def init(self, request: Request) -> Response:
        sent = await read_object(request)
        if problem := init_fault(message=sent) or self._stranger(sent, SIGNED_INIT) or self._clash(sent):
            return JSONResponse({"error_code": problem[0], "message": problem[1]})
        order = self._orders.get(sent["MaThamChieu"]) or self._open(sent)
        address = f"{request.base_url}payments/page/{order.id}"
        return JSONResponse({"error_code": "0", "message": json.dumps({"UrlThanhToan": address})})

    async def page(self, request: Request) -> Response:
        order = self._pages.get(request.path_params["id"])
        if order is None:
            return render("problem.html", 404, title="Không có giao dịch này", text="Hãy quay lại và thanh toán lại.")
        if order.choice:
            return self._leave(order)
        return render("pay.html", order=order, receipt=order.asked["ThongTinBienLai"], choices=CHOICES)

    async def choose(self, request: Request) -> Response:
        order = self._pages.get(request.path_params["id"])
        choice = BY_NAME.get(str((await request.form()).get("choice", "")))
        if order is None or choice is None:
            return render("problem.html", 404, title="Không có giao dịch này", text="Hãy quay lại và thanh toán lại.")
        if order.choice is None:
            await self._settle(order, choice)
        return self._leave(order)

    async def query(self, request: Request) -> Response:
        sent = await read_object(request)
        order, problem = self._asked(sent, "QUERY")
        if order is None:
            return JSONResponse(problem)
        state, paid_now = order.state, order.error or "01"
        order.asks_left = max(0, order.asks_left - 1)
        answer = self._message(order, paid_now if state != "3" else "01")
        return JSONResponse(answer | {"TrangThaiGD": state})

    async def bill(self, request: Request) -> Response:
        order, problem = self._asked(await read_object(request), "GET_BILL")
        if order is None:
            return JSONResponse(problem)
        if order.state != SUCCESS:
            return JSONResponse({"MaLoi": "01", "MoTaLoi": "Giao dịch chưa thành công nên chưa có biên lai"})
        return Response(receipt_pdf(order=order), media_type="application/pdf")

    async def statement(self, request: Request) -> Response:
        """The day's successful payments, for reconciliation."""
        day = request.query_params.get("day", "")
        if not is_moment(day, "%Y-%m-%d"):
            raise BadInputError("`day` phải viết yyyy-MM-dd.")
        compact = day.replace("-", "")
        paid = [order for order in self._orders.values() if order.error == "00" and order.paid_at[:8] == compact]
        rows = self.planted.applied(day, [self._row(order) for order in paid])
        total = sum(row["SoTien"] for row in rows)
        return JSONResponse({"day": day, "MaDoiTac": self.partner, "total": total, "rows": rows})

    async def plant(self, request: Request) -> Response:
        """`{"day": "yyyy-MM-dd", "plant": [{"kind": …, "reference": …}]}`: what is wrong with that day's statement."""
        sent = await read_object(request)
        self.planted.set(str(sent.get("day")), sent.get("plant"))
        return JSONResponse(sent)

    def takings(self, day: str) -> dict[str, int]:
        """What is passed on for a day, by the account that each order named."""
        sums: Counter[str] = Counter()
        for order in self._orders.values():
            if order.error == "00" and order.paid_at[:8] == day.replace("-", ""):
                sums[str(order.asked["ThongTinBienLai"]["TKThuHuong"])] += order.paid
        return dict(sums)

    def take(self, asked: Message, *, amount: int, choice: Choice) -> Order:
        """What was paid at the portal's own page; one reference is paid once."""
        known = self._orders.get(asked["MaThamChieu"])
        if known:
            return known
        order = self._open(asked)
        order.choice, order.error, order.paid, order.paid_at = choice.name, choice.error, amount, self.clock.stamp()
        return order

    async def show(self, request: Request) -> Response:
        order = self._orders.get(request.path_params["reference"])
        if order is None:
            return JSONResponse({"error": "Không có giao dịch này."}, 404)
        return JSONResponse(_shown(order))

    async def steer(self, request: Request) -> Response:
        """`{"choice": name}` as on the page, or `{"callback": {field: value}, "forged": bool}` sends one callback with these fields."""
        sent, order = await read_object(request), self._orders.get(request.path_params["reference"])
        if order is None:
            return JSONResponse({"error": "Không có giao dịch này."}, 404)
        if sent.get("choice") in BY_NAME:
            await self._settle(order, BY_NAME[sent["choice"]])
        elif isinstance(sent.get("callback"), dict):
            message = self._sealed(self._message(order, order.error or "00") | sent["callback"])
            order.callbacks.append(await self._send(message, forged=bool(sent.get("forged"))))
        else:
            raise BadInputError(f"Cần `choice` ({', '.join(BY_NAME)}) hoặc `callback`.")
        return JSONResponse(_shown(order))

    def _open(self, sent: Message) -> Order:
        order = Order(id=token_hex(16), asked=sent, bank_number=f"TH{len(self._orders) + 1:010d}")
        self._orders[order.reference] = self._pages[order.id] = order
        return order

    async def _settle(self, order: Order, choice: Choice) -> None:
        """What the bank did, then each callback in its order; a callback that is lost or refused is only noted."""
        order.choice, order.error, order.asks_left = choice.name, choice.error, choice.asks
        order.paid_at = self.clock.stamp()
        order.paid = int(order.asked["SoTien"]) - choice.short_by if choice.error == "00" else 0
        for error in choice.callbacks:
            order.callbacks.append(await self._send(self._message(order, error), forged=choice.forged))

    async def _send(self, message: Message, *, forged: bool) -> Message:
        if forged:
            message = message | {"MaXacThuc": "0" * 64}
        try:
            async with httpx.AsyncClient(transport=self.outgoing, timeout=CALLBACK_WAIT, trust_env=False) as client:
                reply = await client.post(self.addresses["callback"], json=message)
            return {"sent": message, "status": reply.status_code} | self._read_reply(reply)
        except httpx.HTTPError as lost:
            return {"sent": message, "status": None, "error": type(lost).__name__}

    def _read_reply(self, reply: httpx.Response) -> Message:
        try:
            said = reply.json()
        except ValueError:
            return {"reply": None, "hash_ok": False}
        known = isinstance(said, dict)
        right = known and signed(message=said, names=SIGNED_REPLY, secret=self.secret)
        return {"reply": said if known else None, "hash_ok": right}

    def _message(self, order: Order, error: str) -> Message:
        """A callback, and the first part of the answer to QUERY."""
        message = {
            "LoaiBanTin": "CONFIRM",
            "MaLoi": error,
            "MaDoiTac": self.partner,
            "MaThamChieu": order.reference,
            "SoTien": order.paid if error == "00" else int(order.asked["SoTien"]),
            "MaTienTe": "VND",
            "MaGiaoDich": order.bank_number,
            "MaNganHang": "NGANHANGMAU",
            "ThoiGianGD": order.paid_at or order.asked["ThoiGianGD"],
            "ThongTinGiaoDich": order.asked["ThongTinGiaoDich"],
        }
        return self._sealed(message)

    def _sealed(self, message: Message) -> Message:
        return message | {"MaXacThuc": digest(message=message, names=SIGNED_CALLBACK, secret=self.secret)}

    def _leave(self, order: Order) -> Response:
        where = self.addresses["return"]
        joint = "&" if "?" in where else "?"
        return RedirectResponse(f"{where}{joint}{urlencode({'MaThamChieu': order.reference})}", status_code=303)

    def _stranger(self, sent: Message, names: tuple[str, ...]) -> tuple[str, str] | None:
        if sent.get("MaDoiTac") != self.partner:
            return "02", "Không có đối tác này"
        return None if signed(message=sent, names=names, secret=self.secret) else ("97", "Sai mã xác thực")

    def _clash(self, sent: Message) -> tuple[str, str] | None:
        known = self._orders.get(sent["MaThamChieu"])
        same = known is None or known.asked["SoTien"] == sent["SoTien"]
        return None if same else ("02", "MaThamChieu đã dùng cho giao dịch khác")

    def _asked(self, sent: Message, kind: str) -> tuple[Order | None, dict[str, Any]]:
        if sent.get("LoaiBanTin") != kind:
            return None, {"MaLoi": "03", "MoTaLoi": f"LoaiBanTin phải là {kind}"}
        if problem := self._stranger(sent, SIGNED_QUERY):
            return None, {"MaLoi": problem[0], "MoTaLoi": problem[1]}
        order = self._orders.get(str(sent.get("MaThamChieu")))
        return order, {"MaLoi": "01", "MoTaLoi": "Không có giao dịch này"}

    def _row(self, order: Order) -> Message:
        return {
            "MaThamChieu": order.reference,
            "MaGiaoDich": order.bank_number,
            "SoTien": order.paid,
            "MaTienTe": "VND",
            "ThoiGianGD": order.paid_at,
            "MaHoSo": order.asked["ThongTinBienLai"]["MaHoSo"],
            "TrangThaiGD": SUCCESS,
        }


def _shown(order: Order) -> Message:
    facts = {"choice": order.choice, "TrangThaiGD": order.state, "SoTien": order.paid, "page": order.id}
    return facts | {"callbacks": order.callbacks}


def _is_address(value: object) -> bool:
    return isinstance(value, str) and web_host(address=value) is not None
