"""The browser without a screen: what it finds on a page, where it is led, and how long it waits."""

import re

import httpx
import pytest

from gplx.conf.demo import browser as module
from gplx.conf.demo.browser import Browser, UnableToGoOn
from tests.conf.site import Answer, Site, leads_to

TWO_FORMS = """<h1>Hồ sơ  <span>của tôi</span></h1>
<form action="/ngon-ngu" method="post"><button name="language" value="en">English</button></form>
<form action="/ho-so/1/nop/" method="post"><button>Nộp
  hồ sơ</button></form>
<form method="post"><input type="submit" value="Lưu lại"></form>
<a href="tiep">Xem lại <b>và nộp</b></a> <a href="/khac">Xem lại và nộp lần nữa</a> <a name="noi">Chỗ này</a>"""


def waits(text: str, *, seconds: str = "1") -> str:
    return f'<head><noscript><meta http-equiv="Refresh" content="{seconds}"></noscript></head><p>{text}</p>'


def test_a_page_tells_its_address_title_and_text(site: Site, browser: Browser) -> None:
    site.pages["/ho-so"] = Answer(TWO_FORMS)
    page = browser.open("/ho-so?trang=2")
    assert (page.url, page.path, page.status) == (f"{site.url}/ho-so?trang=2", "/ho-so", 200)
    assert page.title == "Hồ sơ của tôi"
    assert page.text.startswith("Hồ sơ của tôi English Nộp hồ sơ")
    assert page is browser.page


def test_a_page_without_a_heading_has_no_title(site: Site, browser: Browser) -> None:
    site.pages["/"] = Answer("<p>Xin chào</p>")
    assert browser.open("/").title == ""


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_an_empty_page_is_a_page(site: Site, browser: Browser, nothing: str) -> None:
    site.pages["/"] = Answer(nothing)
    assert (browser.open("/").text, browser.page.title, browser.page.refresh) == ("", "", None)


def test_a_link_is_found_by_its_words_and_leads_from_where_it_stands(site: Site, browser: Browser) -> None:
    site.pages["/ho-so/1"] = Answer(TWO_FORMS)
    page = browser.open("/ho-so/1")
    assert page.link("Xem lại và nộp") == f"{site.url}/ho-so/tiep"
    assert page.link("lần nữa") == f"{site.url}/khac"
    assert (page.has_link("và nộp"), page.has_link("Chỗ này"), page.has_link("Rút hồ sơ")) == (True, False, False)


@pytest.mark.parametrize("words", ["Rút hồ sơ", "Chỗ này", "xem lại"])
def test_a_link_that_is_not_there_is_told_with_what_the_page_said(site: Site, browser: Browser, words: str) -> None:
    site.pages["/ho-so"] = Answer(TWO_FORMS)
    page = browser.open("/ho-so")
    with pytest.raises(UnableToGoOn, match=f"^/ho-so: no link “{words}” · Hồ sơ của tôi"):
        page.link(words)


@pytest.mark.parametrize(
    ("button", "action", "found"),
    [
        ("English", "", "/ngon-ngu"),
        ("Nộp hồ sơ", "", "/ho-so/1/nop/"),
        ("Lưu lại", "", None),
        ("", "/nop", "/ho-so/1/nop/"),
        ("", "/nop/", "/ho-so/1/nop/"),
        ("", "/ngon-ngu", "/ngon-ngu"),
        ("", "/trang-nay", None),
    ],
    ids=["name", "words over lines", "value", "end", "end with slash", "whole", "the page's own address"],
)
def test_a_form_is_found_by_its_button_or_its_address(
    site: Site, browser: Browser, button: str, action: str, found: str | None
) -> None:
    site.pages["/trang-nay"] = Answer(TWO_FORMS)
    page = browser.open("/trang-nay")
    assert page.has_form(button, action=action)
    assert page.form(button, action=action).get("action") == found


@pytest.mark.parametrize(("button", "action"), [("Xóa", ""), ("", "/xoa"), ("", "")])
def test_a_form_that_is_not_there_is_told(site: Site, browser: Browser, button: str, action: str) -> None:
    site.pages["/ho-so"] = Answer(TWO_FORMS)
    page = browser.open("/ho-so")
    assert not page.has_form(button, action=action)
    with pytest.raises(UnableToGoOn, match=f"^/ho-so: no form “{button or action}” · Hồ sơ"):
        page.form(button, action=action)


@pytest.mark.parametrize(
    ("status", "leads"),
    [(301, "/dich"), (302, "/dich"), (303, "dich"), (307, "//{host}/dich"), (308, "http://{host}/dich")],
)
def test_it_goes_where_it_is_led_and_counts_one_page(site: Site, browser: Browser, status: int, leads: str) -> None:
    host = site.url.removeprefix("http://")
    site.pages["/tu"] = leads_to(leads.format(host=host), status=status)
    site.pages["/dich"] = Answer("<h1>Đích</h1>")
    assert (browser.open("/tu").path, browser.page.title, browser.pages) == ("/dich", "Đích", 1)


