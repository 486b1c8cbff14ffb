"""What an act is ordered with. The words are those of the description that other developers read."""

from datetime import date
from typing import Annotated, Any, Literal

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


OFFICER: dict[str, Any] = {"officer": "tiepnhan.h26", "seen": 4}


def _like(**example: Any) -> ConfigDict:
    """What is not named is refused; how an order looks."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [OFFICER | example]})


class Order(Schema):
    """Cán bộ thực hiện (tên đăng nhập) và phiên bản hồ sơ mà cán bộ đã xem."""

    model_config = _like()

    officer: Line
    # The database counts in 32 bits.
    seen: int = Field(
        ge=1, le=2**31 - 1, strict=True, description="`version` khi đọc hồ sơ; 409 nếu hồ sơ đã thay đổi từ đó."
    )


class Reasoned(Order):
    """Kèm lý do."""

    model_config = _like(reason="Cần xem lại ảnh chân dung.")

    reason: Text


class Refusal(Reasoned):
    """Kèm lý do và điều khoản của văn bản pháp luật."""

    model_config = _like(reason="Giấy phép lái xe đã bị thu hồi.", article="TT 12/2017/TT-BGTVT, Điều 37")

    article: Line


class CorrectionOrder(Reasoned):
    """Các mục người nộp phải bổ sung và lý do; chỉ được một lần."""

    model_config = _like(items=["photo"], reason="Ảnh chân dung bị mờ.")

    items: list[Literal["health", "photo", "identity", "delivery"]] = Field(min_length=1)


class AnswerOrder(Order):
    """Văn bản nói gì. Sức khỏe: ghi thêm ngày kết luận, các hạng; số giấy tờ: ghi thêm số CMND/CCCD cũ."""

    model_config = _like(subject="police", good=True, note="Công văn 12/CV-THU ngày 27/9/2021")

    subject: Literal["police", "inspectorate", "health", "identity"]
    good: bool = Field(strict=True, description="true: văn bản cho phép đi tiếp.")
    note: Text = Field(description="Số, ngày của văn bản.")
    concluded: date | None = Field(default=None, description="Ngày kết luận trên giấy khám sức khỏe.")
    classes: Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Z0-9, ]*$")] = ""
    number: Annotated[str, StringConstraints(max_length=12, pattern=r"^[0-9]*$")] = ""


class ProgressOrder(Order):
    """Nội dung đã xử lý, tối đa 250 ký tự; được báo lên Cổng Dịch vụ công."""

    model_config = _like(note="Đã đối chiếu giấy khám sức khỏe, đang xác minh vi phạm")

    note: Annotated[
        str, StringConstraints(min_length=1, max_length=250, pattern=r"^[^\x00-\x1f]*$", strip_whitespace=True)
    ]


class PostponeOrder(Reasoned):
    """Ngày hẹn mới (ngày làm việc sau ngày hẹn cũ) và lý do."""

    model_config = _like(due_on="2021-10-08", reason="Máy in hỏng.")

    due_on: date


class TransferOrder(Reasoned):
    """Mã Sở nhận (Hnn) và lý do."""

    model_config = _like(department="H44", reason="Người dân cư trú ở Nam Định.")

    department: Annotated[str, StringConstraints(pattern=r"^H[0-9]{2}$")]


class PrintOrder(Order):
    """Số phôi: 2 chữ cái và 6 chữ số."""

    model_config = _like(serial="AB123456")

    serial: Line


class ResultOrder(PrintOrder):
    """Số phôi và số giấy phép in trên thẻ."""

    model_config = _like(serial="AB123456", number="010123456789")

    number: Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[0-9A-Z ]*[0-9A-Z][0-9A-Z ]*$")]


class HandOverOrder(Order):
    """Số hiệu bưu gửi, nếu Sở tự có; không có thì GPLX dùng số được cấp."""

    model_config = _like(waybill="EG000000001VN")

    waybill: Annotated[str, StringConstraints(max_length=24, pattern=r"^[0-9A-Za-z ]*$")] = ""


class DeliveryOrder(Order):
    """Người ký nhận tại quầy, và giấy phép cũ đã thu lại, cắt góc hay chưa."""

    model_config = _like(signed_by="Nguyễn Thử Nghiệm", old_licence=True)

    signed_by: Line
    old_licence: bool = Field(default=False, strict=True, description="Đã thu lại giấy phép cũ và cắt góc.")
