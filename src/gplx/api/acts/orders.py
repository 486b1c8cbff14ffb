"""What an act is ordered with. The words are those of the description that other developers read."""

from typing import Annotated, Literal

from ninja import Header, Schema
from pydantic import ConfigDict, Field, StringConstraints

# The database keeps no NUL.
Line = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]*$", strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]*$", strip_whitespace=True)]

RequestKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="Khóa do phần mềm gọi tự tạo cho riêng lần này. Gửi lại cùng khóa: không làm lại, nhận cùng câu trả lời.",
        min_length=8,
        max_length=60,
        pattern=r"^[0-9A-Za-z_-]+$",
    ),
]


class Order(Schema):
    """Cán bộ thực hiện (tên đăng nhập) và phiên bản hồ sơ mà cán bộ đã xem."""

    model_config = ConfigDict(extra="forbid")

    officer: Line
    seen: int = Field(ge=1, description="`version` khi đọc hồ sơ; 409 nếu hồ sơ đã thay đổi từ đó.")


class Reasoned(Order):
    """Kèm lý do."""

    reason: Text


class Refusal(Reasoned):
    """Kèm lý do và điều khoản của văn bản pháp luật."""

    article: Line


class CorrectionOrder(Reasoned):
    """Các mục người nộp phải bổ sung và lý do; chỉ được một lần."""

    items: list[Literal["health", "photo", "identity", "delivery"]] = Field(min_length=1)


class PrintOrder(Order):
    """Số phôi: 2 chữ cái và 6 chữ số."""

    serial: Line


class DeliveryOrder(Order):
    """Người ký nhận tại quầy, và giấy phép cũ đã thu lại, cắt góc hay chưa."""

    signed_by: Line
    old_licence: bool = Field(default=False, description="Đã thu lại giấy phép cũ và cắt góc.")
