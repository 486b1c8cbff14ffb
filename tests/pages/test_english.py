"""In English no page leaves a text of the catalogue in Vietnamese, and in Vietnamese none is in English."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from gplx.casework.ask_correction import ask_correction
from gplx.casework.expire import expire
from gplx.dossiers.models import Dossier
from gplx.offices.changes import open_directorate
from gplx.offices.models import APPLIED, APPROVED, DIRECTORATE, DIRECTORATE_ID, DOCTOR, EXAMINER, HEALTH_OFFICE
from tests import builders
from tests.casework.acts.stages import asked_for_help
from tests.pages.catalogue import translated
from tests.pages.reading import said, tree
from tests.ratings.test_ratings import closed

pytestmark = pytest.mark.django_db
# Names of agencies and of rooms stay what they are called; the law's own reasons and what people wrote are no texts of a page.
NAMES = {
    "Cục Cảnh sát giao thông",
    "Thanh tra giao thông",
    "Cơ sở dữ liệu giấy phép lái xe",
    "Cơ sở dữ liệu khám sức khỏe lái xe",
    "Thông tin",
}


def vietnamese() -> set[str]:
    """The whole sentences and names of the catalogue that read otherwise in English."""
    texts = {str(one.id) for one in translated() if one.id and isinstance(one.id, str) and one.string != one.id}
    return {text for text in texts if "%(" not in text and "{" not in text and " " in text} - NAMES


def pieces(page: str) -> set[str]:
    """Each piece of text of a page by itself."""
    return {" ".join(piece.split()).rstrip(":") for piece in page.split("\n")}


def texts_of(browser: Client, address: str, language: str) -> tuple[set[str], str]:
    """The pieces of text of the page in a language, and its words."""
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.headers.get("Location"))
    page = tree(answer)
    for noise in page.xpath("//script | //style | //*[@lang]/button | //button[@lang]"):
        noise.text = ""
    return pieces("\n".join(page.itertext())), said(page)


def owner(dossier: Dossier) -> Client:
    """The browser of its owner."""
    return builders.sign_in_citizen(Client(), dossier.applicant)


def office(*roles: str) -> Client:
    """The browser of an officer."""
    return builders.sign_in(Client(), builders.officer(*roles))


def to_correct() -> Dossier:
    """Sent back for everything."""
    dossier = builders.submitted(green=False)
    asked = {"items": ["health", "photo", "identity", "delivery"], "reason": "x"}
    return ask_correction(dossier_id=dossier.id, by=builders.officer("clerk"), request_id="c", seen=None, **asked)


def green() -> Dossier:
    """A draft that can be submitted."""
    dossier = builders.draft()
    builders.learn_all(dossier)
    return dossier


def unsure() -> Dossier:
    """A draft whose licence stands under another number."""
    return builders.draft(match="middling")


def silent() -> Dossier:
    """A submitted dossier whose agencies are being asked for the first time."""
    return builders.submitted(green=False)


def green_at_counter() -> Dossier:
    """A clerk's draft that can be submitted."""
    dossier = builders.counter_draft()
    builders.learn_all(dossier)
    return dossier


def expired() -> Dossier:
    """A draft that was given up."""
    return expire(dossier_id=builders.draft().id, idle_since=builders.now())