def test_a_posted_form_is_led_on_by_get(site: Site, browser: Browser) -> None:
    site.pages["/"] = Answer('<form method="post" action="/luu"><input name="a" value="1"><button>Lưu</button></form>')
    site.pages["/luu"] = leads_to("/xong", status=303)
    site.pages["/xong"] = Answer("<p>Đã lưu</p>")
    browser.open("/")
    assert browser.send("Lưu").text == "Đã lưu"
    assert [(one.method, one.path) for one in site.sent] == [("GET", "/"), ("POST", "/luu"), ("GET", "/xong")]


def test_one_who_is_led_in_a_circle_is_told(site: Site, browser: Browser) -> None:
    site.pages["/vong"] = leads_to("/tron")
    site.pages["/tron"] = leads_to("/vong")
    with pytest.raises(UnableToGoOn, match=r"^/(vong|tron): led on and on"):
        browser.open("/vong")
    assert len(site.sent) == module.REDIRECTS + 1


def test_as_many_steps_as_are_allowed_are_gone(site: Site, browser: Browser) -> None:
    for n in range(module.REDIRECTS):
        site.pages[f"/{n}"] = leads_to(f"/{n + 1}")
    site.pages[f"/{module.REDIRECTS}"] = Answer("<h1>Đến nơi</h1>")
    assert browser.open("/0").title == "Đến nơi"


def test_cookies_are_the_browsers_own(site: Site, browser: Browser) -> None:
    site.pages["/vao"] = Answer(status=302, headers={"Location": "/trong", "Set-Cookie": "phien=1; Path=/"})
    site.pages["/trong"] = Answer("<p>Trong</p>")
    browser.open("/vao")
    with Browser(site.url).client as stranger:
        stranger.get(f"{site.url}/trong")
    assert [one.headers.get("cookie") for one in site.sent] == [None, "phien=1", None]


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500, 503])
def test_a_page_of_trouble_is_told_with_what_it_said(site: Site, browser: Browser, status: int) -> None:
    site.pages["/loi"] = Answer("<h1>Hệ thống đang gặp sự cố</h1><p>Thử lại sau.</p>", status=status)
    with pytest.raises(UnableToGoOn, match=f"^/loi: {status} · Hệ thống đang gặp sự cốThử lại sau."):
        browser.open("/loi")
    assert (browser.page.status, browser.pages) == (status, 1)


def test_a_long_story_is_cut_short(site: Site, browser: Browser) -> None:
    site.pages["/loi"] = Answer(f"<p>{'dài ' * 1000}</p>", status=500)
    with pytest.raises(UnableToGoOn) as raised:
        browser.open("/loi")
    assert len(str(raised.value)) == len("/loi: 500 · ") + 600


def test_nobody_there_is_trouble_of_the_way_not_of_the_page(browser: Browser, site: Site) -> None:
    site.pages["/"] = Answer("<p>Đây</p>")
    browser.open("/")
    with pytest.raises(httpx.ConnectError):
        browser.open("http://127.0.0.1:9/")
    assert browser.page.text == "Đây"


def test_a_look_is_no_page_that_one_has_to_go_through(site: Site, browser: Browser) -> None:
    site.pages["/a"], site.pages["/b"] = Answer("<p>A</p>"), Answer("<p>B</p>")
    browser.open("/a")
    assert browser.look_at("/b").text == "B"
    assert (browser.pages, browser.page.path) == (1, "/b")


@pytest.mark.parametrize(
    ("content", "seconds"), [("2", 2.0), ("0", 0.0), ("1.5", 1.5), ("3; url=/khac", 3.0), ("3;url=/khac", 3.0)]
)
def test_a_page_says_when_to_look_again(site: Site, browser: Browser, content: str, seconds: float) -> None:
    site.pages["/"] = Answer(waits("Đang tra cứu", seconds=content))
    assert browser.open("/").refresh == seconds


def test_another_meta_is_no_wish_to_be_looked_at_again(site: Site, browser: Browser) -> None:
    site.pages["/"] = Answer('<head><meta charset="utf-8"><meta http-equiv="X-UA" content="5"></head><p>refresh</p>')
    assert browser.open("/").refresh is None


def test_it_waits_for_words(site: Site, browser: Browser) -> None:
    site.shows("/cho", waits("Đang hỏi"), waits("Đang hỏi"), waits("Đã trả lời"), waits("Không xem tới đây"))
    browser.open("/cho")
    assert browser.wait_until("Đã trả lời").text == "Đã trả lời"
    assert (len(site.sent), browser.pages) == (3, 1)


