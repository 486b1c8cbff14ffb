"""Who has read my data and why: whatever shows personal data to somebody else is told to its owner, walked address by address."""

import json
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client

from gplx.documents.questions import content_of
from gplx.dossiers.models import Dossier
from gplx.ledger.models import Entry
from gplx.offices.api_keys import give_api_key
from gplx.offices.entry import STAFF
from gplx.offices.models import CLERK, EXAMINER, ROLES
from tests import builders
from tests.api.software import MAPI
from tests.house.entry.routes import routes
from tests.pages.officer.desk import act, at
from tests.pages.reading import said, tree

pytestmark = pytest.mark.django_db
HANOI = "Sở Giao thông vận tải Hà Nội"
Shown = list[list[str]]


def shown(dossier: Dossier) -> Shown:
    """The rows that the owner sees: when, dossier, who, why."""
    page = builders.sign_in_citizen(Client(), dossier.applicant).get("/cua-toi/ai-da-xem")
    return [[said(cell) for cell in row] for row in tree(page).xpath("//tbody/tr")]


def personal(dossier: Dossier) -> tuple[bytes, ...]:
    """What is known of the person, as it may stand in an answer."""
    person, picture = dossier.applicant, content_of(dossier.documents.get(kind="photo"))
    known = (person.name, person.phone, person.email, person.address, dossier.licence.number)
    numbers = tuple(one.number for one in person.numbers.all())
    return (*(text.encode() for text in known + numbers), picture, b64encode(picture))


def shows(body: bytes, dossier: Dossier) -> bool:
    """Whether an answer holds any of it; JSON is read first, for its letters may be written as numbers."""
    with suppress(ValueError):
        body += json.dumps(json.loads(body), ensure_ascii=False).encode()
    return any(part in body for part in personal(dossier))


# ---- complete


def test_every_page_of_an_office_that_shows_a_person_is_recorded() -> None:
    dossier = builders.handed_over()
    officer = at(builders.officer(*ROLES))
    photo = dossier.documents.get(kind="photo")
    seen = {}
    for route in routes(STAFF):
        before = Entry.objects.filter(kind="read").count()
        address = route.address(dossier_id=dossier.id, document_id=photo.id, code=dossier.code, act="accept")
        answer = officer.get(address)
        if answer.status_code == 200 and shows(answer.content, dossier):
            seen[route.path] = Entry.objects.filter(kind="read").count() - before
    assert seen == {
        "/can-bo/ho-so/<uuid:dossier_id>": 1,
        "/can-bo/ho-so/<uuid:dossier_id>/tep/<uuid:document_id>": 1,
        "/can-bo/tai-quay/ho-so/<uuid:dossier_id>/anh/xem": 1,
    }
    assert len(shown(dossier)) == 3


def test_a_form_that_was_not_complete_shows_the_dossier_and_is_recorded() -> None:
    dossier = builders.examining()
    answer = act(at(builders.officer(EXAMINER)), dossier, "ask_correction")
    assert answer.status_code == 400
    assert shows(answer.content, dossier)
    assert [row[3] for row in shown(dossier)] == ["Mở hồ sơ để xử lý"]


Call = Callable[[Client, str, str, Dossier], Any]


def _mapi(client: Client, key: str, body: dict[str, Any]) -> Any:
    login = {"username": "so-H26", "password": key}
    session = client.post(f"{MAPI}/login", login, content_type="application/json").json()["session"]
    whole = {"session": session, "donViXuLy": "H26", **body}
    return client.post(f"{MAPI}/g", whole, content_type="application/json")


def _list(client: Client, key: str, _path: str, _dossier: Dossier) -> Any:
    return _mapi(client, key, {"service": "DanhSachHoSo", "ngayNhan1": "2021-09-01", "ngayNhan2": "2021-12-31"})


def _look_up(client: Client, key: str, _path: str, dossier: Dossier) -> Any:
    return _mapi(client, key, {"service": "TraCuuHoSo", "mahoso": dossier.code})


def _fetch(client: Client, key: str, path: str, _dossier: Dossier) -> Any:
    return _mapi(client, key, {"service": "LayTaiLieuHoSo", "duongdanteptin": path})


