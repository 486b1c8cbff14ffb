"""Every form needs its token, every page its method, whoever comes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gplx.dossiers.models import Act, Dossier
from gplx.offices.changes import open_directorate
from gplx.offices.entry import CITIZEN, PUBLIC, STAFF, Entry
from gplx.offices.models import DIRECTORATE, DIRECTORATE_ID, DOCTOR, HEALTH_OFFICE, Officer
from gplx.registers.models import Exchange
from tests import builders
from tests.house.entry.routes import Route, routes
from tests.pages.citizen.conftest import hidden
from tests.pages.reading import main, title, tree

pytestmark = pytest.mark.django_db

# How each page may be called. What the list of addresses holds and this does not, fails.
READ, BOTH, SEND = "GET HEAD", "GET HEAD POST", "POST"
METHODS = {
    "/": READ,
    "/kiem-tra": BOTH,
    "/kiem-tra/ket-qua": READ,
    "/tra-cuu": BOTH,
    "/tra-cuu/<str:code>": READ,
    "/giay-phep/<str:check_code>": READ,
    "/tro-giup": READ,
    "/tiep-can": READ,
    "/ngon-ngu": SEND,
    "/dang-nhap": BOTH,
    "/dang-nhap/xong": "GET",
    "/dang-xuat": SEND,
    "/cua-toi": READ,
    "/cua-toi/doi": SEND,
    "/cua-toi/tim-lai": SEND,
    "/cua-toi/giay-phep": BOTH,
    "/cua-toi/chung-minh": BOTH,
    "/cua-toi/ai-da-xem": READ,
    "/ho-so/<uuid:dossier_id>": READ,
    "/ho-so/<uuid:dossier_id>/chung-minh": BOTH,
    "/ho-so/<uuid:dossier_id>/suc-khoe": BOTH,
    "/ho-so/<uuid:dossier_id>/anh": BOTH,
    "/ho-so/<uuid:dossier_id>/anh/xem": READ,
    "/ho-so/<uuid:dossier_id>/nhan-ket-qua": BOTH,
    "/ho-so/<uuid:dossier_id>/yeu-cau": BOTH,
    "/ho-so/<uuid:dossier_id>/kiem-tra": BOTH,
    "/ho-so/<uuid:dossier_id>/nop-phi": BOTH,
    "/thanh-toan/ket-qua": READ,
    "/ho-so/<uuid:dossier_id>/bien-nhan": READ,
    "/ho-so/<uuid:dossier_id>/tien-do": READ,
    "/ho-so/<uuid:dossier_id>/bo-sung": BOTH,
    "/ho-so/<uuid:dossier_id>/rut": BOTH,
    "/ho-so/<uuid:dossier_id>/doi-cach-nhan": BOTH,
    "/can-bo/dang-nhap": BOTH,
    "/can-bo/dang-xuat": SEND,
    "/can-bo": READ,
    "/can-bo/duyet": SEND,
    "/can-bo/in-the": READ,
    "/can-bo/in-the/in": SEND,
    "/can-bo/in-the/chuyen": SEND,
    "/can-bo/in-the/cat-goc": SEND,
    "/can-bo/ho-so/<uuid:dossier_id>": READ,
    "/can-bo/ho-so/<uuid:dossier_id>/tep/<uuid:document_id>": READ,
    "/can-bo/ho-so/<uuid:dossier_id>/hoi-lai": SEND,
    "/can-bo/ho-so/<uuid:dossier_id>/hoi-lai/<int:exchange_id>": SEND,
    "/can-bo/ho-so/<uuid:dossier_id>/<slug:act>": SEND,
    "/can-bo/hoi-luat": READ,
    "/can-bo/phan-mem": READ,
    "/can-bo/phan-mem/khoa": SEND,
    "/can-bo/phan-mem/dia-chi": SEND,
    "/can-bo/phan-mem/bi-mat": SEND,
    "/can-bo/phan-mem/ngung": SEND,
    "/can-bo/phan-mem/gui-lai": SEND,
    "/can-bo/phan-mem/gui-lai/<int:exchange_id>": SEND,
    "/can-bo/phan-mem/noi-xu-ly": SEND,
    "/can-bo/phan-mem/kiem-tra": BOTH,
    "/tong-cuc": READ,
    "/tong-cuc/luat": READ,
    "/co-so-kham": READ,
    "/bien-lai/<str:code>": READ,
    "/ho-so/<uuid:dossier_id>/nho-giup": BOTH,
    "/ho-so/<uuid:dossier_id>/danh-gia": BOTH,
    "/ho-so/<uuid:dossier_id>/bien-lai/<int:receipt_id>": READ,
    "/ho-so/<uuid:dossier_id>/bien-lai/nen-tang": READ,
    "/ho-so/<uuid:dossier_id>/hoan-phi": BOTH,
    "/can-bo/tai-quay": BOTH,
    "/can-bo/tai-quay/ma": SEND,
    "/can-bo/tai-quay/nguoi/<uuid:visit_id>": READ,
    "/can-bo/tai-quay/nguoi/<uuid:visit_id>/doi": SEND,
    "/can-bo/tai-quay/nguoi/<uuid:visit_id>/giay-phep": BOTH,
    "/can-bo/tai-quay/nguoi/<uuid:visit_id>/phieu": READ,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>": READ,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/chung-minh": BOTH,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/suc-khoe": BOTH,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/anh": BOTH,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/anh/xem": READ,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/nhan-ket-qua": BOTH,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/yeu-cau": BOTH,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/kiem-tra": BOTH,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/bo-sung": BOTH,
    "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/rut": BOTH,
    "/can-bo/danh-gia": READ,
    "/can-bo/quay-thu": READ,
    "/can-bo/hoan-phi": READ,
    "/can-bo/hoan-phi/lenh": SEND,
    "/can-bo/hoan-phi/tra-loi": SEND,
    "/can-bo/hoan-phi/lenh/<int:order_id>": SEND,
    "/can-bo/hoan-phi/lenh/<int:order_id>/tep": READ,
    "/can-bo/hoan-phi/<int:refund_id>": READ,
    "/can-bo/hoan-phi/<int:refund_id>/chu-tai-khoan": SEND,
    "/can-bo/doi-soat": READ,
    "/can-bo/doi-soat/ngay": READ,
    "/can-bo/doi-soat/xlsx": READ,
    "/can-bo/doi-soat/lai": SEND,
    "/can-bo/doi-soat/khoa-so": SEND,
    "/can-bo/doi-soat/chenh-lech/<int:difference_id>": SEND,
    "/can-bo/thanh-toan": READ,
    "/can-bo/ho-so/<uuid:dossier_id>/bien-lai/<int:receipt_id>": READ,
    "/can-bo/ho-so/<uuid:dossier_id>/bien-lai/<int:receipt_id>/huy": BOTH,
    "/tong-cuc/he-thong": READ,
    "/tong-cuc/he-thong/<slug:register>/hoi-lai": SEND,
    "/co-so-kham/dang-ky": BOTH,
    "/co-so-kham/dang-ky/xong": READ,
    "/co-so-kham/kich-hoat": BOTH,
    "/co-so-kham/kich-hoat/mat-khau": BOTH,
    "/co-so-kham/kham": BOTH,
    "/co-so-kham/da-phat-hanh": BOTH,
    "/co-so-kham/phieu/<uuid:uuid>": READ,
    "/co-so-kham/phieu/<uuid:uuid>/sua": BOTH,
    "/co-so-kham/ket-noi": BOTH,
    "/co-so-kham/ket-noi/mat-khau": SEND,
    "/co-so-kham/ket-noi/chung-thu": SEND,
    "/co-so-kham/ket-noi/chung-thu/ngung": SEND,
    "/can-bo/co-so-kham": READ,
    "/can-bo/co-so-kham/<str:clinic_id>": READ,
    "/can-bo/co-so-kham/<str:clinic_id>/ma-kich-hoat": SEND,
    "/can-bo/co-so-kham/<str:clinic_id>/<slug:act>": SEND,
}
PAGES = {
    route.path: route for route in routes(PUBLIC, CITIZEN, STAFF) if route.view.__module__.startswith("gplx.pages.")
}


def visitor(entry: Entry, dossier: Dossier, **how: Any) -> Client:
    """A browser of somebody who may enter there."""
    browser = Client(**how)
    if entry.who == STAFF:
        return builders.sign_in(browser, _employed(entry.roles))
    return builders.sign_in_citizen(browser, dossier.applicant) if entry.who == CITIZEN else browser


def _employed(roles: tuple[str, ...]) -> Officer:
    """An officer in one of these roles, where people of that role work."""
    if DIRECTORATE in roles:
        open_directorate()
        return builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID)
    if HEALTH_OFFICE in roles or DOCTOR in roles:
        return builders.officer(*roles, department_id=builders.health_office().id, clinic=builders.clinic())
    return builders.officer(*roles[:1])


def address(route: Route, dossier: Dossier) -> str:
    """The address about this dossier."""
    exchange = Exchange.objects.filter(about=f"dossier:{dossier.id}").earliest("id")
    photo = dossier.documents.get(kind="photo")
    return route.address(dossier_id=dossier.id, exchange_id=exchange.id, document_id=photo.id, act="propose")


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    """One dossier for all."""
    return builders.examining()


def test_the_list_of_methods_names_each_page() -> None:
    assert set(PAGES) == set(METHODS)


@pytest.mark.parametrize("path", [path for path, methods in METHODS.items() if "POST" in methods])
def test_no_form_is_taken_without_its_token(dossier: Dossier, path: str) -> None:
    route = PAGES[path]
    browser = visitor(route.entry, dossier, enforce_csrf_checks=True)
    before = (Dossier.objects.values().get(id=dossier.id), Act.objects.count(), Exchange.objects.count())
    session = dict(browser.session)
    form = {"version": dossier.version, "request_id": builders.fresh(), "language": "en", "next": "/tra-cuu"}
    answer = browser.post(address(route, dossier), form)
    assert answer.status_code == 403
    assert title(answer) == "Biểu mẫu đã cũ"
    assert "vui lòng mở lại trang và gửi lại." in main(answer)
    assert (Dossier.objects.values().get(id=dossier.id), Act.objects.count(), Exchange.objects.count()) == before
    assert dict(browser.session) == session
    assert "django_language" not in answer.cookies


@pytest.mark.parametrize("path", METHODS)
def test_each_page_answers_only_its_methods(dossier: Dossier, path: str) -> None:
    route = PAGES[path]
    browser = visitor(route.entry, dossier)
    before = Dossier.objects.values().get(id=dossier.id)
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} - set(METHODS[path].split()):
        assert browser.generic(method, address(route, dossier)).status_code == 405, method
    for method in {"GET", "HEAD"} & set(METHODS[path].split()):
        assert browser.generic(method, address(route, dossier)).status_code != 405, method
    assert Dossier.objects.values().get(id=dossier.id) == before


FORMS: list[tuple[str, Callable[[], Dossier], str, str]] = [
    ("review", builders.draft, "/ho-so/{}/kiem-tra", "submitted"),
    ("withdraw", builders.submitted, "/ho-so/{}/rut", "withdrawn"),
]


@pytest.mark.parametrize(("build", "path", "state"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_with_the_token_of_its_page_a_form_is_taken(build: Callable[[], Dossier], path: str, state: str) -> None:
    dossier = build()
    if dossier.state == "draft":
        builders.learn_all(dossier)
    browser = visitor(Entry(who=CITIZEN), dossier, enforce_csrf_checks=True)
    page = browser.get(path.format(dossier.id))
    sent = {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "version", "request_id")}
    assert browser.post(path.format(dossier.id), sent).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == state


@pytest.mark.parametrize("path", ["/", "/kiem-tra", "/tra-cuu", "/dang-nhap", "/can-bo/dang-nhap"])
def test_every_form_on_an_open_page_carries_a_token_and_none_in_its_address(path: str, client: Client) -> None:
    for form in tree(client.get(path)).iter("form"):
        is_sent = form.get("method") == "post"
        assert bool(form.xpath(".//input[@name='csrfmiddlewaretoken']")) == is_sent
        assert form.get("action").startswith("/") and "?" not in form.get("action")


def test_a_form_sent_from_a_lost_session_leads_back_to_its_page_and_the_draft_is_whole() -> None:
    dossier = builders.draft()
    page = f"/ho-so/{dossier.id}/nhan-ket-qua"
    before = Dossier.objects.values().get(id=dossier.id)
    lost = Client()
    answer = lost.post(page, {"phone": "0911222333"}, HTTP_REFERER=f"http://testserver{page}")
    assert answer["Location"] == f"/dang-nhap?next=%2Fho-so%2F{dossier.id}%2Fnhan-ket-qua"
    assert tree(lost.get(answer["Location"])).xpath("//main//input[@name='next']/@value") == [page]
    assert Dossier.objects.values().get(id=dossier.id) == before
    builders.sign_in_citizen(lost, dossier.applicant)
    assert lost.get(page).status_code == 200


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/can-bo?ds=tat-ca", "%2Fcan-bo%3Fds%3Dtat-ca"),
        ("http://testserver", "%2F"),
        ("http://evil.example/can-bo", "%2F"),
        ("http://testserver.evil.example/x", "%2F"),
        ("", "%2F"),
        ("javascript:alert(1)", "%2F"),
    ],
)
def test_a_lost_session_never_leads_outside(client: Client, came_from: str, leads_to: str) -> None:
    answer = client.post("/can-bo/duyet", {}, HTTP_REFERER=came_from)
    assert answer["Location"] == f"/can-bo/dang-nhap?next={leads_to}"


@pytest.mark.parametrize(
    ("path", "then", "leads_to"),
    [
        ("/ngon-ngu", "queue", "/"),
        ("/ngon-ngu", "foo", "/"),
        ("/ngon-ngu", "tra-cuu", "/"),
        ("/ngon-ngu", "/\\evil.example", "/"),
        ("/ngon-ngu", "///evil.example", "/"),
        ("/ngon-ngu", "/tra-cuu?a=//evil.example", "/tra-cuu?a=//evil.example"),
    ],
)
def test_only_an_address_of_ours_is_gone_back_to(client: Client, path: str, then: str, leads_to: str) -> None:
    assert client.post(path, {"language": "en", "next": then})["Location"] == leads_to
