"""VNPay as it is remembered from its published sandbox: a signed address to pay at, a notice by GET, a question after a payment."""

import hmac
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha512
from typing import Any
from urllib.parse import quote_plus, urlencode

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.clock import ZONE, Clock
from sandbox.pages import render
from sandbox.payments.choices import BY_NAME, CHOICES, Choice
from sandbox.payments.planted import Planted, Row
from sandbox.wire import BadInputError, is_moment, read_object, web_host

NOTICE_WAIT = 10
PAGE = "/vnpay/paymentv2/vpcpay"
NEEDED = (
    "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_Amount", "vnp_CreateDate", "vnp_CurrCode", "vnp_IpAddr",
    "vnp_Locale", "vnp_OrderInfo", "vnp_OrderType", "vnp_ReturnUrl", "vnp_TxnRef", "vnp_SecureHash",
)  # fmt: skip
ASKED = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef", "vnp_TransactionDate",
    "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
ANSWERED = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount",
    "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus",
    "vnp_OrderInfo", "vnp_PromotionCode", "vnp_PromotionAmount",
)  # fmt: skip
STATED = ("vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_Day", "vnp_CreateDate", "vnp_IpAddr")
STATEMENT = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_TmnCode", "vnp_Day", "vnp_Count", "vnp_TotalAmount",
)  # fmt: skip
LINE = ("vnp_TxnRef", "vnp_TransactionNo", "vnp_Amount", "vnp_PayDate", "vnp_TransactionStatus", "vnp_OrderInfo")


@dataclass
class Order:
    """What somebody came to pay; `asks_left`: how many questions are still answered "not complete"."""

    asked: dict[str, str]
    number: str
    choice: str | None = None
    code: str = ""
    paid: int = 0
    paid_at: str = ""
    asks_left: int = 0
    notices: list[dict[str, Any]] = field(default_factory=list)

    @property
    def amount(self) -> int:
        return int(self.asked["vnp_Amount"])


