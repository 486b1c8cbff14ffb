"""Platform and treasury behind their ports, as exchanges reach them; whoever asks may be killed once they have done it."""

from typing import Any

from gplx.ground.clock import now
from gplx.registers.directory import Operation
from gplx.registers.errors import AlreadyDone
from gplx.registers.payments import port
from gplx.registers.payments.statement import FetchStatement, Statement
from gplx.registers.treasury import port as treasury
from tests.fees.killing import KNIFE
from tests.fees.world import Platform


class Outside:
    """What each of them was asked, and says; orders are taken once."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.orders: dict[str, str] = {}

    def initiate(self, ask: port.InitiatePayment) -> port.PaymentPage:
        KNIFE.comes_to_a_boundary()
        return port.PaymentPage(url=f"https://pay.example.vn/{ask.reference}")

    def query(self, ask: port.QueryPayment) -> port.PaymentState:
        """What it holds for a reference; what it does not know is pending."""
        held = next((one for one in self.platform.held if one.reference == ask.reference), None)
        KNIFE.comes_to_a_boundary()
        known = (
            {"amount": held.amount, "transaction": held.transaction} if held else {"amount": None, "transaction": ""}
        )
        state: Any = "paid" if held else "pending"
        return port.PaymentState(state=state, reference=ask.reference, currency="VND", bank="", at=now(), **known)

    def bill(self, _ask: port.FetchBill) -> port.Bill:
        KNIFE.comes_to_a_boundary()
        return port.Bill(pdf=b"%PDF-1.7\n%%EOF")

    def statement(self, ask: FetchStatement) -> Statement:
        KNIFE.comes_to_a_boundary()
        return Statement(day=ask.day, rows=self.platform.rows(ask.day))

    def order(self, ask: treasury.SendOrder) -> treasury.SentOrder:
        """Taken for good, also where who sent it never hears of that; the same one again is known."""
        sent, known = treasury.SentOrder(code=ask.code), ask.code in self.orders
        assert self.orders.setdefault(ask.code, ask.file) == ask.file
        KNIFE.comes_to_a_boundary()
        if known:
            raise AlreadyDone("treasury has this order already", answer=sent)
        return sent

    def operations(self) -> dict[str, dict[str, Operation[Any, Any]]]:
        """As ``conf.wiring`` provides them."""
        return {
            "payments": {
                "initiate": Operation(ask=port.InitiatePayment, answer=port.PaymentPage, perform=self.initiate),
                "query": Operation(ask=port.QueryPayment, answer=port.PaymentState, perform=self.query),
                "bill": Operation(ask=port.FetchBill, answer=port.Bill, perform=self.bill),
                "statement": Operation(ask=FetchStatement, answer=Statement, perform=self.statement),
            },
            "treasury": {"order": Operation(ask=treasury.SendOrder, answer=treasury.SentOrder, perform=self.order)},
        }
