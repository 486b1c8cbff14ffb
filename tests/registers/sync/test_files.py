"""The addresses of files are signed for one portal, one dossier and one file, and for a while; no record holds one."""

from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from django.core import signing
from pytest_django import Settings

from gplx.registers.sync.files import Expired, Forged, check_address, file_address
from gplx.registers.sync.http import HttpDossierSync
from gplx.registers.sync.port import Report
from gplx.registers.sync.session import SyncAddress
from tests.registers.outside import Outside
from tests.registers.recorded.conversations import named
from tests.registers.sync.test_wire import DOSSIER

LIFE = 100
THIS = {"portal": "sync", "code": "000.00.99.H26-210927-0001", "file": "p-1"}


def signature_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["s"][0]


def test_an_address_is_good_for_what_it_was_made_for() -> None:
    address = file_address(base_url="https://gplx.example.vn", **THIS)

    assert address.startswith("https://gplx.example.vn/api/portal/tai-lieu/sync/000.00.99.H26-210927-0001/p-1?s=")
    check_address(**THIS, signature=signature_of(address), life=LIFE)


@pytest.mark.parametrize("other", [{"portal": "sync_h26"}, {"code": "000.00.99.H26-210927-0002"}, {"file": "p-2"}])
def test_it_is_good_for_nothing_else(other: dict[str, str]) -> None:
    signature = signature_of(file_address(base_url="", **THIS))

    with pytest.raises(Forged):
        check_address(**(THIS | other), signature=signature, life=LIFE)


@pytest.mark.parametrize("signature", ["", ":", "abc", "1mU8aa:", "::::", "é:é"])
def test_a_signature_that_is_none_is_forged(signature: str) -> None:
    with pytest.raises(Forged):
        check_address(**THIS, signature=signature, life=LIFE)


def test_a_later_time_written_into_it_forges_it() -> None:
    stamp, _, seal = signature_of(file_address(base_url="", **THIS)).partition(":")
    later = signing.b62_encode(signing.b62_decode(stamp) + 1000)

    with pytest.raises(Forged):
        check_address(**THIS, signature=f"{later}:{seal}", life=LIFE)


@pytest.mark.parametrize(("age", "good"), [(LIFE - 2, True), (LIFE + 2, False)])
def test_it_runs_out(age: int, good: bool) -> None:
    signature = signature_of(file_address(base_url="", **THIS))
    stamp = signing.b62_decode(signature.partition(":")[0])

    with patch("django.core.signing.time.time", return_value=stamp + age):
        if good:
            check_address(**THIS, signature=signature, life=LIFE)
        else:
            with pytest.raises(Expired):
                check_address(**THIS, signature=signature, life=LIFE)


def test_another_key_of_the_house_ends_all_of_them(settings: Settings) -> None:
    signature = signature_of(file_address(base_url="", **THIS))
    settings.SECRET_KEY = "another-for-tests-another-for-tests-another-for-tests"

    with pytest.raises(Forged):
        check_address(**THIS, signature=signature, life=LIFE)


def test_the_adapter_signs_when_it_sends_and_the_record_holds_no_address(outside: Outside) -> None:
    outside.will_answer(*(named("answers", name)["body"] for name in ("opened", "nothing", "told")))
    report = Report(DOSSIER, ())
    at = SyncAddress(
        url=outside.url,
        username="gplx",
        password="hush",
        agency_code="H26",
        member_code="VN:GOV:G04:gplx",
        files_url="https://gplx.example.vn",
        components={"photo": "TP01"},
    )

    HttpDossierSync(at, register="sync_h26").report(report)

    [told] = outside.bodies()[2]["data"]
    [paper, _], [result] = told["TaiLieuNop"], told["DanhSachGiayToKetQua"]
    assert paper["MaThanhPhanHoSo"] == "TP01"
    for address, file in ((paper["DuongDanTaiTepTin"], "p-1"), (result["DuongDanTepTinKetQua"], "r-1")):
        assert urlsplit(address).path == f"/api/portal/tai-lieu/sync_h26/{DOSSIER.code}/{file}"
        check_address(portal="sync_h26", code=DOSSIER.code, file=file, signature=signature_of(address), life=LIFE)
    assert b"http" not in msgspec.json.encode(report)