Build = Callable[[], Dossier]
CITIZENS: list[tuple[Build, str]] = [
    (builders.draft, "/cua-toi"),
    (builders.draft, "/cua-toi/chung-minh"),
    (builders.draft, "/cua-toi/ai-da-xem"),
    (builders.draft, "/ho-so/{}"),
    (unsure, "/ho-so/{}"),
    (unsure, "/ho-so/{}/chung-minh"),
    (builders.draft, "/ho-so/{}/suc-khoe"),
    (green, "/ho-so/{}/suc-khoe"),
    (green, "/ho-so/{}/anh"),
    (green, "/ho-so/{}/nhan-ket-qua"),
    (green, "/ho-so/{}/yeu-cau"),
    (green, "/ho-so/{}/kiem-tra"),
    (green, "/ho-so/{}/nho-giup"),
    (asked_for_help, "/ho-so/{}/nho-giup"),
    (closed, "/ho-so/{}/danh-gia"),
    (closed, "/ho-so/{}/tien-do"),
    (expired, "/ho-so/{}/tien-do"),
    (builders.submitted, "/ho-so/{}/nop-phi"),
    (silent, "/ho-so/{}/nop-phi"),
    (builders.submitted, "/ho-so/{}/bien-nhan"),
    (builders.submitted, "/ho-so/{}/tien-do"),
    (builders.approved, "/ho-so/{}/tien-do"),
    (to_correct, "/ho-so/{}/bo-sung"),
    (builders.paid, "/ho-so/{}/rut"),
]
OFFICERS: list[tuple[Build, str]] = [
    (builders.proposed, "/can-bo"),
    (builders.paid, "/can-bo?ds=da-xong"),
    (builders.paid, "/can-bo?ma=khong"),
    (builders.approved, "/can-bo/in-the"),
    (builders.submitted, "/can-bo/ho-so/{}"),
    (to_correct, "/can-bo/ho-so/{}"),
    (builders.examining, "/can-bo/ho-so/{}"),
    (builders.handed_over, "/can-bo/ho-so/{}"),
    (builders.counter_draft, "/can-bo/tai-quay"),
    (builders.counter_draft, "/can-bo/tai-quay/ho-so/{}"),
    (builders.counter_draft, "/can-bo/tai-quay/ho-so/{}/yeu-cau"),
    (green_at_counter, "/can-bo/tai-quay/ho-so/{}/kiem-tra"),
    (builders.filed_at_counter, "/can-bo/ho-so/{}"),
    (closed, "/can-bo/danh-gia"),
]


def check(browser: Client, address: str) -> None:
    """The page holds Vietnamese texts in Vietnamese only."""
    here, _ = texts_of(browser, address, "vi")
    there, words = texts_of(browser, address, "en")
    known = vietnamese()
    assert len(here & known) >= 3, "the page holds texts of the catalogue"
    assert sorted(there & known) == []
    with translation.override("en"):
        english = {translation.gettext(text) for text in here & known}
    assert sorted(text for text in english if " ".join(text.split()).rstrip(":") not in words) == []


@pytest.mark.parametrize(("build", "address"), CITIZENS)
def test_the_pages_of_citizens(build: Build, address: str) -> None:
    dossier = build()
    check(owner(dossier), address.format(dossier.id))


@pytest.mark.parametrize(("build", "address"), OFFICERS)
def test_the_pages_of_officers(build: Build, address: str) -> None:
    dossier = build()
    check(office(), address.format(dossier.id))


def test_the_page_of_a_person_at_the_counter() -> None:
    visit = builders.visit()
    builders.licence(visit.applicant)
    check(office(), f"/can-bo/tai-quay/nguoi/{visit.id}")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/kiem-tra",
        "/tra-cuu",
        "/tra-cuu/x",
        "/tro-giup",
        "/tiep-can",
        "/dang-nhap",
        "/can-bo/dang-nhap",
        "/co-so-kham?tinh=01&hang=B2",
        "/co-so-kham/dang-ky",
        "/co-so-kham/kich-hoat",
    ],
)
def test_the_open_pages(client: Client, address: str) -> None:
    builders.department()
    builders.clinic("79901")
    client.raise_request_exception = False
    if address == "/tra-cuu/x":
        address = f"/tra-cuu/{builders.submitted(green=False).code}"
    check(client, address)


def test_the_page_of_the_directorate() -> None:
    builders.examining()
    open_directorate()
    check(builders.sign_in(Client(), builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID)), "/tong-cuc")


@pytest.mark.parametrize("address", ["/co-so-kham/kham", "/co-so-kham/da-phat-hanh", "/co-so-kham/ket-noi"])
def test_the_desk_of_a_clinic(address: str) -> None:
    builders.health_office()
    doctor = builders.officer(DOCTOR, department_id="Y26", clinic=builders.clinic())
    check(builders.sign_in(Client(), doctor), address)


@pytest.mark.parametrize(("address", "state"), [("", APPLIED), ("/01901", APPLIED), ("/01901", APPROVED)])
def test_the_pages_of_a_health_office(address: str, state: str) -> None:
    builders.health_office()
    builders.clinic(state=state)
    office = builders.officer(HEALTH_OFFICE, department_id="Y26")
    check(builders.sign_in(Client(), office), f"/can-bo/co-so-kham{address}")


def test_an_examiner_sees_the_same_dossier_in_the_language_chosen_and_the_name_as_it_is() -> None:
    dossier = builders.examining()
    for language in ("vi", "en"):
        _, words = texts_of(office(EXAMINER), f"/can-bo/ho-so/{dossier.id}", language)
        assert dossier.applicant.name in words and str(dossier.code) in words
