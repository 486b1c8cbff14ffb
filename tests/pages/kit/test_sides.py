"""The two sides of the counter: one page, two addresses, each leading on where its visitor stands."""

from uuid import UUID

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve

from gplx.offices.entry import CITIZEN, STAFF, entry_of
from gplx.offices.models import CLERK
from gplx.pages.kit.sides import address, at_counter
from gplx.pages.officer.counter.steps import STEPS, steps

ID = UUID("00000000-0000-4000-8000-000000000000")
OWN, CLERKS = f"/ho-so/{ID}", f"/can-bo/tai-quay/ho-so/{ID}"


def asked_for(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return request


@pytest.mark.parametrize("name", STEPS)
def test_each_step_leads_to_each_other_on_its_own_side(name: str) -> None:
    way = STEPS[name][0]
    for start, is_counter in ((OWN, False), (CLERKS, True)):
        request = asked_for(start + way)
        assert at_counter(request) is is_counter
        assert [address(request, other, ID) for other in STEPS] == [start + STEPS[other][0] for other in STEPS]


def test_a_page_without_an_address_is_of_no_side() -> None:
    request = RequestFactory().get("/")
    assert at_counter(request) is False
    assert address(request, "tasks", ID) == OWN


@pytest.mark.parametrize("name", STEPS)
def test_the_same_view_has_a_door_for_each_side(name: str) -> None:
    own = resolve(OWN + STEPS[name][0]).func
    clerks = resolve(CLERKS + STEPS[name][0]).func
    assert (entry_of(own).who, entry_of(own).roles) == (CITIZEN, ())
    assert (entry_of(clerks).who, entry_of(clerks).roles) == (STAFF, (CLERK,))
    assert clerks.__wrapped__ is own
    assert entry_of(clerks).writes_on_get is False


def test_no_step_is_there_twice() -> None:
    assert len({one.name for one in steps}) == len({str(one.pattern) for one in steps}) == len(STEPS)


@pytest.mark.parametrize(("start", "leads_to"), [(OWN, f"{OWN}/anh"), (CLERKS, f"{CLERKS}/anh")])
def test_a_template_asks_the_same(start: str, leads_to: str) -> None:
    template = engines["jinja2"].from_string("{{ here('photo', id) }}")
    assert template.render({"id": ID}, request=asked_for(start)) == leads_to
