"""What a person may do on the payment page, and what the platform then knows and tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """`callbacks`: the MaLoi of each callback sent, in order; `asks` QUERYs are answered "not known yet".

    `short_by`: đồng that the bank took too few; `forged`: the callbacks carry a hash made without the secret.
    """

    name: str
    label: str
    error: str
    callbacks: tuple[str, ...]
    asks: int = 0
    short_by: int = 0
    forged: bool = False


CHOICES = (
    Choice("pay", "Thanh toán", "00", ("00",)),
    Choice("cancel", "Hủy", "24", ("24",)),
    Choice("fail", "Thất bại", "99", ("99",)),
    Choice("time_out", "Để quá hạn", "11", (), asks=2),
    Choice("pay_silent", "Thanh toán, mất thông báo", "00", ()),
    Choice("pay_late", "Thanh toán, ngân hàng trả lời chậm", "00", (), asks=2),
    Choice("pay_twice", "Thanh toán, thông báo hai lần", "00", ("00", "00")),
    Choice("pay_after_fail", "Thất bại rồi thanh toán, thông báo ngược thứ tự", "00", ("00", "99")),
    Choice("fail_then_pay", "Báo thất bại, rồi báo thành công", "00", ("99", "00")),
    Choice("forged", "Không trả tiền, thông báo giả mạo", "99", ("00",), forged=True),
    Choice("wrong_amount", "Thanh toán sai số tiền", "00", ("00",), short_by=1000),
)
BY_NAME = {choice.name: choice for choice in CHOICES}
