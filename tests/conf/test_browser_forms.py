"""The browser fills in forms as a person would: what the page prefilled stays, and only what is typed counts as typed."""

import pytest

from gplx.conf.demo.browser import Browser, UnableToGoOn
from tests.conf.site import Answer, Site

EVERYTHING = """<form action="/gui?cu=1" method="post">
  <input type="hidden" name="token" value="t0">
  <input name="name" value="Nguyễn Thử">
  <input type="email" name="email" value="">
  <input type="date" name="born" value="1985-04-12">
  <input type="password" name="secret" value="">
  <textarea name="note">Hai
dòng</textarea>
  <select name="office"><option value="H24">Hải Phòng</option><option value="H26" selected>Hà Nội</option></select>
  <select name="first"><option value="a">A</option><option value="b">B</option></select>
  <select name="many" multiple><option value="1" selected>1</option><option value="2">2</option>
    <option value="3" selected>3</option></select>
  <input type="radio" name="way" value="post" checked><input type="radio" name="way" value="desk">
  <input type="radio" name="none" value="x">
  <input type="checkbox" name="agree"><input type="checkbox" name="sms" checked>
  <input type="checkbox" name="item" value="photo" checked><input type="checkbox" name="item" value="health" checked>
  <input type="text" name="gone" value="x" disabled>
  <input type="file" name="paper">
  <input value="no name">
  <button name="act" value="save">Lưu</button>
  <button name="act" value="send">Gửi đi</button>
  <button>Thôi</button>
</form>"""
PREFILLED = [
    ("token", "t0"),
    ("name", "Nguyễn Thử"),
    ("email", ""),
    ("born", "1985-04-12"),
    ("secret", ""),
    ("note", "Hai\ndòng"),
    ("office", "H26"),
    ("first", "a"),
    ("many", "1"),
    ("many", "3"),
    ("way", "post"),
    ("sms", "on"),
    ("item", "photo"),
    ("item", "health"),
]


@pytest.fixture
def at_the_form(site: Site, browser: Browser) -> Browser:
    site.pages["/"] = Answer(EVERYTHING)
    site.pages["/gui"] = Answer("<p>Đã nhận</p>")
    browser.open("/")
    return browser


