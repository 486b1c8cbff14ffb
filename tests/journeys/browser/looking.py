"""Looking pages over, one after another, on a small screen, in either language."""

from collections.abc import Callable, Iterable

from tests.journeys.window import NARROW, Window

Open = Callable[..., Window]
SIGN_IN = {"vi": "Đăng nhập", "en": "Sign in"}


def at_desk_of(window: Open, username: str, language: str) -> Window:
    """The window of an officer, signed in."""
    one = window(width=NARROW)
    address = f"/can-bo/dang-nhap?tai-khoan={username}"
    one.open(address)
    if language == "en":
        one.press("English")
        one.open(address)
    one.press(SIGN_IN[language])
    return one


def window_of(window: Open, language: str) -> Window:
    """A stranger's, in a language."""
    one = window(width=NARROW)
    one.open("/")
    if language == "en":
        one.press("English")
    return one


def look(window: Window, language: str, paths: Iterable[str]) -> None:
    """Each page is shown, in the language; what it has to complain of the window keeps."""
    for path in paths:
        window.look_at(path)
        assert window.page.locator("html").get_attribute("lang") == language, path
        assert window.page.url.endswith(path), "led elsewhere"
