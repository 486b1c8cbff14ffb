"""Tells each step of the demonstration as it happens, with the time that it took, in Vietnamese or English."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

STEPS = {
    "precheck": ("Kiểm tra trước, không cần đăng nhập", "Pre-check, without signing in"),
    "sign_in": ("Đăng nhập qua Cổng Dịch vụ công Quốc gia", "Sign in through the national portal"),
    "found": ("Cơ sở dữ liệu trả lời: {what}", "The register answers: {what}"),
    "prove": (
        "Dán mã QR của thẻ căn cước để chứng minh số CMND cũ",
        "Paste the card's QR to prove the old CMND number",
    ),
    "start": ("Bắt đầu hồ sơ, các cơ quan được hỏi ngay", "Start the dossier; the agencies are asked at once"),
    "paper": ("Gửi bản chụp giấy khám sức khỏe", "Send a picture of the paper health certificate"),
    "photo": ("Gửi ảnh chân dung", "Send the portrait"),
    "submit": ("Xem lại và nộp hồ sơ", "Check the answers and submit"),
    "pay": ("Nộp lệ phí trên nền tảng thanh toán", "Pay the fee on the payment platform"),
    "receipt": ("Biên nhận {what}", "Receipt {what}"),
    "ask_correction": ("Cán bộ yêu cầu bổ sung, nói rõ lý do", "The clerk asks for a correction and says why"),
    "correct": ("Người dân bổ sung đúng mục được yêu cầu", "The citizen corrects only what was asked"),
    "record": ("Cán bộ ghi nhận giấy khám đã kiểm tra", "The clerk records the paper that was compared"),
    "accept": ("Cán bộ tiếp nhận, hẹn ngày trả", "The clerk accepts; the day of the result is set"),
    "propose": ("Cán bộ thẩm định trình duyệt", "The examiner proposes"),
    "approve": ("Lãnh đạo phê duyệt; giấy phép điện tử có hiệu lực", "The leader approves; the e-licence is valid"),
    "print": ("In thẻ và chuyển cho bưu điện", "Print the card and hand it to the post"),
    "delivered": ("Bưu điện báo đã phát thẻ", "The post reports the card delivered"),
}
LANGUAGES = ("vi", "en")


@dataclass
class Teller:
    """Writes to the console."""

    console: Console
    language: str = "vi"

    def heading(self, text: str) -> None:
        """The beginning of a story."""
        self.console.print(f"\n[bold]{escape(text)}[/bold]")

    @contextmanager
    def step(self, name: str, **told: str) -> Iterator[dict[str, str]]:
        """Tell a step when it is done; what the block puts into the dict is told with it."""
        started = time.monotonic()
        yield told
        text = STEPS[name][LANGUAGES.index(self.language)].format_map(told)
        self.console.print(f"  {time.monotonic() - started:5.1f} s  {escape(text)}", highlight=False)
