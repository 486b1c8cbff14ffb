"""A citizen and an officer at their browsers, as they go through the pages; what they do reads like what they would say."""

import re
from dataclasses import dataclass, field
from typing import Any

from gplx.conf.demo.browser import Browser, Page, UnableToGoOn
from gplx.conf.demo.citizen import picture
from gplx.conf.demo.office import ASKED_AGAIN
from gplx.conf.demo.portrait import portrait
from tests.journeys.stack import Stack

PAY = "Thanh toán"
CODE = re.compile(r"000\.00\.\d+\.H\d+-\d{6}-\d{4}")


def code_on(text: str) -> str:
    """The code of the dossier that a page speaks of."""
    found = CODE.search(text)
    assert found, text
    return found[0]


def department_of(code: str) -> str:
    """The department that a code names (``h26``), as the officers' names have it."""
    return code.split(".")[3].split("-")[0].lower()


def refused(browser: Browser, *told: Any, **named: Any) -> Page:
    """Send a form that the house does not take; what it says instead."""
    try:
        browser.send(*told, **named)
    except UnableToGoOn:
        return browser.page
    raise AssertionError(f"{browser.page.path} took it: {browser.page.text[:300]}")


@dataclass
class Citizen:
    """A person of the sandbox with a browser of their own."""

    stack: Stack
    person: dict[str, Any]
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(self.stack.web)

    @property
    def page(self) -> Page:
        return self.browser.page

    def sign_in(self) -> Page:
        """From the front page through the portal to their own page."""
        self.browser.open("/")
        self.browser.send("Đăng nhập và đổi giấy phép")
        return self.pass_portal()

    def pass_portal(self) -> Page:
        """At the portal: who they are."""
        return self.browser.send("Đăng nhập", fill={"number": self.person["cccd"]})

    def start(self) -> Page:
        """Signed in, and a draft for the licence that the register knows, with everything answered that will be."""
        self.sign_in()
        self.browser.wait_until(form="Đổi giấy phép này")
        self.browser.send("Đổi giấy phép này")
        return self.settled()

    def settled(self) -> Page:
        """The page, once nothing on it is about to be answered."""
        return self.browser.wait_while_it_waits()

    def bring_photo(self) -> Page:
        """A new portrait for the draft, and back to the list."""
        self.bring("anh", files={"file": ("anh.jpg", portrait(), "image/jpeg")})
        return self.browser.open(self.page.link("Quay lại"))

    def bring_paper(self) -> Page:
        """A picture of the paper health certificate for the draft."""
        said = {"way": "health_paper"}
        return self.bring("suc-khoe", fill=said, files={"file": ("giay.jpg", picture("giấy khám"), "image/jpeg")})

    def bring(self, step: str, **sent: Any) -> Page:
        """Do one step of the draft: open its page, fill it in, save."""
        self.browser.open(f"/ho-so/{self.page.path.split('/')[2]}/{step}")
        return self.browser.send("Lưu và tiếp tục", **sent)

    def review(self) -> Page:
        """Everything on one page."""
        return self.browser.open(self.page.link("Xem lại và nộp hồ sơ"))

    def submit(self) -> str:
        """Declare and submit; the code."""
        self.review()
        self.browser.send("Nộp hồ sơ")
        return code_on(self.page.text)

    def file(self) -> str:
        """From the front page to the dossier that only lacks its fee; the code."""
        self.start()
        return self.submit()

    def at_payment(self) -> Page:
        """On the platform's page."""
        self.browser.wait_until("Đến trang thanh toán")
        return self.browser.open(self.page.link("Đến trang thanh toán"))

    def pay(self, choice: str = PAY) -> Page:
        """Pay, or do on the platform's page what ``choice`` says."""
        self.at_payment()
        return self.browser.send(choice)

    def file_and_pay(self) -> str:
        """From the front page to the receipt; the code."""
        code = self.file()
        self.pay()
        self.browser.wait_until("Đã nhận lúc")
        return code

    def look(self, code: str) -> Page:
        """Where the dossier stands."""
        self.browser.open("/cua-toi")
        return self.browser.open(f"/ho-so/{self.dossier_id(code)}/tien-do")

    def dossier_id(self, code: str) -> str:
        """The dossier's address in the house."""
        [(found,)] = self.stack.ask("SELECT id FROM dossiers_dossier WHERE code = %s", code)
        return str(found)


@dataclass
class Officer:
    """An officer of the practice world, signed in with both factors: the clerk, examiner, leader or printer of a department."""

    stack: Stack
    username: str
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(self.stack.web)
        self.browser.open(f"/can-bo/dang-nhap?tai-khoan={self.username}")
        self.browser.send("Đăng nhập")

    @property
    def page(self) -> Page:
        return self.browser.page

    def open(self, code: str) -> Page:
        """The dossier, found by its code."""
        self.browser.open(f"/can-bo?ma={code}")
        return self.browser.look_again_while(self.page.link(code), ASKED_AGAIN)

    def do(self, code: str, act: str, **said: str) -> Page:
        """Open the dossier and act."""
        self.open(code)
        return self.browser.send(action=f"/{act}", fill=said)
