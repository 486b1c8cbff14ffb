"""People who do not give up: a page that does not come is loaded again, a form that broke off is sent again as it was."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import httpx

from gplx.conf.demo.browser import Browser, UnableToGoOn
from gplx.conf.demo.citizen import Citizen
from gplx.conf.demo.office import CLERK, EXAMINER, LEADER, PRINTER, Office, next_blank

PAUSE = 0.5  # seconds until somebody tries again
LIMIT = 600.0  # seconds until they give up after all
PAID = "Đã nhận lúc"  # what a receipt says of its fee
# The acts in their order, the desk of each, and the word by which the dossier's history shows that it was done.
GRANTING = (
    (CLERK, "accept", "Tiếp nhận"),
    (EXAMINER, "propose", "Trình duyệt"),
    (LEADER, "approve", "Phê duyệt"),
    (PRINTER, "print_card", "In thẻ"),
    (PRINTER, "hand_over", "Chuyển trả thẻ"),
)
_TITLES = (
    "//*[contains(concat(' ', @class, ' '), ' gplx-timeline__step--done ')]//*[@class='gplx-timeline__title']/text()"
)


class Again(httpx.BaseTransport):
    """Sends a request again, as it was, while nothing or only an error of the server comes back."""

    def __init__(self) -> None:
        self._wire = httpx.HTTPTransport()
        self.repeats = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The first answer that is one; after ``LIMIT`` the error itself."""
        give_up = time.monotonic() + LIMIT
        while True:
            last = time.monotonic() > give_up
            try:
                response = self._wire.handle_request(request)
                response.read()  # an answer that breaks off in the middle is none
            except httpx.TransportError:
                if last:
                    raise
            else:
                if not response.is_server_error or last:
                    return response
                response.close()
            self.repeats += 1
            time.sleep(PAUSE)

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()


def patient_browser(web: str) -> Browser:
    """A browser whose owner presses *reload* where a page does not come."""
    return Browser(web, client=httpx.Client(timeout=60, trust_env=False, transport=Again()))


def persist(do: Callable[[], Any]) -> None:
    """Do something until it succeeds; a page that leads elsewhere than expected is looked at anew.

    Whoever has waited for ``LIMIT`` looks one last time: what they waited for may have come meanwhile.
    """
    give_up = time.monotonic() + LIMIT
    while True:
        last = time.monotonic() > give_up
        try:
            do()
        except (UnableToGoOn, httpx.HTTPError):
            if last:
                raise
            time.sleep(PAUSE)
        else:
            return


class PatientCitizen(Citizen):
    """A citizen who finds their place again by what the pages say, whatever broke off before."""

    def go(self) -> None:
        """From sign-in to the fee; each step is repeated until it is done."""
        persist(self._begin)
        persist(self._file)
        persist(self._settle_the_fee)

    def _begin(self) -> None:
        self.browser = patient_browser(self.browser.base)
        self.arrive()
        self.prepare()

    def _file(self) -> None:
        self.browser.open(f"/ho-so/{self.dossier}")
        if self.browser.page.path.rstrip("/").endswith(self.dossier):
            self.browser.wait_while_it_waits()
            self.submit()

    def _settle_the_fee(self) -> None:
        self.browser.open(f"/ho-so/{self.dossier}/nop-phi")
        if not self.browser.page.path.endswith("/bien-nhan"):
            self.pay()
        elif PAID in self.browser.page.text:
            self.code = self.read_code()  # the word that it was paid came while they looked elsewhere
        else:
            raise UnableToGoOn(f"{self.browser.page.path}: the fee is not asked for yet")


class PatientOffice(Office):
    """Officers who look at the dossier before each act: what is done already is not done again."""

    def desk(self, name: str) -> Browser:
        """The browser of the officer at a desk; signing in is tried until it succeeds."""
        if name not in self.desks:
            persist(lambda: self._sit_down(name))
        return self.desks[name]

    def grant(self, dossier: str) -> None:
        """Accept, propose, approve, print, hand over, each by its own officer and each once."""
        for desk, act, done in GRANTING:
            persist(partial(self._do_once, desk, dossier, act, done))

    def _sit_down(self, name: str) -> None:
        browser = patient_browser(self.web)
        browser.open(f"/can-bo/dang-nhap?tai-khoan={name}.{self.department.lower()}")
        browser.send("Đăng nhập", action="/can-bo/dang-nhap")
        self.desks[name] = browser

    def _do_once(self, desk: str, dossier: str, act: str, done: str) -> None:
        browser = self.desk(desk)
        browser.open(f"/can-bo/ho-so/{dossier}")
        if browser.page.has_form(action=f"/{act}"):
            browser.send(action=f"/{act}", fill={"serial": next_blank()} if act == "print_card" else {})
        elif done not in [str(title).strip() for title in browser.page.body.xpath(_TITLES)]:
            raise UnableToGoOn(f"{browser.page.path}: {act} is not offered yet")