class Vnpay:
    """`/vnpay`: one terminal, whose secret and address for notices come from the settings."""

    def __init__(self, *, clock: Clock, env: Mapping[str, str], outgoing: httpx.AsyncBaseTransport | None) -> None:
        self.clock, self.outgoing = clock, outgoing
        self.terminal = env.get("SANDBOX_VNPAY_TERMINAL", "GPLXTHU1")
        self.secret = env.get("SANDBOX_VNPAY_SECRET", "practice-secret")
        self.ipn = env.get("SANDBOX_VNPAY_IPN", "http://127.0.0.1:8000/api/payments/vnpay/ipn")
        self._orders: dict[str, Order] = {}
        self.planted = Planted()

    def routes(self) -> list[Route]:
        return [
            Route("/vnpay/_partner", self.register, methods=["PUT"]),
            Route(f"{PAGE}.html", self.page, methods=["GET"]),
            Route(f"{PAGE}.html", self.choose, methods=["POST"]),
            Route("/vnpay/merchant_webapi/api/transaction", self.query, methods=["POST"]),
            Route("/vnpay/merchant_webapi/api/statement", self.statement, methods=["POST"]),
            Route("/_sandbox/statements/vnpay", self.plant, methods=["PUT"]),
            Route("/_sandbox/vnpay/{reference}", self.show, methods=["GET"]),
            Route("/_sandbox/vnpay/{reference}", self.steer, methods=["PUT"]),
        ]

    async def register(self, request: Request) -> Response:
        sent = await read_object(request)
        if not isinstance(sent.get("ipn"), str) or web_host(address=sent["ipn"]) is None:
            raise BadInputError("Cần `ipn` là địa chỉ http(s).")
        self.ipn = sent["ipn"]
        return JSONResponse({"ipn": self.ipn})

    async def page(self, request: Request) -> Response:
        order, problem = self._order(dict(request.query_params))
        if order is None:
            return render("problem.html", 400, title="Giao dịch không hợp lệ", text=problem)
        if order.choice:
            return self._leave(order)
        return render("vnpay.html", order=order, choices=CHOICES)

    async def choose(self, request: Request) -> Response:
        order, problem = self._order(dict(request.query_params))
        choice = BY_NAME.get(str((await request.form()).get("choice", "")))
        if order is None or choice is None:
            return render("problem.html", 400, title="Giao dịch không hợp lệ", text=problem or "Hãy chọn một cách.")
        if order.choice is None:
            await self._settle(order, choice)
        return self._leave(order)

    async def query(self, request: Request) -> Response:
        sent = await read_object(request)
        if refusal := self._refused(sent, ASKED):
            return JSONResponse(refusal)
        order = self._orders.get(str(sent.get("vnp_TxnRef")))
        answer = self._answer(sent, order)
        return JSONResponse(answer | {"vnp_SecureHash": self._seal(answer, ANSWERED)})

    async def statement(self, request: Request) -> Response:
        """What was paid on a day, hashed over its head and each of its rows."""
        sent = await read_object(request)
        if refusal := self._refused(sent, STATED):
            return JSONResponse(refusal)
        day = str(sent["vnp_Day"])
        rows = self.planted.applied(f"{day[:4]}-{day[4:6]}-{day[6:]}", [_row(one) for one in self._paid_on(day)])
        lines = [_line(row) for row in rows]
        answer = {
            "vnp_ResponseId": str(sent["vnp_RequestId"]),
            "vnp_Command": "statement",
            "vnp_ResponseCode": "00",
            "vnp_TmnCode": self.terminal,
            "vnp_Day": day,
            "vnp_Count": str(len(lines)),
            "vnp_TotalAmount": str(sum(int(line["vnp_Amount"]) for line in lines)),
        }
        values = [answer[name] for name in STATEMENT] + [line[name] for line in lines for name in LINE]
        return JSONResponse(answer | {"vnp_Rows": lines, "vnp_SecureHash": self._hmac("|".join(values))})

    def _refused(self, sent: dict[str, Any], names: tuple[str, ...]) -> dict[str, str] | None:
        """What is said to a question whose hash does not hold, or that lacks a field; None to a good one."""
        given = str(sent.get("vnp_SecureHash", "")).encode()
        if sent.get("vnp_TmnCode") != self.terminal or not hmac.compare_digest(given, self._seal(sent, names).encode()):
            return {"vnp_ResponseCode": "97", "vnp_Message": "Invalid signature"}
        missing = [name for name in names if not sent.get(name)]
        return {"vnp_ResponseCode": "03", "vnp_Message": f"Thiếu {', '.join(missing)}"} if missing else None

    async def plant(self, request: Request) -> Response:
        """As for the platform: `{"day": "yyyy-MM-dd", "plant": [{"kind": …, "reference": …}]}`."""
        sent = await read_object(request)
        self.planted.set(str(sent.get("day")), sent.get("plant"))
        return JSONResponse(sent)

    def takings(self, day: str) -> dict[str, int]:
        """What is passed on for a day, by the account that the contract names for each agency (`THUC-HANH-H26`)."""
        sums: Counter[str] = Counter()
        for order in self._paid_on(day.replace("-", "")):
            agency = _dossier(order).split("-")[0].rpartition(".")[2]
            sums[f"THUC-HANH-{agency}"] += order.paid // 100
        return dict(sums)

    def _paid_on(self, day: str) -> list[Order]:
        return [order for order in self._orders.values() if order.code == "00" and order.paid_at[:8] == day]

    async def show(self, request: Request) -> Response:
        order = self._orders.get(request.path_params["reference"])
        if order is None:
            return JSONResponse({"error": "Không có giao dịch này."}, 404)
        return JSONResponse({"choice": order.choice, "vnp_Amount": order.paid, "notices": order.notices})

    async def steer(self, request: Request) -> Response:
        """`{"choice": name}` as on the page, or `{"notice": {field: value}, "forged": bool}` sends one notice with these fields."""
        sent, order = await read_object(request), self._orders.get(request.path_params["reference"])
        if order is None:
            return JSONResponse({"error": "Không có giao dịch này."}, 404)
        if sent.get("choice") in BY_NAME:
            await self._settle(order, BY_NAME[sent["choice"]])
        elif isinstance(sent.get("notice"), dict):
            other = {str(name): str(value) for name, value in sent["notice"].items()}
            await self._notify(order, self._notice(order, order.code or "00") | other, forged=bool(sent.get("forged")))
        else:
            raise BadInputError(f"Cần `choice` ({', '.join(BY_NAME)}) hoặc `notice`.")
        return JSONResponse({"choice": order.choice, "notices": order.notices})

    def _order(self, told: dict[str, str]) -> tuple[Order | None, str]:
        """The order of a signed address; None and the reason where it is refused."""
        problem = self._fault(told)
        if problem:
            return None, problem
        known = self._orders.get(told["vnp_TxnRef"])
        if known and known.asked != told:
            return None, "vnp_TxnRef đã dùng cho giao dịch khác (mã lỗi 01)"
        if known is None:
            known = self._orders[told["vnp_TxnRef"]] = Order(asked=told, number=f"{14000000 + len(self._orders)}")
        return known, ""

    def _fault(self, told: dict[str, str]) -> str:
        missing = [name for name in NEEDED if not told.get(name)]
        if missing:
            return f"Thiếu {', '.join(missing)} (mã lỗi 03)"
        if not hmac.compare_digest(told["vnp_SecureHash"].encode(), self._address_seal(told).encode()):
            return "Sai chữ ký (mã lỗi 70)"
        if told["vnp_TmnCode"] != self.terminal:
            return "Website chưa được phê duyệt (mã lỗi 72)"
        wrong = (
            not re.fullmatch(r"[1-9][0-9]{0,11}", told["vnp_Amount"])
            or (told["vnp_Command"], told["vnp_CurrCode"]) != ("pay", "VND")
            or not re.fullmatch(r"[A-Za-z0-9]{1,100}", told["vnp_TxnRef"])
            or not told["vnp_OrderInfo"].isascii()
            or not is_moment(told["vnp_CreateDate"])
        )
        if wrong:
            return "Dữ liệu gửi sang không đúng định dạng (mã lỗi 03)"
        until = told.get("vnp_ExpireDate", "")
        if is_moment(until) and datetime.strptime(until, "%Y%m%d%H%M%S").replace(tzinfo=ZONE) <= self.clock.now():
            return "Giao dịch đã quá thời gian thanh toán (mã lỗi 15)"
        return ""

    async def _settle(self, order: Order, choice: Choice) -> None:
        order.choice, order.code, order.asks_left = choice.name, choice.error, choice.asks
        order.paid_at = self.clock.stamp()
        order.paid = order.amount - choice.short_by * 100 if choice.error == "00" else 0
        for code in choice.callbacks:
            await self._notify(order, self._notice(order, code), forged=choice.forged)

    def _notice(self, order: Order, code: str) -> dict[str, str]:
        return {
            "vnp_Amount": str(order.paid or order.amount),
            "vnp_BankCode": "NCB",
            "vnp_CardType": "ATM",
            "vnp_OrderInfo": order.asked["vnp_OrderInfo"],
            "vnp_PayDate": order.paid_at or self.clock.stamp(),
            "vnp_ResponseCode": code,
            "vnp_TmnCode": self.terminal,
            "vnp_TransactionNo": order.number,
            "vnp_TransactionStatus": "00" if code == "00" else "02",
            "vnp_TxnRef": order.asked["vnp_TxnRef"],
        }

    async def _notify(self, order: Order, told: dict[str, str], *, forged: bool) -> None:
        sealed = told | {"vnp_SecureHash": "0" * 128 if forged else self._address_seal(told)}
        try:
            async with httpx.AsyncClient(transport=self.outgoing, timeout=NOTICE_WAIT, trust_env=False) as client:
                reply = await client.get(self.ipn, params=sealed)
            order.notices.append({"sent": sealed, "status": reply.status_code, "reply": _json(reply)})
        except httpx.HTTPError as lost:
            order.notices.append({"sent": sealed, "status": None, "error": type(lost).__name__})

    def _answer(self, sent: dict[str, Any], order: Order | None) -> dict[str, str]:
        answer = {
            "vnp_ResponseId": str(sent.get("vnp_RequestId", "")),
            "vnp_Command": "querydr",
            "vnp_ResponseCode": "00" if order else "91",
            "vnp_Message": "QueryDR Success" if order else "Order not found",
            "vnp_TmnCode": self.terminal,
            "vnp_TxnRef": str(sent.get("vnp_TxnRef", "")),
        }
        if order is None:
            return answer
        is_open = order.choice is None or order.asks_left > 0
        order.asks_left = max(0, order.asks_left - 1)
        return answer | {
            "vnp_Amount": str(order.paid or order.amount),
            "vnp_BankCode": "" if is_open else "NCB",
            "vnp_PayDate": order.paid_at,
            "vnp_TransactionNo": "" if is_open else order.number,
            "vnp_TransactionType": "01",
            "vnp_TransactionStatus": "01" if is_open else "00" if order.code == "00" else "02",
            "vnp_OrderInfo": order.asked["vnp_OrderInfo"],
        }

    def _leave(self, order: Order) -> Response:
        told = self._notice(order, order.code)
        where = order.asked["vnp_ReturnUrl"]
        joint = "&" if "?" in where else "?"
        back = urlencode(told | {"vnp_SecureHash": self._address_seal(told)})
        return RedirectResponse(f"{where}{joint}{back}", status_code=303)

    def _address_seal(self, told: Mapping[str, str]) -> str:
        counting = sorted((name, value) for name, value in told.items() if value and name.startswith("vnp_"))
        pairs = [f"{quote_plus(n)}={quote_plus(v)}" for n, v in counting if not n.startswith("vnp_SecureHash")]
        return self._hmac("&".join(pairs))

    def _seal(self, message: Mapping[str, Any], names: tuple[str, ...]) -> str:
        return self._hmac("|".join(str(message.get(name, "")) for name in names))

    def _hmac(self, text: str) -> str:
        return hmac.new(self.secret.encode(), text.encode(), sha512).hexdigest()


def _dossier(order: Order) -> str:
    return order.asked["vnp_OrderInfo"].rpartition(" ")[2]


def _row(order: Order) -> Row:
    """A payment as differences are planted into it, in đồng."""
    return {
        "MaThamChieu": order.asked["vnp_TxnRef"],
        "MaGiaoDich": order.number,
        "SoTien": order.paid // 100,
        "ThoiGianGD": order.paid_at,
        "MaHoSo": _dossier(order),
        "TrangThaiGD": "1",
    }


def _line(row: Row) -> dict[str, str]:
    return {
        "vnp_TxnRef": row["MaThamChieu"],
        "vnp_TransactionNo": row["MaGiaoDich"],
        "vnp_Amount": str(row["SoTien"] * 100),
        "vnp_PayDate": row["ThoiGianGD"],
        "vnp_TransactionStatus": "00" if row["TrangThaiGD"] == "1" else "02",
        "vnp_OrderInfo": f"THANH TOAN HO SO {row['MaHoSo']}",
    }


def _json(reply: httpx.Response) -> Any:
    try:
        return reply.json()
    except ValueError:
        return None
