"""The look-up by code: without signing in it tells only whether a dossier is finished, whatever is typed."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from gplx.dossiers.models import APPROVED, CLOSED, EXAMINING, REFUSED, SUBMITTED, WITH_APPLICANT, WITHDRAWN, Dossier
from tests import builders
from tests.pages.reading import field, links, main, mistakes, title

pytestmark = pytest.mark.django_db
UNKNOWN = "Không thấy hồ sơ có mã này"
AT_WORK = "Hồ sơ đang được giải quyết"
FINISHED = "Hồ sơ đã giải quyết xong"


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (SUBMITTED, AT_WORK),
        (EXAMINING, AT_WORK),
        (WITH_APPLICANT, AT_WORK),
        (APPROVED, FINISHED),
        (REFUSED, FINISHED),
        (WITHDRAWN, FINISHED),
        (CLOSED, FINISHED),
    ],
)
def test_each_state_is_only_finished_or_not(client: Client, state: str, says: str) -> None:
    dossier = builders.submitted(green=False)
    Dossier.objects.filter(id=dossier.id).update(state=state)
    page = client.get(f"/tra-cuu/{dossier.code}")
    assert (page.status_code, title(page)) == (200, says)
    assert str(dossier.code) in main(page)
    for secret in (dossier.applicant.name, dossier.department.name, dossier.phone, dossier.licence.number, "B2"):
        assert secret not in main(page)


def test_a_refused_and_a_closed_dossier_look_the_same(client: Client) -> None:
    dossier = builders.submitted(green=False)

    def page(state: str) -> str:
        Dossier.objects.filter(id=dossier.id).update(state=state)
        return main(client.get(f"/tra-cuu/{dossier.code}"))

    assert page(REFUSED) == page(CLOSED) == page(WITHDRAWN) == page(APPROVED)


def test_a_draft_cannot_be_looked_up_by_its_id_or_at_all(client: Client) -> None:
    draft = builders.draft()
    assert draft.code is None
    for tried in (str(draft.id), "None", draft.id.hex):
        page = client.get(f"/tra-cuu/{tried}")
        assert (page.status_code, title(page)) == (404, UNKNOWN)


def test_the_id_of_a_submitted_dossier_is_no_code(client: Client) -> None:
    assert client.get(f"/tra-cuu/{builders.submitted(green=False).id}").status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: f"  {code}  ",
        lambda code: code.lower(),
        lambda code: f"/{code}/",
    ],
    ids=["as it stands", "with spaces", "in small letters", "with strokes"],
)
def test_a_code_is_taken_however_it_is_typed(client: Client, typed: Callable[[str], str]) -> None:
    code = str(builders.submitted(green=False).code)
    sent = client.post("/tra-cuu", {"code": typed(code)})
    assert sent["Location"] == f"/tra-cuu/{code}"
    assert title(client.get(sent["Location"])) == AT_WORK


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Vui lòng điền: Mã hồ sơ."),
        ("   ", "Vui lòng điền: Mã hồ sơ."),
        ("/", "Vui lòng điền: Mã hồ sơ."),
        (" / / ", "Vui lòng điền: Mã hồ sơ."),
        ("x" * 41, "Mã hồ sơ: tối đa 40 ký tự."),
    ],
)
def test_what_cannot_be_a_code_is_told_at_the_field(client: Client, code: str, sentence: str) -> None:
    page = client.post("/tra-cuu", {"code": code})
    assert page.status_code == 200
    assert mistakes(page) == [sentence]
    assert field(page, "code") == code


@pytest.mark.parametrize("code", ["' OR 1=1 --", "%", "_", "H26", "000.00.99.H26-210927-00", "*"])
def test_no_part_and_no_pattern_of_a_code_finds_anything(client: Client, code: str) -> None:
    dossier = builders.submitted(green=False)
    sent = client.post("/tra-cuu", {"code": code})
    page = client.get(sent["Location"])
    assert (page.status_code, title(page)) == (404, UNKNOWN)
    assert str(dossier.code) not in main(page)


@pytest.mark.parametrize("address", ["/tra-cuu/%00", "/tra-cuu/a%00b", "/giay-phep/%00", "/?x=%00", "/kiem-tra?a=%00"])
def test_an_address_that_no_keyboard_types_is_refused_in_one_sentence(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Trang này không đọc được yêu cầu vừa gửi." in main(answer)


def test_hostile_codes_are_shown_as_text(client: Client) -> None:
    page = client.get("/tra-cuu/%3Cscript%3Ealert(1)%3C%2Fscript%3E".replace("%2F", "")).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_leads_to_another_try_and_to_signing_in(client: Client) -> None:
    assert links(client.get("/tra-cuu")) == {"đăng nhập": "/cua-toi"}
    back = re.search(r'<a href="([^"]*)" class="govuk-back-link">', client.get("/tra-cuu/x").content.decode())
    assert back is not None and back[1] == "/tra-cuu"


def test_looking_up_writes_nothing_and_leaves_no_session(client: Client) -> None:
    dossier = builders.submitted(green=False)
    before = Dossier.objects.values().get(id=dossier.id)
    answer = client.get(f"/tra-cuu/{dossier.code}")
    assert "sessionid" not in answer.cookies
    assert Dossier.objects.values().get(id=dossier.id) == before
