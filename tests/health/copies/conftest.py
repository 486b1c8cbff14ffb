"""One authority with those for whom it vouches, made once."""

from types import SimpleNamespace

import pytest

from tests import pdfs
from tests.health.copies.pki import DAY, SIGNED, holder, sign


@pytest.fixture(scope="session")
def world() -> SimpleNamespace:
    """A root, an authority under it, an officer, a seal, a time stamper; and strangers."""
    long = {"since": SIGNED - 2000 * DAY, "until": SIGNED + 2000 * DAY}
    root = holder("Gốc Thử", authority=True, **long)
    between = holder("Cơ quan Thử", by=root, authority=True, **long)
    other_root = holder("Gốc Lạ", authority=True, **long)
    return SimpleNamespace(
        root=root,
        between=between,
        officer=holder("Cán Bộ Thử", by=between),
        expired=holder("Hết Hạn", by=between, until=SIGNED - DAY),
        seal=holder("UBND phường Thử", by=between),
        stamper=holder("Dấu Giờ Thử", by=root, stamps=True, rsa_key=True, **long),
        stranger=holder("Người Lạ", by=other_root),
        strange_stamper=holder("Dấu Giờ Lạ", by=other_root, stamps=True, rsa_key=True, **long),
        nobody=holder("Tự Ký"),
        other_root=other_root,
        trust=(root.asn1,),
    )


@pytest.fixture(scope="session")
def good(world: SimpleNamespace) -> bytes:
    """A copy as it should be: signed, with a time stamp."""
    return sign(pdfs.pdf(), world.officer, stamper=world.stamper)
