"""A browser without a screen: it opens pages, fills in their forms, waits where a page says to wait, and counts.

It knows of a page only what the page says: a form is found by its button's words or by its address, a field by its name.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html

PATIENCE = 90.0  # seconds that a person waits for a page that says that it waits
AGAIN = 0.3  # seconds between two looks
REDIRECTS = 20
TYPED = frozenset({"text", "email", "tel", "number", "date", "search", "textarea", "password"})

Files = Mapping[str, tuple[str, bytes, str]]


class UnableToGoOn(Exception):
    """The page does not offer what the person came for; the message says which page, and what it said."""


@dataclass
class Page:
    """A page as it stands in the window."""

    url: str
    status: int
    body: html.HtmlElement

    @property
    def path(self) -> str:
        """The page's address without host and query."""
        return urlsplit(self.url).path

    @property
    def text(self) -> str:
        """Everything that the page says."""
        return " ".join(self.body.text_content().split())

    @property
    def title(self) -> str:
        """The page's first heading."""
        found = self.body.xpath("//h1")
        return " ".join(found[0].text_content().split()) if found else ""

    def link(self, words: str) -> str:
        """The address of the first link with these words; ``UnableToGoOn`` where there is none."""
        for anchor in self.body.xpath("//a[@href]"):
            if words in " ".join(anchor.text_content().split()):
                return urljoin(self.url, str(anchor.get("href")))
        raise UnableToGoOn(f"{self.path}: no link “{words}” · {self.text[:300]}")

    def has_link(self, words: str) -> bool:
        """Whether the page has such a link."""
        return any(words in " ".join(anchor.text_content().split()) for anchor in self.body.xpath("//a[@href]"))

    def form(self, button: str = "", *, action: str = "") -> html.FormElement:
        """The form with a button of these words, or the one that is sent to an address that ends like ``action``."""
        for form in self.body.forms:
            if action and (form.get("action") or self.path).rstrip("/").endswith(action.rstrip("/")):
                return form
            if button and any(button in _words(one) for one in form.xpath(".//button|.//input[@type='submit']")):
                return form
        raise UnableToGoOn(f"{self.path}: no form “{button or action}” · {self.text[:600]}")

    def has_form(self, button: str = "", *, action: str = "") -> bool:
        """Whether the page offers such a form."""
        try:
            self.form(button, action=action)
        except UnableToGoOn:
            return False
        return True

    @property
    def refresh(self) -> float | None:
        """After how many seconds the page wants to be looked at again, or none."""
        found = self.body.xpath("//meta[translate(@http-equiv,'REFSH','refsh')='refresh']/@content")
        return float(str(found[0]).partition(";")[0]) if found else None


def _words(button: html.HtmlElement) -> str:
    return " ".join((button.text_content() or button.get("value") or "").split())


@dataclass
class Browser:
    """A person's browser: cookies of its own, the page in its window, and a count of pages and of fields typed in."""

    base: str
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60, trust_env=False))
    pages: int = 0
    typed: int = 0
    page: Page = field(init=False)

    def open(self, address: str) -> Page:
        """Open an address, as by a link or a bookmark."""
        return self._show(self.client.get(urljoin(self.base, address)))

    def send(
        self, button: str = "", *, action: str = "", fill: Mapping[str, str] | None = None, files: Files | None = None
    ) -> Page:
        """Fill in the form with this button (or address) and send it; what is not filled in goes as the page prefilled it."""
        form = self.page.form(button, action=action)
        values = [(name, value) for name, value in form.form_values() if not (fill and name in fill)]
        for name, value in (fill or {}).items():
            self.typed += _is_typed(form, name)
            values.append((name, value))
        values += [(one.get("name"), one.get("value", "")) for one in _pressed(form, button)]
        target = urljoin(self.page.url, form.get("action") or self.page.url)
        if form.method.upper() == "GET":
            return self._show(self.client.get(target, params=values))
        data: dict[str, list[str]] = {}
        for name, value in values:
            data.setdefault(name, []).append(value)
        headers = {"Referer": self.page.url, "Origin": "/".join(self.page.url.split("/")[:3])}
        return self._show(self.client.post(target, data=data, files=files, headers=headers))

    def look_at(self, address: str) -> Page:
        """Look at an address without counting it as a page that the person had to go through."""
        seen = self.pages
        self.open(address)
        self.pages = seen
        return self.page

    def wait_until(self, words: str = "", *, form: str = "") -> Page:
        """Look at the page again, as it asks to, until it says ``words`` or offers the form with the button ``form``."""
        give_up = time.monotonic() + PATIENCE
        while not ((words and words in self.page.text) or (form and self.page.has_form(form))):
            if self.page.refresh is None or time.monotonic() > give_up:
                raise UnableToGoOn(f"{self.page.path}: waited for “{words or form}” · {self.page.text[:600]}")
            self._again(self.page.refresh)
        return self.page

    def wait_while_it_waits(self) -> Page:
        """Look at the page again for as long as it asks to."""
        give_up = time.monotonic() + PATIENCE
        while self.page.refresh is not None and time.monotonic() < give_up:
            self._again(self.page.refresh)
        return self.page

    def look_again_until(self, address: str, words: str) -> Page:
        """Come back to a page now and then until it says ``words``."""
        give_up = time.monotonic() + PATIENCE
        while words not in self.look_at(address).text:
            if time.monotonic() > give_up:
                raise UnableToGoOn(f"{self.page.path}: waited for “{words}” · {self.page.text[:600]}")
            time.sleep(AGAIN)
        return self.page

    def look_again_while(self, address: str, words: str) -> Page:
        """Come back to a page now and then for as long as it says ``words``, or as patience lasts."""
        give_up = time.monotonic() + PATIENCE
        while words in self.look_at(address).text and time.monotonic() < give_up:
            time.sleep(AGAIN)
        return self.page

    def _again(self, pause: float) -> None:
        time.sleep(min(pause, AGAIN))
        self.look_at(self.page.url)

    def _show(self, answer: httpx.Response) -> Page:
        for _ in range(REDIRECTS):
            if not answer.is_redirect:
                break
            answer = self.client.get(urljoin(str(answer.url), answer.headers["location"]))
        body = html.document_fromstring(answer.text.strip() or "<html></html>", base_url=str(answer.url))
        self.page = Page(url=str(answer.url), status=answer.status_code, body=body)
        self.pages += 1
        if answer.is_redirect:
            raise UnableToGoOn(f"{self.page.path}: led on and on, more than {REDIRECTS} times")
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            raise UnableToGoOn(f"{self.page.path}: {answer.status_code} · {self.page.text[:600]}")
        return self.page


def _is_typed(form: html.FormElement, name: str) -> bool:
    found = form.xpath(".//*[@name=$name]", name=name)
    return bool(found) and (found[0].get("type") or ("text" if found[0].tag == "input" else found[0].tag)) in TYPED


def _pressed(form: html.FormElement, button: str) -> list[html.HtmlElement]:
    buttons = form.xpath(".//button[@name]|.//input[@type='submit'][@name]")
    return [one for one in buttons if button and button in _words(one)][:1]
