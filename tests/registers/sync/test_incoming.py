"""Files of a dossier filed at a portal are fetched from the portal's own hosts, into our own store, and never with the gateway's token."""

from dataclasses import replace

import pytest
from django.core.files.storage import default_storage

from gplx.registers.errors import Never, TryLater
from gplx.registers.faults import NotReached, Rejected
from gplx.registers.sync.incoming import LARGEST, HttpPortalFiles, is_of_portal
from gplx.registers.sync.port import FetchedFile, FetchFile
from gplx.registers.sync.session import SyncAddress
from tests.registers.outside import Answer, Outside, closed_port

PATH = "incoming/test/photo"
AT = SyncAddress(
    url="https://cong.example.vn/base", username="", password="", agency_code="", member_code="", token="of-the-gateway"
)


@pytest.fixture(autouse=True)
def _clean() -> None:
    default_storage.delete(PATH)


def files(outside: Outside, **options: object) -> HttpPortalFiles:
    return HttpPortalFiles(replace(AT, url=outside.url, **options))


def ask(outside: Outside, path: str = "/tep/1") -> FetchFile:
    return FetchFile(url=outside.url.removesuffix("/base") + path, path=PATH)


def kept() -> bytes:
    with default_storage.open(PATH) as file:
        return file.read()


def test_a_file_is_fetched_into_the_store(outside: Outside) -> None:
    outside.will_answer(Answer(b"\xff\xd8\xff one", headers={"Content-Type": "image/jpeg"}))
    assert files(outside).fetch(ask(outside)) == FetchedFile(size=7)
    assert kept() == b"\xff\xd8\xff one"
    [asked] = outside.asked
    assert (asked.method, asked.path) == ("GET", "/tep/1")
    assert "authorization" not in asked.headers


def test_fetched_again_it_takes_the_place_of_the_one_before(outside: Outside) -> None:
    outside.will_answer(Answer(b"one"), Answer(b"second"))
    for _ in range(2):
        files(outside).fetch(ask(outside))
    assert kept() == b"second"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Answer(b"", status=404), Rejected),
        (Answer(b"", status=403), Rejected),
        (Answer(b"", status=302, headers={"Location": "http://127.0.0.1/"}), TryLater),
        (Answer(b"", status=500), TryLater),
        (Answer(b"x" * 100, half=True), TryLater),
        (Answer(b"x" * (LARGEST + 1)), TryLater),
    ],
)
def test_what_does_not_come_whole_is_not_kept(outside: Outside, answer: Answer, fault: type[Exception]) -> None:
    outside.will_answer(answer)
    with pytest.raises(fault):
        files(outside).fetch(ask(outside))
    assert not default_storage.exists(PATH)
    assert len(outside.asked) == 1


def test_a_portal_that_cannot_be_reached() -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    with pytest.raises(NotReached):
        HttpPortalFiles(replace(AT, url=url)).fetch(FetchFile(url=f"{url}/1", path=PATH))


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/x", "http://localhost/x", "ftp://cong.example.vn/x", "", "//", "http://["]
)
def test_from_elsewhere_nothing_is_fetched(url: str) -> None:
    with pytest.raises(Never, match="no portal's files"):
        HttpPortalFiles(AT).fetch(FetchFile(url=url, path=PATH))


@pytest.mark.parametrize(
    ("url", "hosts", "good"),
    [
        ("https://cong.example.vn/1", (), True),
        ("http://cong.example.vn:8080/1", (), True),
        ("https://cong.example.vn.evil.example/1", (), False),
        ("https://cong.example.vn@evil.example/1", (), False),
        ("https://tep.example.vn/1", ("tep.example.vn",), True),
        ("https://cong.example.vn/1", ("tep.example.vn",), False),
        ("https:///1", (), False),
    ],
)
def test_whose_host_it_is(url: str, hosts: tuple[str, ...], good: bool) -> None:
    assert is_of_portal(url, replace(AT, inbound_hosts=hosts)) is good


def test_without_an_address_of_the_portal_no_host_is_its_own() -> None:
    assert is_of_portal("https:///1", replace(AT, url="")) is False
