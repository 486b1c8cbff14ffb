"""What every gateway of payments is asked: the portal's platform (*PaymentPlatform* 1.0.6), and others beside it."""

from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

from gplx.registers.payments.statement import FetchStatement, Statement


class ReceiptFee(Struct, frozen=True):
    """One fee on the receipt, in đồng."""

    kind: str
    code: str
    name: str
    amount: int


class Receipt(Struct, frozen=True, kw_only=True):
    """What the platform prints on the receipt (*biên lai*) and where it sends the money.

    The sum of ``fees`` is the amount to pay.
    """

    service_code: str
    service_name: str
    procedure_code: str
    procedure_name: str
    agency_code: str
    agency_name: str
    dossier: str
    account: str
    account_bank: str
    account_name: str
    payer_name: str
    payer_number: str
    payer_address: str
    payer_district: str
    payer_province: str
    what_for: str
    fees: tuple[ReceiptFee, ...]


class InitiatePayment(Struct, frozen=True):
    """Open a payment.

    ``reference``: ours, unique, letters and digits; the same each time that the same payment is opened, and so is
    ``asked_at``, the moment when the house wanted the payment.
    """

    reference: str
    amount: int
    dossier: str
    receipt: Receipt
    asked_at: datetime | None = None


class PaymentPage(Struct, frozen=True):
    """Where the citizen pays, and until when that page takes money (no moment: as long as the gateway likes)."""

    url: str
    until: datetime | None = None


class QueryPayment(Struct, frozen=True):
    """What became of the payment with this reference, which the house wanted at ``asked_at``?"""

    reference: str
    asked_at: datetime | None = None


class PaymentState(Struct, frozen=True):
    """What the platform knows. *pending* means that it does not know yet: ask again. ``amount`` is in đồng."""

    state: Literal["paid", "pending", "failed"]
    reference: str
    amount: int | None
    currency: str
    transaction: str
    bank: str
    at: datetime | None


class FetchBill(Struct, frozen=True):
    """Ask for the receipt of a paid payment."""

    reference: str


class Bill(Struct, frozen=True):
    """The receipt as PDF."""

    pdf: bytes


class Gateway(Protocol):
    """What GPLX asks of any gateway."""

    def initiate(self, ask: InitiatePayment) -> PaymentPage:
        """Open a payment."""
        ...

    def query(self, ask: QueryPayment) -> PaymentState:
        """What became of it."""
        ...

    def statement(self, ask: FetchStatement) -> Statement:
        """Its statement of a day."""
        ...


class PaymentPlatform(Gateway, Protocol):
    """The portal's platform also gives its own receipt."""

    def bill(self, ask: FetchBill) -> Bill:
        """Its receipt."""
        ...
