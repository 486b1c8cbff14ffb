"""Every door: who is let in, who is sent to sign in, who is turned away; and nothing happens when somebody is."""

from collections.abc import Iterable

import pytest
from django.http import HttpResponse
from django.test import Client

from gplx.dossiers.states import TABLE
from gplx.offices.entry import CITIZEN, PUBLIC, STAFF, SYSTEM
from gplx.offices.models import ROLES
from tests.house.entry.routes import Route, routes
from tests.house.entry.visitors import Visitors
from tests.house.entry.writes import collecting

SIGN_IN = {CITIZEN: "/dang-nhap?", STAFF: "/can-bo/dang-nhap?"}
TO_SIGN_IN, FORBIDDEN, NOT_THERE, OTHER_METHOD, IN = "to sign in", 403, 404, 405, "in"
Ends = dict[tuple[str, str], object]


def ending(route: Route, response: HttpResponse) -> object:
    """How a visit ended: turned away in one of these ways, or let in."""
    sent_to = response.get("Location", "")
    if response.status_code == 302 and sent_to.startswith(SIGN_IN.get(route.entry.who, "/can-bo/dang-nhap?")):
        return TO_SIGN_IN
    return response.status_code if response.status_code in (FORBIDDEN, NOT_THERE, OTHER_METHOD) else IN


def visit(doors: Iterable[Route], client: Client, people: Visitors, *, act: str = "accept") -> Ends:
    """Knock at each of these doors, by GET, and by a POST that carries what every form does."""
    form = {"request_id": "house-test", "version": str(people.dossier.version)}
    return {
        (method, route.path): ending(route, getattr(client, method)(address, form if method == "post" else {}))
        for route in doors
        for address in [route.address(dossier_id=people.dossier.id, code=people.dossier.code, act=act)]
        for method in ("get", "post")
    }


def those(ends: Ends, *, not_in: tuple[object, ...]) -> Ends:
    return {door: end for door, end in ends.items() if end not in not_in}


def check_turned_away(doors: Iterable[Route], client: Client, people: Visitors, *so: object) -> None:
    """At every one of these doors the visitor ends so, and nothing is written."""
    with collecting() as written:
        ends = visit(doors, client, people)
    assert those(ends, not_in=so) == {}
    assert written == {}


def check_let_in(doors: Iterable[Route], client: Client, people: Visitors, *, act: str = "accept") -> None:
    """None of these doors is closed to the visitor, though what lies behind may be empty."""
    assert those(visit(doors, client, people, act=act), not_in=(IN, NOT_THERE, OTHER_METHOD)) == {}


def test_every_route_says_who_may_enter() -> None:
    assert [route.path for route in routes() if route.stated is None] == []
    assert {route.entry.who for route in routes()} <= {PUBLIC, CITIZEN, STAFF, SYSTEM}


def test_only_staff_have_roles_and_only_those_that_exist() -> None:
    assert [route.path for route in routes(PUBLIC, CITIZEN, SYSTEM) if route.entry.roles] == []
    assert {role for route in routes(STAFF) for role in route.entry.roles} <= set(ROLES)


def test_anybody_enters_where_the_public_may(people: Visitors) -> None:
    check_let_in(routes(PUBLIC), people.stranger, people)


def test_another_system_is_never_sent_to_sign_in_and_of_a_stranger_only_forged_words_are_counted(
    people: Visitors,
) -> None:
    with collecting() as written:
        ends = visit(routes(SYSTEM), people.stranger, people)
    assert TO_SIGN_IN not in ends.values()
    assert set(written) == {"fees_forgedwords"}


@pytest.mark.parametrize("who", ["stranger", "with_password_only", "dismissed", "elsewhere"])
def test_only_a_citizen_enters_where_citizens_may(people: Visitors, who: str) -> None:
    check_turned_away(routes(CITIZEN), getattr(people, who), people, TO_SIGN_IN)


def test_a_citizen_enters_where_citizens_may(people: Visitors) -> None:
    check_let_in(routes(CITIZEN), people.owner, people)


def test_anothers_dossier_does_not_exist_for_a_citizen(people: Visitors) -> None:
    doors = [route for route in routes(CITIZEN) if route.is_of_a_dossier]
    assert doors
    check_turned_away(doors, people.other_citizen, people, NOT_THERE, OTHER_METHOD)


@pytest.mark.parametrize("who", ["stranger", "owner", "other_citizen", "with_password_only", "dismissed"])
def test_only_an_officer_with_both_factors_enters_where_staff_may(people: Visitors, who: str) -> None:
    check_turned_away(routes(STAFF), getattr(people, who), people, TO_SIGN_IN)


@pytest.mark.parametrize("role", ROLES)
def test_an_officer_does_not_enter_where_the_role_may_not(people: Visitors, role: str) -> None:
    closed = [route for route in routes(STAFF) if route.entry.roles and role not in route.entry.roles]
    check_turned_away(closed, people.officer(role), people, FORBIDDEN)


@pytest.mark.parametrize("role", ROLES)
def test_an_officer_enters_where_the_role_may(people: Visitors, role: str) -> None:
    open_to = [route for route in routes(STAFF) if not route.entry.roles or role in route.entry.roles]
    own_act = next((row.act for row in TABLE if role in row.roles and row.act != "submit"), "accept")
    check_let_in(open_to, people.officer(role), people, act=own_act)


@pytest.mark.parametrize("role", ROLES)
def test_an_officer_has_no_way_to_an_act_of_another_role(people: Visitors, role: str) -> None:
    doors = [route for route in routes(STAFF) if route.path.endswith(":act>")]
    acts = {row.act for row in TABLE} - {row.act for row in TABLE if role in row.roles}
    browser = people.officer(role)
    with collecting() as written:
        ends = {act: set(visit(doors, browser, people, act=act).values()) for act in acts}
    assert {act: end for act, end in ends.items() if not end <= {FORBIDDEN, NOT_THERE, OTHER_METHOD}} == {}
    assert written == {}


def test_another_offices_dossier_does_not_exist_for_an_officer(people: Visitors) -> None:
    doors = [route for route in routes(STAFF) if route.is_of_a_dossier]
    check_turned_away(doors, people.elsewhere, people, NOT_THERE, OTHER_METHOD)
