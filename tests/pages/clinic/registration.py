"""What a clinic says when it registers."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.pages.reading import rows

SAID: dict[str, Any] = {
    "code": "01955",
    "name": "Phòng khám Đa khoa Thử Nghiệm",
    "province": "01",
    "address": "2 phố Thử, phường Thử",
    "place": "21.0285, 105.8542",
    "phone": "0900 000 001",
    "email": "phongkham@example.vn",
    "groups": ["1", "2", "3"],
    "doctor": "Nguyễn Bác Sĩ Thử",
}


def send(browser: Client, **other: Any) -> HttpResponse:
    """Send the form, with other words where they are given."""
    return browser.post("/co-so-kham/dang-ky", SAID | other)


def register(browser: Client, **other: Any) -> str:
    """Register, and read the code that is shown once."""
    assert send(browser, **other).headers["Location"] == "/co-so-kham/dang-ky/xong"
    return rows(browser.get("/co-so-kham/dang-ky/xong"))["Mã kích hoạt"]
