"""The portal's own page to pay on: it asks the agency what there is to pay, and tells the result. The money lies with the platform."""

from collections.abc import Mapping
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.payments.choices import BY_NAME, Choice
from sandbox.payments.orders import Order
from sandbox.payments.platform import PaymentPlatform
from sandbox.wire import BadInputError, read_object

WAIT = 10
ASK, TELL = "/api/payments/dptracuuthanhtoanhs", "/api/payments/dpketquathanhtoanhs"


class PulledPage:
    """`PUT /_sandbox/pull/<code of a dossier>` pays there, as a person would, by one of the platform's choices."""

    def __init__(
        self, *, platform: PaymentPlatform, env: Mapping[str, str], outgoing: httpx.AsyncBaseTransport | None
    ) -> None:
        self.platform, self.outgoing = platform, outgoing
        self.agency = env.get("SANDBOX_GPLX_URL", "http://127.0.0.1:8000")
        self.token = env.get("SANDBOX_PULL_TOKEN", "practice-pull")

    def routes(self) -> list[Route]:
        return [Route("/_sandbox/pull/{code}", self.pay, methods=["PUT"])]

    async def pay(self, request: Request) -> Response:
        """`{"choice": "pay"}`: the bill, and each answer to its result; a result whose callback is lost is not told."""
        code, choice = request.path_params["code"], BY_NAME.get(str((await read_object(request)).get("choice", "pay")))
        if choice is None:
            raise BadInputError(f"Cần `choice` ({', '.join(BY_NAME)}).")
        asked = await self._post(ASK, {"MaHoSo": code})
        bill = asked.get("message")
        if asked.get("error_code") != 1 or not isinstance(bill, dict):
            return JSONResponse({"bill": asked, "results": []})
        order = self._taken(bill, choice)
        results = [
            await self._post(TELL, self._result(order), forged=choice.forged)
            for error in choice.callbacks
            if error == "00"
        ]
        return JSONResponse({"bill": asked, "results": results})

    def _taken(self, bill: dict[str, Any], choice: Choice) -> Order:
        """The same bill is paid once, whatever is chosen afterwards."""
        asked = {"MaThamChieu": bill["MaTraCuuTT"], "ThongTinBienLai": bill}
        amount = sum(int(line["SoTien"]) for line in bill["PhiLePhi"])
        return self.platform.take(asked, amount=amount - choice.short_by if choice.error == "00" else 0, choice=choice)

    def _result(self, order: Order) -> dict[str, Any]:
        bill = order.asked["ThongTinBienLai"]
        return {
            "MaHoSo": bill["MaHoSo"],
            "MaTraCuuTT": order.reference,
            "SoTien": order.paid,
            "MaGiaoDich": order.bank_number,
            "SOBIENLAI": order.bank_number,
            "NGAYBIENLAI": order.paid_at[:8],
        }

    async def _post(self, path: str, body: dict[str, Any], *, forged: bool = False) -> dict[str, Any]:
        bears = {"Authorization": f"Bearer {'forged' if forged else self.token}"}
        try:
            async with httpx.AsyncClient(transport=self.outgoing, timeout=WAIT, trust_env=False) as client:
                said = (await client.post(f"{self.agency}{path}", json=body, headers=bears)).json()
        except (httpx.HTTPError, ValueError) as lost:
            return {"error": type(lost).__name__}
        return said if isinstance(said, dict) else {"error": "no object"}
