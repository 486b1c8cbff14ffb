"""The scanner's adapter against the practice world's: the same protocol of clamd, written twice."""

import io
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gplx.registers.errors import Never, TryLater
from gplx.registers.faults import NotReached
from gplx.registers.scanner.clamd import Clamd, ScannerAddress
from gplx.registers.scanner.port import ScanFile, ScannedFile
from tests.eicar import EICAR
from tests.registers.contract.conftest import World
from tests.registers.outside import closed_port

pytestmark = pytest.mark.stack
Keep = Callable[[bytes], ScanFile]


def clamd(world: World, *, timeout: float = 20.0) -> Clamd:
    return Clamd(ScannerAddress(url=f"tcp://{urlsplit(world.url).netloc}", timeout=timeout, rest=0.2))


@pytest.fixture
def kept(files: object) -> Keep:
    """Keep bytes in the object store, and what asks to have them scanned."""

    def keep(data: bytes) -> ScanFile:
        return ScanFile(path=default_storage.save("documents/thu", ContentFile(data)))

    return keep


@pytest.mark.parametrize("data", [b"a", b"%PDF-1.7\n", bytes(1024), bytes(1025), b"\xff" * 5_000_000], ids=len)
def test_a_file_in_which_nothing_is_known_is_clean(world: World, kept: Keep, data: bytes) -> None:
    assert clamd(world).scan(kept(data)) == ScannedFile(verdict="clean")


@pytest.mark.parametrize("before", [0, 1, 1000, 1023, 70_000])
def test_what_is_known_to_be_harmful_is_found_wherever_the_pieces_are_cut(
    world: World, kept: Keep, before: int
) -> None:
    found = clamd(world).scan(kept(b"x" * before + EICAR + b"y" * 5000))
    assert found == ScannedFile(verdict="infected", name="Win.Test.EICAR_HDB-1")


def test_a_file_that_is_gone_will_never_be_scanned(world: World, files: object) -> None:
    with pytest.raises(Never, match=r"^the file is no longer there$"):
        clamd(world).scan(ScanFile(path="documents/none"))


def test_a_file_larger_than_the_scanner_takes_is_not_taken_for_clean(world: World, kept: Keep) -> None:
    with pytest.raises((Never, TryLater)):  # its last word may be lost, for it hangs up while we still speak
        clamd(world).scan(kept(bytes(20_000_001)))


@pytest.mark.parametrize("fault", ["500", "garbage", "refuse", "half"])
def test_a_scanner_that_is_not_well_is_asked_again_later(world: World, kept: Keep, fault: str) -> None:
    file, scanner = kept(EICAR), clamd(world)
    world.faults("scanner", fault=fault, count=1)
    with pytest.raises(TryLater) as trouble:
        scanner.scan(file)
    assert file.path not in str(trouble.value)
    assert scanner.scan(file).verdict == "infected"


@pytest.mark.parametrize("fault", ["timeout", "drip"])
def test_a_whole_call_ends_in_its_time_however_slowly_the_answer_drips(world: World, kept: Keep, fault: str) -> None:
    file = kept(b"honest")
    world.faults("scanner", fault=fault, count=1)
    since = time.monotonic()
    with pytest.raises(TryLater, match="in time"):
        clamd(world, timeout=0.5).scan(file)
    assert time.monotonic() - since < 3


def test_a_slow_scanner_is_waited_for(world: World, kept: Keep) -> None:
    world.faults("scanner", delay=0.3)
    assert clamd(world).scan(kept(b"honest")).verdict == "clean"


def test_nobody_listens(kept: Keep) -> None:
    scanner = Clamd(ScannerAddress(url=f"tcp://127.0.0.1:{closed_port()}", timeout=2, rest=60))
    for _ in range(5):
        with pytest.raises(TryLater, match="cannot be reached"):
            scanner.scan(kept(b"honest"))
    with pytest.raises(NotReached, match="left in peace"):
        scanner.scan(kept(b"honest"))


def test_without_an_address_nothing_is_scanned(kept: Keep) -> None:
    with pytest.raises(NotReached, match="no scanner is set"):
        Clamd(ScannerAddress(url="")).scan(kept(b"honest"))


@pytest.mark.parametrize("url", ["http://127.0.0.1:3310", "tcp://127.0.0.1", "tcp://:3310", "127.0.0.1:3310", "clamd"])
def test_an_address_that_is_none_is_noticed_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match=r"^GPLX_SCANNER_URL must be tcp://host:port$"):
        Clamd(ScannerAddress(url=url))


def test_the_practice_world_has_written_down_who_called(world: World, kept: Keep) -> None:
    world.http.delete("/_sandbox/received").raise_for_status()
    clamd(world).scan(kept(b"honest"))
    assert [(one["method"], one["body"]) for one in world.see("received?system=scanner")["received"]] == [
        ("INSTREAM", None)
    ]


def test_the_test_file_is_the_one_that_everybody_knows() -> None:
    assert len(EICAR) == 68
    assert io.BytesIO(EICAR).read(3) == b"X5O"
