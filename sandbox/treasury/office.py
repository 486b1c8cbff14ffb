"""`/treasury`: it takes orders, pays them or returns them, and says what came in and went out on a day."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.treasury.files import BadOrderError, answer, read_order
from sandbox.treasury.orders import Order, decided
from sandbox.wire import BadInputError, is_moment, read_object

TAKEN, KNOWN, UNKNOWN, MALFORMED = "00", "01", "02", "03"
Takings = Callable[[str], dict[str, int]]


class TreasuryOffice:
    """One treasury for all provinces. `takings` are the sums that each gateway of payments passes on for a day, by account."""

    def __init__(self, *, clock: Clock, takings: Mapping[str, Takings]) -> None:
        self.clock, self.takings = clock, takings
        self._orders: dict[str, Order] = {}
        self._cash: Counter[tuple[str, str]] = Counter()
        self._wrong: Counter[tuple[str, str]] = Counter()
        self._holds = False

    def routes(self) -> list[Route]:
        return [
            Route("/treasury/orders", self.take, methods=["POST"]),
            Route("/treasury/answers", self.tell, methods=["POST"]),
            Route("/treasury/statement", self.statement, methods=["POST"]),
            Route("/_sandbox/treasury", self.show, methods=["GET"]),
            Route("/_sandbox/treasury", self.steer, methods=["PUT"]),
        ]

    async def take(self, request: Request) -> Response:
        sent = await read_object(request)
        code, file = sent.get("MaLenh"), sent.get("TepLenh")
        if not isinstance(code, str) or not isinstance(file, str) or not code:
            return JSONResponse({"MaLoi": MALFORMED, "MoTaLoi": "Thiếu MaLenh hoặc TepLenh"})
        if code in self._orders:
            return JSONResponse({"MaLoi": KNOWN, "MaLenh": code})
        try:
            lines = read_order(file)
        except BadOrderError as fault:
            return JSONResponse({"MaLoi": MALFORMED, "MoTaLoi": str(fault)})
        self._orders[code] = Order(code, self.clock.today().isoformat(), [decided(line) for line in lines])
        return JSONResponse({"MaLoi": TAKEN, "MaLenh": code})

    async def tell(self, request: Request) -> Response:
        code = (await read_object(request)).get("MaLenh")
        if not isinstance(code, str) or not code:
            return JSONResponse({"MaLoi": MALFORMED, "MoTaLoi": "Thiếu MaLenh"})
        order = self._orders.get(code)
        if order is None:
            return JSONResponse({"MaLoi": UNKNOWN, "MoTaLoi": "Không có lệnh này"})
        file = "" if self._holds else answer(order.code, order.day, order.lines)
        return JSONResponse({"MaLoi": TAKEN, "MaLenh": order.code, "TepTraLoi": file})

    async def statement(self, request: Request) -> Response:
        day = (await read_object(request)).get("Ngay")
        if not is_moment(day, "%Y-%m-%d"):
            return JSONResponse({"MaLoi": MALFORMED, "MoTaLoi": "Ngay phải viết yyyy-MM-dd"})
        return JSONResponse(
            {"MaLoi": TAKEN, "Ngay": day, "GhiCo": self._credits(str(day)), "ChiHoan": self._paid(str(day))}
        )

    async def show(self, _request: Request) -> Response:
        orders = [{"MaLenh": order.code, "Ngay": order.day, "HoanTra": order.lines} for order in self._orders.values()]
        return JSONResponse({"orders": orders, "holds": self._holds})

    async def steer(self, request: Request) -> Response:
        """`cash` brings cash in, `wrong` plants a difference (each with `TaiKhoan`, `Ngay`, `SoTien`); `holds` keeps answers back."""
        sent = await read_object(request)
        for name, where in (("cash", self._cash), ("wrong", self._wrong)):
            if name in sent:
                where[_place(sent[name])] += int(sent[name]["SoTien"])
        self._holds = bool(sent.get("holds", self._holds))
        return await self.show(request)

    def _credits(self, day: str) -> list[dict[str, Any]]:
        sums = {source: Counter(passed_on(day)) for source, passed_on in self.takings.items()}
        for (account, of), amount in self._wrong.items():
            if of == day:
                sums["NENTANG"][account] += amount
        sums["TIENMAT"] = Counter({account: amount for (account, of), amount in self._cash.items() if of == day})
        return [
            {"TaiKhoan": account, "Nguon": source, "NgayThu": day, "SoTien": amount}
            for source, of_source in sums.items()
            for account, amount in sorted(of_source.items())
            if amount
        ]

    def _paid(self, day: str) -> list[dict[str, Any]]:
        """What was paid back on a day; what is held back is not out yet."""
        if self._holds:
            return []
        return [
            {"MaHoan": line["MaHoan"], "SoTien": line["SoTien"], "NgayChi": day}
            for order in self._orders.values()
            for line in order.lines
            if order.day == day and line["KetQua"] == "CHI"
        ]


def _place(told: object) -> tuple[str, str]:
    if (
        not isinstance(told, dict)
        or not isinstance(told.get("SoTien"), int)
        or not is_moment(told.get("Ngay"), "%Y-%m-%d")
    ):
        raise BadInputError("Cần `TaiKhoan`, `Ngay` (yyyy-MM-dd) và `SoTien` (số nguyên).")
    return str(told.get("TaiKhoan", "")), str(told["Ngay"])