def _read(client: Client, key: str, _path: str, dossier: Dossier) -> Any:
    return client.get(f"/api/acts/dossiers/{dossier.code}", headers={"Authorization": f"Bearer {key}"})


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (_list, "Phần mềm của Sở lấy danh sách hồ sơ"),
        (_look_up, "Phần mềm của Sở tra cứu hồ sơ"),
        (_fetch, "Phần mềm của Sở lấy tài liệu hồ sơ"),
        (_read, "Phần mềm của Sở xem hồ sơ"),
    ],
)
def test_what_departments_software_is_shown_is_told_too(client: Client, call: Call, why: str) -> None:
    dossier, other = builders.examining(), builders.submitted(green=False)
    key = give_api_key(department_id="H26", user="so-H26")
    photo = dossier.documents.get(kind="photo")
    answer = call(client, key, f"{dossier.code}/{photo.id}.jpg", dossier)
    assert answer.status_code == 200
    assert call is _read or shows(answer.content, dossier)
    assert [row[1:] for row in shown(dossier)] == [[dossier.code, f"Phần mềm của {HANOI}", why]]
    assert shown(other) == [], "not yet received, it stood in no list"


def test_the_list_of_changes_of_the_api_shows_nobody(client: Client) -> None:
    dossier = builders.examining()
    key = give_api_key(department_id="H26", user="so-H26")
    answer = client.get("/api/acts/dossiers", headers={"Authorization": f"Bearer {key}"})
    assert dossier.code in answer.content.decode()
    assert not shows(answer.content, dossier)


# ---- in words


def test_it_says_who_read_it_also_after_the_dossier_went_to_another_office() -> None:
    dossier = builders.submitted(green=False)
    clerk = builders.officer(CLERK, name="Lê Thử Tiếp Nhận")
    at(clerk).get(f"/can-bo/ho-so/{dossier.id}")
    act(at(clerk), dossier, "transfer", department_id="H24", reason="Nhầm Sở")
    assert [row[2] for row in shown(dossier)] == [f"Lê Thử Tiếp Nhận, {HANOI}"]


def test_repeated_looks_of_a_day_are_one_row_and_other_readers_have_theirs() -> None:
    dossier = builders.examining()
    first, second = at(builders.officer(CLERK, name="Một")), at(builders.officer(CLERK, name="Hai"))
    for browser in (first, first, second, first):
        browser.get(f"/can-bo/ho-so/{dossier.id}")
    told = shown(dossier)
    assert [row[2:] for row in told] == [
        [f"Một, {HANOI}", "Mở hồ sơ để xử lý"],
        [f"Hai, {HANOI}", "Mở hồ sơ để xử lý"],
    ]
    assert [row[0].endswith("(3 lần trong ngày)") for row in told] == [True, False]


def test_a_reader_who_is_no_more_is_named_as_the_record_names_them() -> None:
    dossier = builders.examining()
    clerk = builders.officer(CLERK)
    at(clerk).get(f"/can-bo/ho-so/{dossier.id}")
    signature = f"officer:{clerk.pk}"
    clerk.delete()
    assert [row[2] for row in shown(dossier)] == [signature]


def test_another_persons_dossier_in_the_same_list_is_not_told_to_me(client: Client) -> None:
    mine, other = builders.examining(), builders.examining()
    key = give_api_key(department_id="H26", user="so-H26")
    _list(client, key, "", mine)
    assert [row[1] for row in shown(mine)] == [mine.code]
    assert [row[1] for row in shown(other)] == [other.code]


def test_in_english_the_reasons_are_english(client: Client) -> None:
    dossier = builders.examining()
    key = give_api_key(department_id="H26", user="so-H26")
    _list(client, key, "", dossier)
    browser = builders.sign_in_citizen(Client(), dossier.applicant)
    browser.cookies["django_language"] = "en"
    page = said(tree(browser.get("/cua-toi/ai-da-xem")))
    assert "The department's software fetched the list of dossiers" in page
    assert f"Software of {HANOI}" in page
