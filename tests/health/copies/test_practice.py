"""The practice world's authority and its sample; and the trust list."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from gplx.documents.pdf import check_pdf
from gplx.health.copies.practice.authority import NAME, practice_authority
from gplx.health.copies.trust import UnableToReadTrustList, trust_list
from gplx.health.copies.verify import verify
from tests.health.copies.pki import NOW


def test_the_command_writes_a_copy_that_is_then_trusted(settings: Settings, tmp_path: Path) -> None:
    settings.TRUST_LIST, file = tmp_path / "trust", tmp_path / "ban-sao.pdf"
    call_command("practice_copy", "Nguyễn Thử Nghiệm", "--day", "2021-09-20", "--to", str(file), verbosity=0)
    found = verify(data=file.read_bytes(), trust=trust_list(settings.TRUST_LIST), at=NOW)
    assert (found.signer, found.organisation, found.authority) == (
        "Người Ký Thực Hành",
        "UBND phường Thực Hành",
        NAME,
    )
    assert (found.known, found.stamped, found.at and found.at.isoformat()) == (True, False, "2021-09-20T08:00:00+07:00")
    check_pdf(file.read_bytes())


def test_where_real_systems_are_set_nothing_is_made(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "PORTAL",
        "SYNC",
        "LICENCES",
        "HEALTH",
        "POLICE",
        "INSPECTORATE",
        "PAYMENTS",
        "POST",
        "SMS",
        "EMAIL",
        "TREASURY",
    ):
        monkeypatch.setenv(f"GPLX_{name}_URL", "http://127.0.0.1:9")
    settings.TRUST_LIST = tmp_path / "trust"
    with pytest.raises(CommandError, match="the addresses of real systems are set"):
        call_command("practice_copy", "Nguyễn Thử Nghiệm", "--to", str(tmp_path / "x.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_the_authority_is_made_once_and_its_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = practice_authority(tmp_path), practice_authority(tmp_path)
    assert first.certificate == second.certificate
    assert stat.S_IMODE((tmp_path / "thuc-hanh.key").stat().st_mode) == 0o600
    assert first.certificate.not_valid_after_utc - first.certificate.not_valid_before_utc > timedelta(days=7000)


def test_a_trust_list_is_every_certificate_of_its_pem_files(tmp_path: Path) -> None:
    practice_authority(tmp_path / "a")
    practice_authority(tmp_path / "b")
    two = b"".join((tmp_path / one / "thuc-hanh.pem").read_bytes() for one in "ab")
    (tmp_path / "both.pem").write_bytes(b"a note before\n" + two)
    (tmp_path / "read-me.txt").write_text("no certificate")
    assert len(trust_list(tmp_path)) == 2
    assert trust_list(tmp_path / "not-there") == ()


@pytest.mark.parametrize("text", ["", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_broken_file_is_named(text: str, tmp_path: Path) -> None:
    practice_authority(tmp_path)
    (tmp_path / "z.pem").write_text(text)
    with pytest.raises(
        UnableToReadTrustList, match=r"^GPLX_TRUST_LIST: z\.pem holds no certificate that can be read\.$"
    ):
        trust_list(tmp_path)
