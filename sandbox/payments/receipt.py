"""The receipt (biên lai) of a paid order as a PDF."""

import json
from pathlib import Path

import typst

from sandbox.payments.orders import Order

TEMPLATE = Path(__file__).with_name("receipt.typ")


def receipt_pdf(*, order: Order) -> bytes:
    """The amounts and parties as they stood in the receipt block of INIT."""
    receipt = order.asked["ThongTinBienLai"]
    facts = [
        ("Mã tham chiếu", order.reference),
        ("Mã giao dịch", order.bank_number),
        ("Thời gian", order.paid_at),
        ("Mã hồ sơ", receipt["MaHoSo"]),
        ("Đơn vị thu", receipt["TenDonVi"]),
        ("Người nộp", receipt["HoTenNguoiNop"]),
        ("Nội dung", receipt["NoiDungThanhToan"]),
        ("Số tiền", f"{order.paid} VND"),
    ]
    made = typst.compile(TEMPLATE, format="pdf", sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)})
    if not isinstance(made, bytes):
        raise TypeError("A receipt is one PDF.")
    return made
