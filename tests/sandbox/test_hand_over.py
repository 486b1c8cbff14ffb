"""The portal hands a citizen over to the service."""

import base64
from urllib.parse import parse_qs, urlsplit

import pytest


def test_a_citizen_is_handed_over_with_procedure_agency_and_account(world, citizen):
    person = citizen("all_green")
    answer = world.post("/portal/nop-ho-so", data={"province": "01", "number": person["cccd"]})
    where = urlsplit(answer.headers["location"])
    assert (answer.status_code, where.netloc, where.path) == (303, "127.0.0.1:8000", "/nop-ho-so")
    assert parse_qs(where.query) == {
        "MaTTHCDP": ["1.002809.000.00.00.H26"],
        "MaCoQuanThucHien": ["H26"],
        "vnconnect": ["1"],
        "MaDVC": ["1.002809.000.00.00.H26.01"],
        "MDT": [base64.b64encode(person["techId"].encode()).decode()],
    }


@pytest.mark.parametrize("form", [{"province": "01", "number": "1"}, {"province": "99", "number": "094078004299"}, {}])
def test_nobody_is_handed_over_nowhere(world, form):
    answer = world.post("/portal/nop-ho-so", data=form)
    assert answer.status_code == 404 and "location" not in answer.headers and 'role="alert"' in answer.text


def test_the_page_lists_all_departments_and_labels_its_fields(world):
    page = world.get("/portal/").text
    assert page.count("<option") == 63 and 'label for="province"' in page and 'label for="number"' in page
