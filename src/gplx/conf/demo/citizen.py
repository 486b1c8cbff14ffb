"""What a citizen does: from the first question to the receipt, and the correction that was asked for."""

import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageDraw

from gplx.conf.demo.browser import Browser, UnableToGoOn
from gplx.conf.demo.portrait import portrait
from gplx.conf.demo.teller import Teller

EXCHANGE = "Đổi giấy phép này"


def picture(words: str, *, size: tuple[int, int] = (600, 800)) -> bytes:
    """A made-up scan as JPEG."""
    image = Image.new("RGB", size, "#DDE7F2")
    draw = ImageDraw.Draw(image)
    draw.ellipse((200, 150, 400, 400), fill="#B98A66")
    draw.text((40, 700), words, fill="#1F2933")
    drawn = io.BytesIO()
    image.save(drawn, "JPEG")
    return drawn.getvalue()


@dataclass
class Citizen:
    """A person of the practice world (as its register of people describes them) with a browser."""

    person: dict[str, Any]
    browser: Browser
    teller: Teller
    dossier: str = field(default="", init=False)
    code: str = field(default="", init=False)

    def arrive(self) -> None:
        """Ask first whether it can be done, then sign in; the count of pages begins with the sign-in."""
        browser, person = self.browser, self.person
        with self.teller.step("precheck"):
            browser.open("/")
            browser.open("/kiem-tra")
        with self.teller.step("sign_in"):
            browser.open("/cua-toi")
            browser.send("Đăng nhập qua Cổng")
            browser.pages = 0
            browser.send("Đăng nhập", fill={"number": person["cccd"]})
            browser.typed = 0  # the portal's own page, played by the sandbox, asks who it is
        with self.teller.step("found") as told:
            browser.wait_until("Tìm lại giấy phép")
            told["what"] = EXCHANGE if browser.page.has_form(EXCHANGE) else "–"

    def prove_old_number(self) -> None:
        """Paste the text of the chip card's QR, which carries the old number."""
        with self.teller.step("prove"):
            self.browser.open(self.browser.page.link("Chứng minh số giấy tờ cũ"))
            self.browser.send("Tìm giấy phép", fill={"code": self.person["qr"]})
            self.browser.wait_until(form=EXCHANGE)

    def prepare(self) -> None:
        """Start the dossier and do what the task list says is left: the paper exam and the photo, where they are missing."""
        browser = self.browser
        with self.teller.step("start"):
            browser.send(EXCHANGE)
            browser.wait_while_it_waits()
            self.dossier = browser.page.path.split("/")[2]
        if not browser.page.has_link("Xem lại và nộp"):
            self._bring_what_is_missing()

    def _bring_what_is_missing(self) -> None:
        if "Chưa tìm thấy giấy khám sức khỏe" in self.browser.page.text:
            with self.teller.step("paper"):
                self.bring_health_paper("Giấy khám sức khỏe, bản chụp mờ")
        if "Chưa có ảnh chân dung" in self.browser.page.text:
            with self.teller.step("photo"):
                self.browser.open(f"/ho-so/{self.dossier}/anh")
                self.browser.send("Lưu và tiếp tục", files={"file": ("anh.jpg", portrait(), "image/jpeg")})
                self.browser.open(self.browser.page.link("Dùng ảnh này"))

    def bring_health_paper(self, words: str) -> None:
        """Upload a picture of the paper certificate."""
        self.browser.open(f"/ho-so/{self.dossier}/suc-khoe")
        paper = {"file": ("giay-kham.jpg", picture(words), "image/jpeg")}
        self.browser.send("Lưu và tiếp tục", fill={"way": "health_paper"}, files=paper)

    def submit(self) -> None:
        """Check the answers and submit."""
        browser = self.browser
        with self.teller.step("submit"):
            if not browser.page.has_form("Nộp hồ sơ"):
                browser.open(browser.page.link("Xem lại và nộp"))
            browser.send("Nộp hồ sơ")

    def pay(self) -> None:
        """Go to the platform's page, pay there, and come back to the receipt."""
        browser = self.browser
        with self.teller.step("pay"):
            if not browser.page.path.endswith("/nop-phi"):
                browser.open(f"/ho-so/{self.dossier}/nop-phi")
            browser.wait_until("Đến trang thanh toán")
            browser.open(browser.page.link("Đến trang thanh toán"))
            browser.send(action=browser.page.path, fill={"choice": "pay"})
            browser.wait_until("Biên nhận")
        with self.teller.step("receipt") as told:
            self.code = told["what"] = self.read_code()

    def read_code(self) -> str:
        """The dossier code on the page."""
        found = self.browser.page.body.xpath("//*[contains(@class,'gplx-code')]")
        if not found:
            raise UnableToGoOn(f"{self.browser.page.path}: no dossier code · {self.browser.page.text[:300]}")
        return " ".join(found[0].text_content().split())

    def correct(self) -> None:
        """Bring the paper again, better, and send the dossier back."""
        with self.teller.step("correct"):
            self.bring_health_paper("Giấy khám sức khỏe, bản chụp rõ")
            self.browser.open(f"/ho-so/{self.dossier}/bo-sung")
            self.browser.send("Gửi lại hồ sơ")

    def wait_for_the_card(self) -> None:
        """Follow the dossier until the card is there."""
        with self.teller.step("delivered"):
            self.browser.look_again_until(f"/ho-so/{self.dossier}/tien-do", "Đã trả kết quả")
