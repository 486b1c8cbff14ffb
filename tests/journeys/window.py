"""A browser window with a person before it: it counts clicks, pages and typing, and looks every page over as it comes."""

import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ConsoleMessage, Error, Frame, Locator, Page

AXE = Path(__file__).resolve().parents[2] / "vendor/axe-core/axe.min.js"
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    broken => [broken.id, broken.help, ...broken.nodes.map(node => node.html)].join(" · "))"""
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
PATIENCE = 30_000  # milliseconds that a click waits for its button to appear
WIDE, NARROW = 1280, 320
COLOURS = 64


@dataclass
class Window:
    """A window of its own cookies. With ``scripts`` off it is a browser that knows no JavaScript."""

    chromium: Chromium
    base: str
    scripts: bool = True
    width: int = WIDE
    clicks: int = 0
    typed: int = 0
    pages: list[str] = field(default_factory=list)  # the pages of GPLX, in order
    complaints: list[str] = field(default_factory=list)
    looked_over: set[str] = field(default_factory=set)  # the headings of pages that need no second look
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        context = self.chromium.new_context(
            java_script_enabled=self.scripts, viewport={"width": self.width, "height": 900}, locale="vi-VN"
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(path=AXE)
        self.page = context.new_page()
        self.page.on("framenavigated", self._note)
        self.page.on("console", self._hear)

    def close(self) -> None:
        """Close it; nothing that it complained of is forgotten."""
        self.page.context.close()

    def open(self, path: str) -> None:
        """Type an address, or follow a bookmark."""
        self._go(path)
        self.look_over()

    def look_at(self, path: str) -> None:
        """Open an address whose page is to be looked over whatever its heading, and may be an error's."""
        self._go(path)
        self.looked_over.discard(self.page.locator("h1").first.inner_text())
        self.look_over()

    def _go(self, path: str) -> None:
        try:
            self.page.goto(self.base + path)
        except Error as broken:
            if "ERR_ABORTED" not in str(broken):
                raise
            # The page before was just looking again by itself, which a person who types an address would not notice.
            self.page.goto(self.base + path)

    def picture(self, path: Path) -> None:
        """Take a picture of what is in the window, small enough to be kept."""
        with Image.open(io.BytesIO(self.page.screenshot())) as taken:
            taken.quantize(COLOURS).save(path, optimize=True)

    def press(self, name: str) -> None:
        """Press a button, or follow a link."""
        self.clicks += 1
        self._button(name).first.click()
        self.look_over()

    def offers(self, name: str) -> bool:
        """Whether there is such a button or link to be seen."""
        return self._button(name).count() > 0

    def unfold(self, name: str) -> None:
        """Open what stands folded under these words."""
        self.clicks += 1
        self.page.locator("summary").get_by_text(name, exact=True).click()
        self.looked_over.discard(self.page.locator("h1").first.inner_text())
        self.look_over()

    def choose(self, name: str) -> None:
        """Choose one of several."""
        self._field(name).check()

    def type(self, label: str, text: str) -> None:
        """Type into a field."""
        self.typed += self._is_ours(self.page.url)
        self._field(label).fill(text)

    def bring(self, label: str, *, name: str, kind: str, data: bytes) -> None:
        """Choose a file."""
        self._field(label).set_input_files({"name": name, "mimeType": kind, "buffer": data})

    def wait_for(self, words: str | re.Pattern[str]) -> None:
        """Wait until the page says so."""
        self.page.get_by_text(words).first.wait_for()
        self.look_over()

    def shows(self, name: str) -> bool:
        """Whether the picture of this name is there and could be drawn."""
        picture = self.page.get_by_role("img", name=name, exact=True)
        picture.scroll_into_view_if_needed()
        return bool(picture.evaluate("async image => { await image.decode(); return image.naturalWidth > 0 }"))

    def says(self, words: str) -> bool:
        """Whether the page says so now."""
        return words in self.page.locator("body").inner_text()

    def look_over(self) -> None:
        """Complain of whatever axe finds, and of a page that must be scrolled sideways; the portal's pages are not ours."""
        self.page.wait_for_load_state()
        heading = self.page.locator("h1").first.inner_text()
        if heading in self.looked_over or not self._is_ours(self.page.url):
            return
        self.looked_over.add(heading)
        if self.page.evaluate(TOO_WIDE):
            self.complaints.append(f"{heading}: wider than {self.width} px")
        if self.scripts:
            found: list[Any] = self.page.evaluate(RUN_AXE)
            self.complaints += [f"{heading}: {one}" for one in found]

    def _button(self, name: str) -> Locator:
        button, link = (self.page.get_by_role(role, name=name, exact=True) for role in ("button", "link"))
        return button.or_(link)

    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True).filter(visible=True)

    def _is_ours(self, url: str) -> bool:
        return urlsplit(url).netloc == urlsplit(self.base).netloc

    def _note(self, frame: Frame) -> None:
        path = urlsplit(frame.url).path
        if frame == self.page.main_frame and self._is_ours(frame.url) and self.pages[-1:] != [path]:
            self.pages.append(path)

    def _hear(self, message: ConsoleMessage) -> None:
        failed_to_load = message.text.startswith("Failed to load resource")  # a page that is rightly an error
        if (
            message.type in ("error", "warning")
            and not failed_to_load
            and message.page
            and self._is_ours(message.page.url)
        ):
            self.complaints.append(f"console at {self.page.url}: {message.text}")
