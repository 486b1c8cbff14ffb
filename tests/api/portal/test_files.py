"""A portal fetches a file under its signed address; everything else is refused in words, and each reading is told to its owner."""

from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from gplx.documents.changes import record_scan
from gplx.documents.models import CLEAN, INFECTED, PENDING, PHOTO, UNSCANNABLE, Document
from gplx.documents.questions import content_of
from gplx.dossiers.models import Dossier
from gplx.ledger.models import Entry
from gplx.registers.sync.files import file_address
from tests import builders

pytestmark = pytest.mark.django_db
WHY = "Cổng dịch vụ công lấy tài liệu hồ sơ"


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    return builders.submitted()


def photo_of(dossier: Dossier) -> Document:
    return Document.objects.get(dossier=dossier, kind=PHOTO)


def address_of(dossier: Dossier, document: Document, *, portal: str = "sync") -> str:
    return file_address(base_url="", portal=portal, code=dossier.code or "", file=str(document.id))


def readings(dossier: Dossier) -> list[tuple[str, str]]:
    found = Entry.objects.filter(subject=f"dossier:{dossier.id}", kind="read").order_by("id")
    return [(one.actor, one.act) for one in found]


def refused(answer: HttpResponse, status: int, sentence: str) -> bool:
    return (answer.status_code, answer.json()) == (status, {"error_code": -1, "message": sentence})


def test_the_file_comes_as_it_was_kept_and_the_reading_is_recorded(client: Client, dossier: Dossier) -> None:
    document = photo_of(dossier)

    answer = client.get(address_of(dossier, document))

    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "image/jpeg", "no-store")
    assert answer.content == content_of(document)
    assert readings(dossier) == [("system:portal:sync", WHY)]


def test_each_reading_counts_and_each_portal_is_named(client: Client, dossier: Dossier) -> None:
    document = photo_of(dossier)
    for portal in ("sync", "sync", "sync_h26"):
        client.get(address_of(dossier, document, portal=portal))

    assert [actor for actor, _ in readings(dossier)] == ["system:portal:sync"] * 2 + ["system:portal:sync_h26"]


def test_an_address_that_has_run_out_is_refused(client: Client, dossier: Dossier, settings: Settings) -> None:
    settings.SYNC_FILES_LIFE = 60
    address = address_of(dossier, photo_of(dossier))
    with patch("django.core.signing.time.time", return_value=4_000_000_000):
        answer = client.get(address)

    assert refused(answer, 403, "Địa chỉ tài liệu đã hết hạn. Địa chỉ mới được gửi khi hồ sơ được đồng bộ lại.")
    assert readings(dossier) == []


@pytest.mark.parametrize("query", ["", "?s=", "?s=abc", "?s=1mU8aa:forged", "?x=1"])
def test_a_forged_address_is_refused(client: Client, dossier: Dossier, query: str) -> None:
    answer = client.get(urlsplit(address_of(dossier, photo_of(dossier))).path + query)

    assert refused(answer, 403, "Địa chỉ tài liệu không đúng.")
    assert readings(dossier) == []


def test_a_signature_opens_no_other_dossier(client: Client, dossier: Dossier) -> None:
    other = builders.submitted()
    signature = urlsplit(address_of(dossier, photo_of(dossier))).query
    for code, document in (
        (other.code, photo_of(dossier)),
        (other.code, photo_of(other)),
        (dossier.code, photo_of(other)),
    ):
        answer = client.get(f"/api/portal/tai-lieu/sync/{code}/{document.id}?{signature}")
        assert refused(answer, 403, "Địa chỉ tài liệu không đúng.")

    assert readings(dossier) == readings(other) == []


def test_a_rightly_signed_address_of_a_file_of_another_dossier_opens_nothing(client: Client, dossier: Dossier) -> None:
    other = builders.submitted()

    answer = client.get(address_of(dossier, photo_of(other)))

    assert refused(answer, 404, "Tài liệu này không còn trong hồ sơ.")
    assert readings(dossier) == readings(other) == []


@pytest.mark.parametrize("scan", [PENDING, INFECTED, UNSCANNABLE])
def test_what_is_in_quarantine_is_not_there(client: Client, dossier: Dossier, scan: str) -> None:
    document = photo_of(dossier)
    record_scan(document, scan=scan)
    assert client.get(address_of(dossier, document)).status_code == 404
    assert readings(dossier) == []

    record_scan(document, scan=CLEAN)
    assert client.get(address_of(dossier, document)).status_code == 200


def test_what_is_gone_is_gone(client: Client, dossier: Dossier) -> None:
    lost = Document(id=uuid4(), kind=PHOTO)

    assert refused(client.get(address_of(dossier, lost)), 404, "Tài liệu này không còn trong hồ sơ.")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD"])
def test_a_file_is_only_fetched(client: Client, dossier: Dossier, method: str) -> None:
    assert client.generic(method, address_of(dossier, photo_of(dossier))).status_code == 405
    assert readings(dossier) == []


def test_its_owner_reads_which_portal_it_was(client: Client, dossier: Dossier) -> None:
    for portal in ("sync", "sync_h26"):
        client.get(address_of(dossier, photo_of(dossier), portal=portal))

    page = builders.sign_in_citizen(Client(), dossier.applicant).get("/cua-toi/ai-da-xem").content.decode()

    assert WHY in page
    assert "Cổng Dịch vụ công Quốc gia" in page
    assert "Cổng dịch vụ công của Hà Nội" in page
    assert "system:portal" not in page