def lines(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Sorted, with the line ends of the web made plain."""
    return sorted((name, value.replace("\r\n", "\n")) for name, value in fields)


def test_what_is_not_filled_in_goes_as_the_page_prefilled_it(site: Site, at_the_form: Browser) -> None:
    assert at_the_form.send("Thôi").text == "Đã nhận"
    sent = site.sent[-1]
    assert (sent.method, sent.address) == ("POST", "/gui?cu=1")
    assert lines(sent.fields) == sorted(PREFILLED)
    assert at_the_form.typed == 0


def test_the_button_that_was_pressed_goes_along_and_no_other(site: Site, at_the_form: Browser) -> None:
    at_the_form.send("Gửi đi")
    assert [pair for pair in site.sent[-1].fields if pair[0] == "act"] == [("act", "send")]


def test_by_its_address_no_button_is_pressed(site: Site, at_the_form: Browser) -> None:
    site.pages["/"] = Answer('<form action="/gui" method="post"><button name="act" value="x">X</button></form>')
    at_the_form.open("/")
    at_the_form.send(action="/gui")
    assert site.sent[-1].fields == []


@pytest.mark.parametrize(
    ("name", "value", "typed"),
    [
        ("name", "Trần Thử", 1),
        ("email", "thu@example.vn", 1),
        ("born", "1990-01-01", 1),
        ("secret", "thuc-hanh-2021", 1),
        ("note", "Một dòng", 1),
        ("office", "H24", 0),
        ("first", "b", 0),
        ("way", "desk", 0),
        ("none", "x", 0),
        ("agree", "on", 0),
        ("token", "t1", 0),
        ("act", "send", 0),
        ("unknown", "x", 0),
    ],
)
def test_what_is_filled_in_takes_the_place_of_what_was_there(
    site: Site, at_the_form: Browser, name: str, value: str, typed: int
) -> None:
    at_the_form.send("Thôi", fill={name: value})
    rest = [pair for pair in PREFILLED if pair[0] != name]
    assert lines(site.sent[-1].fields) == sorted([*rest, (name, value)])
    assert at_the_form.typed == typed


def test_typed_fields_are_counted_over_all_pages(at_the_form: Browser) -> None:
    at_the_form.send("Thôi", fill={"name": "A", "note": "B", "way": "desk"})
    at_the_form.open("/")
    at_the_form.send("Thôi", fill={"email": "thu@example.vn"})
    assert (at_the_form.typed, at_the_form.pages) == (3, 4)


def test_one_value_of_several_takes_the_place_of_all(site: Site, at_the_form: Browser) -> None:
    at_the_form.send("Thôi", fill={"item": "photo"})
    assert [value for name, value in site.sent[-1].fields if name == "item"] == ["photo"]


def test_a_form_says_where_it_comes_from(site: Site, at_the_form: Browser) -> None:
    at_the_form.open("/?trang=2")
    at_the_form.send("Thôi")
    headers = site.sent[-1].headers
    assert (headers["referer"], headers["origin"]) == (f"{site.url}/?trang=2", site.url)


def test_vietnamese_arrives_as_it_was_written(site: Site, at_the_form: Browser) -> None:
    at_the_form.send("Thôi", fill={"name": "Nguyễn Thị Ngọc Ánh & <b>", "note": "đ+đ=100%"})
    assert {("name", "Nguyễn Thị Ngọc Ánh & <b>"), ("note", "đ+đ=100%")} <= set(site.sent[-1].fields)


def test_a_file_goes_with_its_name_kind_and_bytes(site: Site, at_the_form: Browser) -> None:
    at_the_form.send("Thôi", fill={"name": "Trần Thử"}, files={"paper": ("giay.jpg", b"\xff\xd8anh", "image/jpeg")})
    sent = site.sent[-1]
    assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="paper"; filename="giay.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8anh\r\n' in sent.body
    assert 'name="name"\r\n\r\nTrần Thử\r\n'.encode() in sent.body
    assert b'name="token"\r\n\r\nt0\r\n' in sent.body
    assert at_the_form.typed == 1, "a file is chosen, not typed"


def test_a_form_that_asks_sends_its_fields_in_the_address(site: Site, browser: Browser) -> None:
    form = '<form action="/tra-cuu?cu=1"><input name="ma" value="a"><input type="hidden" name="x" value="ô"><button>Tìm</button></form>'
    site.pages["/"], site.pages["/tra-cuu"] = Answer(form), Answer("<p>Thấy</p>")
    browser.open("/")
    assert browser.send("Tìm", fill={"ma": "000.00.26.H26-210927-0001"}).text == "Thấy"
    sent = site.sent[-1]
    assert (sent.method, sent.body) == ("GET", b"")
    assert sent.fields == [("x", "ô"), ("ma", "000.00.26.H26-210927-0001")]
    assert "origin" not in sent.headers


@pytest.mark.parametrize("action", ["", ' action=""'])
def test_a_form_without_an_address_goes_back_to_its_page(site: Site, browser: Browser, action: str) -> None:
    site.pages["/trang"] = Answer(f'<form method="POST"{action}><input name="a" value="1"><button>Lưu</button></form>')
    browser.open("/trang?b=2")
    browser.send("Lưu")
    assert (site.sent[-1].method, site.sent[-1].address) == ("POST", "/trang?b=2")


def test_a_submit_control_is_a_button_too(site: Site, browser: Browser) -> None:
    site.pages["/"] = Answer(
        '<form method="post" action="/"><input type="submit" name="go" value="Nộp"><input name="n" value=""></form>'
    )
    browser.open("/")
    browser.send("Nộp")
    assert sorted(site.sent[-1].fields) == [("go", "Nộp"), ("n", "")]


def test_a_form_that_is_not_there_sends_nothing(site: Site, at_the_form: Browser) -> None:
    with pytest.raises(UnableToGoOn, match="no form “Xóa”"):
        at_the_form.send("Xóa", fill={"name": "A"})
    assert (len(site.sent), at_the_form.typed, at_the_form.pages) == (1, 0, 1)
