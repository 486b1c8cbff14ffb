"""The pages that anybody may open: nothing for axe to complain of in either language, and a light first view."""

import re
from collections.abc import Callable
from urllib.parse import urldefrag, urljoin

import httpx
import pytest
from lxml import html

from gplx.pages.public.urls import urlpatterns
from tests.journeys.stack import Stack
from tests.journeys.window import NARROW, WIDE, Window

FIRST_VIEW = 60_000  # bytes over the wire
WITH_MAP = 75_000  # the one page with the map of the provinces
CODE = "000.00.99.H26-210927-9999"
POSTED_ONLY = {"ngon-ngu"}
OTHERS = ("/dang-nhap", "/can-bo/dang-nhap", "/khong-co-trang-nay", "/dang-nhap/xong")
IN_CSS = re.compile(r"url\([\"']?([^\"')]+\.woff2)[\"']?\)")


def public_paths() -> list[str]:
    """Every public address, with a code that nobody has where one is wanted; and the doors that a stranger comes to."""
    own = (re.sub("<[^>]+>", CODE, str(one.pattern)) for one in urlpatterns)
    return [*(f"/{path}" for path in own if path not in POSTED_ONLY), *OTHERS]


@pytest.mark.stack
@pytest.mark.browser
@pytest.mark.parametrize(("language", "width"), [("vi", NARROW), ("en", NARROW), ("en", WIDE)])
def test_no_public_page_has_anything_to_complain_of(window: Callable[..., Window], language: str, width: int) -> None:
    one = window(width=width)
    one.open("/")
    if language == "en":
        one.press("English")
    for path in public_paths():
        one.look_at(path)
        assert one.page.locator("html").get_attribute("lang") == language
    one.look_at("/kiem-tra")
    one.press({"vi": "Xem kết quả", "en": "See the answer"}[language])
    assert one.page.locator(".govuk-error-summary").is_visible()


@pytest.mark.stack
@pytest.mark.browser
@pytest.mark.parametrize(
    ("expires", "hold", "answer"),
    [
        ("1/3/2022", "none", "Ông/bà đổi được giấy phép lái xe"),
        ("1/3/2021", "none", "Ông/bà phải sát hạch lại trước"),
        ("1/3/2022", "seized", "Phải giải quyết xong việc đang vướng rồi mới đổi được"),
    ],
)
def test_the_precheck_answers_on_one_page(window: Callable[..., Window], expires: str, hold: str, answer: str) -> None:
    one = window(width=NARROW)
    one.look_at("/kiem-tra")
    one.page.check("input[name=held][value=pet]", force=True)
    one.page.select_option("select[name=licence_class]", "B2")
    for name, said in (("issued", "1/3/2012"), ("expires", expires), ("born", "12/4/1985")):
        one.page.fill(f"input[name={name}]", said)
    one.page.check("input[name=sex][value=male]", force=True)
    one.page.check(f"input[name=hold][value={hold}]", force=True)
    one.press("Xem kết quả")
    assert one.page.locator("h1").inner_text() == answer
    for said in ("Thông tư 12/2017/TT-BGTVT", "135.000 ₫", "5 ngày làm việc", "Giấy khám sức khỏe"):
        assert said in one.page.locator("main").inner_text()


@pytest.mark.stack
@pytest.mark.parametrize(("path", "most"), [("/", FIRST_VIEW), ("/co-so-kham?tinh=01&hang=B2", WITH_MAP)])
def test_the_first_view_is_light(stack: Stack, path: str, most: int) -> None:
    with httpx.Client(headers={"Accept-Encoding": "gzip, br"}, trust_env=False) as client:
        page = client.get(stack.web + path)
        named = html.document_fromstring(page.text).xpath(ASSETS)
        found = {urldefrag(urljoin(stack.web, one)).url for one in named}
        taken = {url: client.get(url) for url in found}
        fonts = {urljoin(url, one) for url, answer in taken.items() for one in IN_CSS.findall(answer.text)}
        taken |= {url: client.get(url) for url in fonts}
    assert {answer.status_code for answer in (page, *taken.values())} == {200}
    assert len([url for url in taken if url.endswith(".woff2")]) == 2
    assert page.num_bytes_downloaded + sum(one.num_bytes_downloaded for one in taken.values()) <= most


# The map's shapes are taken from one file.
ASSETS = "//link[@rel!='preload']/@href | //script/@src | //img/@src | //*[name()='use']/@href"
