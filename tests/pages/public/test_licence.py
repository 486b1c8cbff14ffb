"""The public check of an electronic licence: what the department gave, and whether it still holds; nothing else."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from gplx.licences.models import ElectronicLicence
from gplx.licences.questions import electronic_licence
from tests import builders
from tests.pages.reading import links, main, rows, title

pytestmark = pytest.mark.django_db


@pytest.fixture
def licence() -> ElectronicLicence:
    """One that was just given."""
    found = electronic_licence(str(builders.approved().code))
    assert found is not None
    return found


def test_it_shows_what_was_given_and_by_whom(client: Client, licence: ElectronicLicence) -> None:
    page = client.get(f"/giay-phep/{licence.check_code}")
    assert title(page) == "Giấy phép lái xe điện tử"
    assert rows(page) == {
        "Họ và tên": "Nguyễn Thử Nghiệm",
        "Số": licence.number,
        "Hạng": "B2",
        "Ngày cấp": "27/09/2021",
        "Có giá trị đến": "27/09/2031",
        "Nơi cấp": "Sở Giao thông vận tải Hà Nội",
    }
    assert "Thông tin này do Sở Giao thông vận tải Hà Nội công bố." in main(page)
    assert "Hãy so tên với giấy tờ tùy thân của người xuất trình." in main(page)
    assert links(page) == {}


@pytest.mark.parametrize(
    ("until", "day", "says", "not_says"),
    [
        (date(2031, 9, 27), date(2031, 9, 27), "Còn giá trị", "Đã hết hạn"),
        (date(2031, 9, 27), date(2031, 9, 28), "Đã hết hạn", "Còn giá trị"),
        (None, date(2090, 1, 1), "Còn giá trị", "Đã hết hạn"),
    ],
)
def test_it_holds_to_the_end_of_its_last_day(
    client: Client,
    licence: ElectronicLicence,
    live_on: Callable[[date], None],
    until: date | None,
    day: date,
    says: str,
    not_says: str,
) -> None:
    ElectronicLicence.objects.update(valid_until=until)
    live_on(day)
    page = main(client.get(f"/giay-phep/{licence.check_code}"))
    assert says in page and not_says not in page
    assert ("Không thời hạn" in page) == (until is None)


def test_only_its_whole_code_opens_it(client: Client, licence: ElectronicLicence) -> None:
    code = licence.check_code
    for tried in (code[:-1], code.swapcase(), f"{code}x", "%25", licence.number, str(licence.id), licence.dossier_code):
        assert client.get(f"/giay-phep/{tried}").status_code == 404
    assert len(code) >= 16, "too long to be guessed"


def test_a_hostile_name_is_only_text(client: Client, licence: ElectronicLicence) -> None:
    ElectronicLicence.objects.update(holder_name="<img src=x onerror=alert(1)>")
    page = client.get(f"/giay-phep/{licence.check_code}").content.decode()
    assert "<img src=x" not in page and "&lt;img src=x" in page


def test_a_dossier_before_its_approval_has_none(client: Client) -> None:
    dossier = builders.proposed()
    assert electronic_licence(str(dossier.code)) is None
    assert not ElectronicLicence.objects.exists()


def test_it_speaks_english(client: Client, licence: ElectronicLicence) -> None:
    client.cookies["django_language"] = "en"
    page = client.get(f"/giay-phep/{licence.check_code}")
    assert title(page) == "Electronic driving licence"
    assert "Còn giá trị" not in main(page)
