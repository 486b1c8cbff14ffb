"""The camera in the page: a portrait taken, a card's code read; where there is no camera, or none is allowed, the field serves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright

from tests.journeys.camera import films
from tests.journeys.conftest import CHROMIUM, FLAGS, MISSING
from tests.journeys.people import Citizen
from tests.journeys.window import NARROW, WIDE, Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]

FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
DECODER = "/static/vendor/jsqr/jsQR.js"
SCAN = "Quét mã QR bằng máy ảnh"
PROVE = "Chứng minh số giấy tờ cũ bằng mã QR trên thẻ căn cước"
# A browser that reads codes itself, as those of phones do; Chromium on Linux has none.
READS_ITSELF = """window.BarcodeDetector = class {
    static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
    detect(canvas) { return Promise.resolve(canvas.width ? [{ rawValue: "read by the browser itself" }] : []); }
}"""
HAS_NO_CAMERA = "delete Navigator.prototype.mediaDevices"
REFUSES = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
OPEN_TRACKS = """() => { const video = document.querySelector("[data-camera-video]");
    return video.srcObject ? video.srcObject.getTracks().filter(track => track.readyState === "live").length : 0; }"""


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """The film that the camera shows; it is opened when the camera is."""
    return tmp_path / "camera.y4m"


@pytest.fixture
def chromium(seen: Path) -> Iterator[Chromium]:
    """A browser with a film in place of a camera."""
    if CHROMIUM is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        flags = [*FLAGS, *FAKE, f"--use-file-for-fake-video-capture={seen}"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


def look_again(window: Window) -> None:
    """Have axe look at what a script has changed."""
    window.looked_over.clear()
    window.look_over()


def test_a_portrait_is_taken_in_the_page_again_and_sent(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window], seen: Path
) -> None:
    films.film(seen, films.person())
    window = in_window(citizen("no_exam"), width=NARROW)
    window.press("Đổi giấy phép này")
    window.press("Ảnh chân dung")
    window.press("Chụp ngay bằng máy ảnh")
    window.wait_for("Máy ảnh đã mở.")
    look_again(window)
    window.press("Chụp")
    window.wait_for("Đã chụp. Bấm Lưu và tiếp tục để gửi ảnh này, hoặc chụp lại.")
    assert window.page.evaluate(OPEN_TRACKS) == 0
    window.press("Chụp lại")
    window.wait_for("Máy ảnh đã mở.")
    assert window.page.evaluate("document.getElementById('id_file').files.length") == 0
    window.press("Chụp")
    window.wait_for("Đã chụp.")
    look_again(window)
    window.press("Lưu và tiếp tục")
    assert window.shows("Ảnh chân dung sẽ in trên giấy phép")
    assert not window.offers("Vẫn dùng ảnh này"), window.page.locator("main").inner_text()
    window.press("Dùng ảnh này")
    assert window.typed == 0


def at_the_proof(citizen: Callable[..., Citizen], in_window: Callable[..., Window], **kind: object) -> Window:
    """A citizen whose licence stands under an old number, before the page where it is proven."""
    window = in_window(citizen("old_cmnd"), **kind)
    window.wait_for("Chưa tìm thấy giấy phép lái xe")
    return window


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_code_of_a_card_is_read_by_the_camera(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window], seen: Path, width: int
) -> None:
    applicant = citizen("old_cmnd")
    films.film(seen, films.code(applicant.person["qr"]))
    window = at_the_proof(lambda _kind: applicant, in_window, width=width)
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url.removeprefix(window.base)))
    window.press(PROVE)
    assert DECODER not in asked, "it is large, and most never need it"
    window.press(SCAN)
    window.wait_for("Đã đọc được mã. Bấm Tìm giấy phép để tiếp tục.")
    reads_itself = window.page.evaluate("'BarcodeDetector' in window")
    assert (DECODER in asked) is not reads_itself
    assert window.page.locator("#id_code").input_value() == applicant.person["qr"]
    assert window.page.evaluate("document.activeElement.id") == "id_code"
    assert window.page.evaluate(OPEN_TRACKS) == 0
    look_again(window)
    window.press("Tìm giấy phép")
    window.wait_for("Đổi giấy phép này")
    assert window.typed == 0


def test_a_browser_that_reads_codes_itself_needs_no_decoder(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window], seen: Path
) -> None:
    films.film(seen, films.person())
    window = at_the_proof(citizen, in_window)
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url.removeprefix(window.base)))
    window.page.add_init_script(READS_ITSELF)
    window.press(PROVE)
    window.press(SCAN)
    window.wait_for("Đã đọc được mã.")
    assert window.page.locator("#id_code").input_value() == "read by the browser itself"
    assert DECODER not in asked


def test_the_camera_is_closed_by_its_button_and_when_the_page_is_left(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window], seen: Path
) -> None:
    films.film(seen, films.person())
    window = at_the_proof(citizen, in_window, width=NARROW)
    window.press(PROVE)
    window.press(SCAN)
    window.wait_for("Máy ảnh đã mở, đang tìm mã QR.")
    assert window.page.evaluate(OPEN_TRACKS) == 1
    look_again(window)
    window.press("Đóng máy ảnh")
    window.wait_for("Đã đóng máy ảnh.")
    assert window.page.evaluate(OPEN_TRACKS) == 0
    window.press(SCAN)
    window.wait_for("Máy ảnh đã mở, đang tìm mã QR.")
    window.page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert window.page.evaluate(OPEN_TRACKS) == 0


def test_a_camera_that_is_refused_leaves_the_field(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window]
) -> None:
    window = at_the_proof(citizen, in_window)
    window.page.add_init_script(REFUSES)
    window.press(PROVE)
    window.press(SCAN)
    window.wait_for("Trình duyệt không được phép dùng máy ảnh.")
    assert window.offers(SCAN)
    assert window.page.locator("#id_code").is_visible()


def test_without_a_camera_the_page_is_as_it_came(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window]
) -> None:
    window = at_the_proof(citizen, in_window)
    window.page.add_init_script(HAS_NO_CAMERA)
    window.press(PROVE)
    assert window.page.evaluate("navigator.mediaDevices === undefined")
    assert not window.offers(SCAN)
    assert window.page.locator("#id_code").is_visible()