def test_it_waits_for_a_form(site: Site, browser: Browser) -> None:
    site.shows("/cho", waits("Đang hỏi"), "<p>Xong</p><form><button>Đổi giấy phép này</button></form>")
    browser.open("/cho")
    assert browser.wait_until(form="Đổi giấy phép này").has_form("Đổi giấy phép này")


def test_what_is_there_is_not_waited_for(site: Site, browser: Browser) -> None:
    site.shows("/cho", waits("Đã trả lời"))
    browser.open("/cho")
    browser.wait_until("trả lời")
    assert len(site.sent) == 1


def test_a_page_that_does_not_wait_and_does_not_say_it_ends_the_waiting(site: Site, browser: Browser) -> None:
    site.shows("/cho", waits("Đang hỏi"), "<p>Không tìm thấy</p>")
    browser.open("/cho")
    with pytest.raises(UnableToGoOn, match=r"^/cho: waited for “Đã trả lời” · Không tìm thấy$"):
        browser.wait_until("Đã trả lời")
    assert len(site.sent) == 2


@pytest.mark.parametrize("wanted", [{"words": "Đã trả lời"}, {"form": "Đã trả lời"}])
def test_patience_ends(site: Site, browser: Browser, wanted: dict[str, str]) -> None:
    site.shows("/cho", waits("Đang hỏi"))
    browser.open("/cho")
    with pytest.raises(UnableToGoOn, match=re.escape("/cho: waited for “Đã trả lời” · Đang hỏi")):
        browser.wait_until(**wanted)
    assert len(site.sent) > 2


def test_trouble_while_waiting_ends_it_at_once(site: Site, browser: Browser) -> None:
    answers = [Answer(waits("Đang hỏi")), Answer("<p>Sự cố</p>", status=500)]
    site.pages["/cho"] = lambda _sent: answers.pop(0)
    browser.open("/cho")
    with pytest.raises(UnableToGoOn, match="500 · Sự cố"):
        browser.wait_until("Đã trả lời")


def test_it_waits_while_the_page_waits_and_no_longer(site: Site, browser: Browser) -> None:
    site.shows("/cho", waits("Đang hỏi"), waits("Đang hỏi"), "<p>Xong</p>", "<p>Không xem tới đây</p>")
    browser.open("/cho")
    assert browser.wait_while_it_waits().text == "Xong"
    assert len(site.sent) == 3


def test_a_page_that_waits_for_ever_is_left_as_it_is(site: Site, browser: Browser) -> None:
    site.shows("/cho", waits("Đang hỏi"))
    browser.open("/cho")
    assert browser.wait_while_it_waits().text == "Đang hỏi"


def test_it_comes_back_until_a_page_says_it(site: Site, browser: Browser) -> None:
    site.pages["/"] = Answer("<p>Đầu</p>")
    site.shows("/tien-do", "<p>Đang in</p>", "<p>Đang gửi</p>", "<p>Đã trả kết quả</p>")
    browser.open("/")
    assert browser.look_again_until("/tien-do", "Đã trả kết quả").path == "/tien-do"
    assert ([one.path for one in site.sent], browser.pages) == (["/", *["/tien-do"] * 3], 1)


def test_coming_back_ends_too(site: Site, browser: Browser) -> None:
    site.shows("/tien-do", "<p>Đang in</p>")
    with pytest.raises(UnableToGoOn, match=r"^/tien-do: waited for “Đã trả kết quả” · Đang in$"):
        browser.look_again_until("/tien-do", "Đã trả kết quả")


def test_it_comes_back_for_as_long_as_a_page_says_it(site: Site, browser: Browser) -> None:
    site.pages["/"] = Answer("<p>Đầu</p>")
    site.shows("/ho-so", "<p>Đang hỏi lại</p>", "<p>Đang hỏi lại</p>", "<p>Đạt</p>")
    browser.open("/")
    assert browser.look_again_while("/ho-so", "Đang hỏi lại").text == "Đạt"
    assert ([one.path for one in site.sent], browser.pages) == (["/", *["/ho-so"] * 3], 1)


def test_coming_back_while_it_says_so_ends_with_patience(site: Site, browser: Browser) -> None:
    site.shows("/ho-so", "<p>Đang hỏi lại</p>")
    assert browser.look_again_while("/ho-so", "Đang hỏi lại").text == "Đang hỏi lại"


def test_a_page_is_looked_at_again_no_later_than_it_asks(
    site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(module, "AGAIN", 0.3)
    monkeypatch.setattr(module.time, "sleep", slept.append)
    site.shows("/cho", waits("…", seconds="0.1"), waits("…", seconds="9"), "<p>Xong</p>")
    browser.open("/cho")
    browser.wait_while_it_waits()
    assert slept == [0.1, 0.3]
