"""Bringing a certified copy: what the citizen is told, what is kept, what the officer sees."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from gplx.casework.checks import OFFICER, checks_of
from gplx.documents.models import Document
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.health.changes import NOBODY_TRUSTED, confirm_paper
from gplx.health.copies.faults import Fault
from gplx.health.models import COPY, PAPER, UNVERIFIED, VALID, Evidence
from gplx.health.questions import evidence_of
from gplx.offices.models import EXAMINER
from tests import builders, pdfs
from tests.health.copies.pki import DAY, SIGNED, revoking, sign, with_store

pytestmark = pytest.mark.django_db
World = SimpleNamespace
SIGNATURE = "Cán Bộ Thử, UBND phường Thử ký lúc 08:00 20/09/2021 (có dấu thời gian); chứng thư do Cơ quan Thử cấp"


@pytest.fixture
def trusted(world: World, settings: Settings, tmp_path: Path) -> Path:
    """The operator trusts the tests' root."""
    settings.TRUST_LIST = tmp_path / "trust"
    settings.TRUST_LIST.mkdir()
    (settings.TRUST_LIST / "goc.pem").write_bytes(world.root.certificate.public_bytes(Encoding.PEM))
    return settings.TRUST_LIST


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    return builders.draft()


def send(client: Client, dossier: Dossier, data: bytes, *, way: str = "health_copy") -> HttpResponse:
    """Send a file at the page of the certificate."""
    dossier.refresh_from_db()
    form = {"version": dossier.version, "request_id": builders.fresh(), "way": way}
    sent = SimpleUploadedFile("giay.pdf", data, "application/pdf")
    browser = builders.sign_in_citizen(client, dossier.applicant)
    return browser.post(f"/ho-so/{dossier.id}/suc-khoe", form | {"file": sent})


def text(page: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.mark.usefixtures("trusted")
def test_a_good_copy_goes_to_an_officer_with_its_signer(client: Client, dossier: Dossier, good: bytes) -> None:
    assert send(client, dossier, good)["Location"] == f"/ho-so/{dossier.id}"
    evidence = evidence_of(dossier)
    assert evidence is not None
    assert (evidence.channel, evidence.verdict, evidence.signature, evidence.says) == (COPY, UNVERIFIED, SIGNATURE, "")
    assert evidence.document == Document.objects.get(kind="health_copy").id
    assert next(check.verdict for check in checks_of(dossier) if check.name == "health") == OFFICER


@pytest.mark.usefixtures("trusted")
def test_the_officer_sees_the_signer_and_so_does_who_approves(client: Client, good: bytes) -> None:
    dossier = builders.submitted(green=False)
    Evidence.objects.filter(dossier=dossier).delete()
    send(client, builders.draft(), good)
    brought = Evidence.objects.get(channel=COPY)
    Evidence.objects.filter(id=brought.id).update(dossier=dossier)
    page = builders.sign_in(client, builders.officer(EXAMINER)).get(f"/can-bo/ho-so/{dossier.id}")
    assert f"Chữ ký số {SIGNATURE}" in text(page)
    confirmed = confirm_paper(
        dossier=dossier, good=True, concluded=SIGNED.date(), classes="B2", by="Cán bộ Thử", says="đã đọc", at=now()
    )
    assert (confirmed.verdict, confirmed.channel, confirmed.signature) == (VALID, COPY, SIGNATURE)


def refused_copies(world: World) -> dict[Fault, bytes]:
    """One copy for each fault that a citizen is likely to meet."""
    good = sign(pdfs.pdf(), world.officer)
    return {
        Fault.UNSIGNED: pdfs.pdf(),
        Fault.NOT_PDF: builders.picture(),
        Fault.UNREADABLE: b"%PDF-1.7\n%%EOF",
        Fault.ENCRYPTED: pdfs.encrypted(),
        Fault.TAMPERED: good.replace(b"300 400", b"400 300"),
        Fault.SELF_SIGNED: sign(pdfs.pdf(), world.nobody),
        Fault.UNKNOWN: sign(pdfs.pdf(), world.stranger),
        Fault.EXPIRED: sign(pdfs.pdf(), world.expired),
        Fault.NOT_YET_VALID: sign(pdfs.pdf(), world.officer, at=SIGNED - 101 * DAY),
        Fault.REVOKED: with_store(good, revoking(world.between, world.officer, on=SIGNED - DAY)),
        Fault.WEAK: sign(pdfs.pdf(), world.officer, md="sha1"),
    }


@pytest.mark.usefixtures("trusted")
def test_each_fault_is_told_beside_the_field_and_nothing_is_kept(
    client: Client, dossier: Dossier, world: World
) -> None:
    before = (Document.objects.count(), dossier.version)
    for fault, data in refused_copies(world).items():
        page = send(client, dossier, data)
        shown = re.findall(r'id="[^"]*file-error"[^>]*>(.*?)</p>', page.content.decode(), re.S)
        assert page.status_code == 200, fault
        assert len(shown) == 1 and fault.value in re.sub(r"\s+", " ", shown[0]), fault
    dossier.refresh_from_db()
    assert (Document.objects.count(), dossier.version) == before
    assert not Evidence.objects.exists()


@pytest.mark.usefixtures("trusted")
def test_after_a_refusal_one_may_send_another_or_a_scan(client: Client, dossier: Dossier, good: bytes) -> None:
    assert send(client, dossier, pdfs.pdf()).status_code == 200
    assert send(client, dossier, pdfs.pdf(), way="health_paper").status_code == 302
    assert send(client, dossier, good).status_code == 302
    assert list(Evidence.objects.order_by("id").values_list("channel", "verdict", "signature")) == [
        (PAPER, UNVERIFIED, ""),
        (COPY, UNVERIFIED, SIGNATURE),
    ]


@pytest.mark.usefixtures("trusted")
def test_the_fault_is_told_in_english_too(client: Client, dossier: Dossier) -> None:
    client.cookies["django_language"] = "en"
    assert "This file has no digital signature" in text(send(client, dossier, pdfs.pdf()))


@pytest.mark.usefixtures("trusted")
def test_a_signed_copy_with_scripts_is_not_kept(client: Client, dossier: Dossier, world: World) -> None:
    copy = sign(pdfs.with_in_root(OpenAction={"S": "/JavaScript", "JS": "1"}), world.officer)
    assert "Tệp PDF này có chứa mã lệnh." in text(send(client, dossier, copy))
    assert not Evidence.objects.exists() and not Document.objects.filter(kind="health_copy").exists()


def test_where_nobody_is_trusted_the_officer_is_told_so(
    client: Client, dossier: Dossier, good: bytes, settings: Settings, tmp_path: Path
) -> None:
    settings.TRUST_LIST = tmp_path / "nothing-there"
    assert send(client, dossier, good).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.channel, evidence.verdict, evidence.says) == (COPY, UNVERIFIED, NOBODY_TRUSTED)
    assert "(thời điểm do người ký tự ghi)" in evidence.signature
    assert send(client, dossier, pdfs.pdf()).status_code == 200, "an unsigned file is none all the same"


def test_a_broken_trust_list_is_no_fault_of_the_citizen(
    client: Client, dossier: Dossier, good: bytes, trusted: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (trusted / "hong.pem").write_text("no certificate")
    assert send(client, dossier, good).status_code == 302
    assert Evidence.objects.get().says == NOBODY_TRUSTED
    assert "GPLX_TRUST_LIST: hong.pem holds no certificate that can be read." in caplog.text
    assert "Cán Bộ" not in caplog.text, "who signed stands in no log"
