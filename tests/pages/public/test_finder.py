"""The finder: the nearest connected facility for a class, as a list that needs neither map nor script."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from gplx.offices.models import APPLIED, REFUSED, SUSPENDED, Clinic
from gplx.pages.public.finder.country import shapes
from tests import builders
from tests.house.source import ROOT
from tests.pages.reading import choices, field, main, marked, said, title, tree

pytestmark = pytest.mark.django_db
HERE = "/co-so-kham"
PLACES = {"01": (21.03, 105.85), "31": (20.86, 106.68), "79": (10.78, 106.70)}


def clinic(code: str, *, groups: tuple[int, ...] = (1, 2, 3), placed: bool = True, **other: object) -> Clinic:
    """A connected clinic near the seat of its province."""
    made = builders.clinic(code)
    north, east = PLACES[code[:2]] if placed else (None, None)
    Clinic.objects.filter(id=code).update(groups=list(groups), latitude=north, longitude=east, **other)
    return made


def listed(answer) -> list[str]:
    """The facilities in the order of the page."""
    return [said(one.find(".//h3")) for one in marked(tree(answer), "gplx-facility")]


def test_those_of_the_province_come_first_then_by_distance(client: Client) -> None:
    for code in ("79901", "01901", "31901", "01902"):
        clinic(code)
    page = client.get(f"{HERE}?tinh=01&hang=B2")
    assert listed(page) == [f"Phòng khám Thử {code}" for code in ("01901", "01902", "31901", "79901")]
    assert "cách trung tâm Hà Nội khoảng 88 km" in main(page)
    assert listed(client.get(f"{HERE}?tinh=79"))[:2] == ["Phòng khám Thử 79901", "Phòng khám Thử 31901"]


def test_one_of_the_province_comes_before_a_nearer_one_of_another(client: Client) -> None:
    clinic("31901")
    Clinic.objects.filter(id="31901").update(latitude=21.03, longitude=105.86)
    clinic("01901")
    Clinic.objects.filter(id="01901").update(latitude=21.3, longitude=105.4)
    assert listed(client.get(f"{HERE}?tinh=01")) == ["Phòng khám Thử 01901", "Phòng khám Thử 31901"]


def test_a_clinic_without_coordinates_is_at_the_seat_of_its_province(client: Client) -> None:
    clinic("79901", placed=False)
    assert "cách trung tâm Hà Nội khoảng 1143 km" in main(client.get(f"{HERE}?tinh=01"))


def test_only_those_that_may_examine_for_the_class(client: Client) -> None:
    clinic("01901", groups=(1,))
    clinic("01902", groups=(3,))
    assert listed(client.get(f"{HERE}?hang=A1")) == ["Phòng khám Thử 01901"]
    assert listed(client.get(f"{HERE}?hang=E")) == ["Phòng khám Thử 01902"]
    assert len(listed(client.get(HERE))) == 2


def test_a_class_of_old_leads_to_who_examines_for_it_today(client: Client, live_on: Callable[[date], None]) -> None:
    clinic("01901", groups=(3,))
    live_on(date(2025, 2, 3))
    assert "B2" in choices(client.get(HERE), "hang")
    assert listed(client.get(f"{HERE}?hang=FC")) == ["Phòng khám Thử 01901"]


@pytest.mark.parametrize("state", [APPLIED, REFUSED, SUSPENDED])
def test_nobody_is_sent_to_one_that_is_not_connected(client: Client, state: str) -> None:
    clinic("01901", state=state)
    page = client.get(f"{HERE}?tinh=01")
    assert listed(page) == []
    assert "Chưa có cơ sở nào đã kết nối khám cho hạng này." in main(page)
    assert not tree(page).xpath("//main//*[name()='svg']//a")


def test_a_province_without_one_says_so_and_shows_the_nearest(client: Client) -> None:
    clinic("31901")
    assert "Hà Nội chưa có cơ sở nào đã kết nối. Dưới đây là những nơi gần nhất." in main(client.get(f"{HERE}?tinh=01"))


def test_address_phone_and_classes_are_told(client: Client) -> None:
    clinic("01901", groups=(1, 2), address="1 phố Thử", phone="0900000001")
    words = main(client.get(HERE))
    assert "1 phố Thử" in words
    assert "khám cho hạng A1, B1, B11" in words
    assert tree(client.get(HERE)).xpath("//a[@href='tel:0900000001']")


@pytest.mark.parametrize("query", ["?tinh=99&hang=B2", "?hang=Z", "?tinh=01&tinh=79", "?tinh=%27", "?hang=B2&trang=9"])
def test_what_makes_no_sense_is_passed_over(client: Client, query: str) -> None:
    clinic("01901")
    page = client.get(HERE + query)
    assert (page.status_code, title(page)) == (200, "Tìm cơ sở khám sức khỏe lái xe")
    assert listed(page) == ["Phòng khám Thử 01901"]


def test_what_was_chosen_stays_chosen(client: Client) -> None:
    page = client.get(f"{HERE}?tinh=79&hang=C")
    assert (field(page, "tinh"), field(page, "hang")) == ("79", "C")


def test_many_are_folded_away(client: Client) -> None:
    for number in range(13):
        clinic(f"01{number:03d}")
    page = tree(client.get(HERE))
    assert said(page.find(".//main//details/summary")) == "Xem thêm 3 cơ sở"
    assert len(marked(page.find(".//main//details"), "gplx-facility")) == 3


def test_the_map_leads_to_each_province_that_has_one(client: Client) -> None:
    for code in ("01901", "01902", "79901"):
        clinic(code)
    links = tree(client.get(f"{HERE}?hang=B2&tinh=79")).xpath("//main//*[name()='svg']//a")
    assert {(one.get("aria-label"), one.get("href")) for one in links} == {
        ("Hà Nội: 2 cơ sở", "/co-so-kham?tinh=01&hang=B2"),
        ("Hồ Chí Minh: 1 cơ sở", "/co-so-kham?tinh=79&hang=B2"),
    }
    assert [one.get("aria-label") for one in links if one.get("aria-current")] == ["Hồ Chí Minh: 1 cơ sở"]


def test_the_map_names_both_archipelagos_and_its_author(client: Client) -> None:
    words = main(client.get(HERE))
    assert "Quần đảo Hoàng Sa" in words
    assert "Quần đảo Trường Sa" in words
    assert "Stephen Truong" in words
    assert "CC BY 4.0" in words


def test_the_file_has_a_shape_for_each_of_the_63_provinces() -> None:
    drawn = (ROOT / "vendor/svg-maps-vietnam/vietnam.svg").read_text()
    found = shapes({})
    assert len(found) == 63
    assert [shape.name for shape in found if f'<path id="{shape.shape}" d="M' not in drawn] == []
    assert all(f'<path id="{name}" d="M' in drawn for name in ("hoangsa", "truongsa"))
    assert drawn.count("<path") == 65


@pytest.mark.parametrize(("count", "colour"), [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (70, 3)])
def test_more_facilities_more_colour(count: int, colour: int) -> None:
    assert {shape.name: shape.colour for shape in shapes({"48": count})}["Đà Nẵng"] == colour


def test_where_somebody_is_is_asked_only_in_the_browser(client: Client) -> None:
    clinic("01901")
    page = tree(client.get(HERE))
    (box,) = marked(page, "gplx-near-me")
    assert box.get("hidden") is not None
    (item,) = marked(page, "gplx-facility")
    assert (item.get("data-latitude"), item.get("data-longitude")) == ("21.03", "105.85")
    script = (ROOT / "src/gplx/pages/static/near-me.js").read_text()
    assert not [
        way for way in ("fetch", "XMLHttp", "sendBeacon", "location.href", "cookie", "Storage") if way in script
    ]


def test_it_takes_one_question_however_many_there_are(client: Client, django_assert_num_queries) -> None:
    for number in range(20):
        clinic(f"01{number:03d}")
    with django_assert_num_queries(1):
        client.get(f"{HERE}?tinh=01&hang=B2")
