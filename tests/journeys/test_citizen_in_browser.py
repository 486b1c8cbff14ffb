"""A citizen in Chromium, from the front page to the receipt: with scripts and without, on a wide screen and on the smallest."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.people import Citizen
from tests.journeys.window import NARROW, WIDE, Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]

PICTURES = os.environ.get("GPLX_PICTURES")  # the folder for pictures, where they are wanted: docs/images
CLICKS_TO_SERVICE, PAGES_TO_RECEIPT = 3, 7


@pytest.mark.parametrize(
    ("scripts", "width"),
    [
        pytest.param(True, WIDE, id="scripts, wide"),
        pytest.param(True, NARROW, id="scripts, 320 px"),
        pytest.param(False, NARROW, id="no scripts, 320 px"),
    ],
)
def test_all_green_needs_no_typing(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window], *, scripts: bool, width: int
) -> None:
    window = in_window(citizen(), scripts=scripts, width=width)
    window.press("Đổi giấy phép này")
    assert window.clicks <= CLICKS_TO_SERVICE
    if PICTURES and width == WIDE:
        window.wait_for("Đã đủ để nộp")
        window.picture(Path(PICTURES) / "service.png")
    window.press("Xem lại và nộp hồ sơ")
    window.press("Nộp hồ sơ")
    window.press("Đến trang thanh toán")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")
    way = window.pages[window.pages.index("/cua-toi") :]
    assert way[-1].endswith("/bien-nhan")
    assert len(way) <= PAGES_TO_RECEIPT, way
    assert window.typed == 0
