"""The signature of a certified copy: what is good, and each way in which it is not."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from pyhanko.sign.fields import SigSeedSubFilter

from gplx.health.copies.faults import Fault, UnableToTrust
from gplx.health.copies.signature import Signature
from gplx.health.copies.verify import verify
from tests import builders, pdfs
from tests.health.copies.pki import DAY, NOW, SIGNED, holder, later_edit, revoking, sign, with_store

World = SimpleNamespace


def fault(data: bytes, world: World, *, at=NOW) -> Fault:
    """Why a copy is not trusted."""
    with pytest.raises(UnableToTrust) as refused:
        verify(data=data, trust=world.trust, at=at)
    assert str(refused.value) == refused.value.fault.value
    return refused.value.fault


# ---- good


def test_a_good_copy_says_who_when_and_who_vouches(world: World, good: bytes) -> None:
    found = verify(data=good, trust=world.trust, at=NOW)
    assert found == Signature(
        signer="Cán Bộ Thử",
        organisation="UBND phường Thử",
        authority="Cơ quan Thử",
        at=SIGNED,
        stamped=True,
        known=True,
    )
    assert found.in_words() == (
        "Cán Bộ Thử, UBND phường Thử ký lúc 08:00 20/09/2021 (có dấu thời gian); chứng thư do Cơ quan Thử cấp"
    )


def test_without_a_time_stamp_the_time_is_the_signers_word(world: World) -> None:
    found = verify(data=sign(pdfs.pdf(), world.officer), trust=world.trust, at=NOW)
    assert (found.at, found.stamped, found.known) == (SIGNED, False, True)
    assert "(thời điểm do người ký tự ghi)" in found.in_words()


def test_a_time_stamp_of_a_stranger_proves_no_time(world: World) -> None:
    copy = sign(pdfs.pdf(), world.officer, stamper=world.strange_stamper)
    assert verify(data=copy, trust=world.trust, at=NOW).stamped is False


def test_the_time_stamp_counts_and_not_the_signers_word(world: World) -> None:
    copy = sign(pdfs.pdf(), world.officer, at=SIGNED - 50 * DAY, stamper=world.stamper, stamped=SIGNED)
    assert verify(data=copy, trust=world.trust, at=NOW).at == SIGNED


def test_the_older_form_of_signature_is_good_as_well(world: World) -> None:
    copy = sign(pdfs.pdf(), world.officer, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    assert verify(data=copy, trust=world.trust, at=NOW).signer == "Cán Bộ Thử"


def test_a_signer_who_is_trusted_directly(world: World) -> None:
    assert verify(data=sign(pdfs.pdf(), world.nobody), trust=(world.nobody.asn1,), at=NOW).known


def test_an_officer_signs_and_the_authority_seals(world: World) -> None:
    both = sign(sign(pdfs.pdf(), world.officer), world.seal, field="Ky2", stamper=world.stamper)
    assert verify(data=both, trust=world.trust, at=NOW).signer == "UBND phường Thử"


def test_a_copy_stays_good_after_the_certificate_has_expired(world: World, good: bytes) -> None:
    assert verify(data=good, trust=world.trust, at=SIGNED + 1000 * DAY).at == SIGNED


def test_revocation_data_may_be_added_after_signing(world: World, good: bytes) -> None:
    copy = with_store(good, revoking(world.between, on=SIGNED - DAY), certificates=(world.between.certificate,))
    assert verify(data=copy, trust=world.trust, at=NOW).known


def test_where_nobody_is_trusted_only_integrity_is_known(world: World, good: bytes) -> None:
    found = verify(data=good, trust=(), at=NOW)
    assert (found.known, found.stamped, found.signer) == (False, False, "Cán Bộ Thử")
    with pytest.raises(UnableToTrust) as refused:
        verify(data=good.replace(b"/MediaBox", b"/mediaBox"), trust=(), at=NOW)
    assert refused.value.fault is Fault.TAMPERED


# ---- who signed, and when

SIGNERS: dict[str, tuple[Callable[[World], bytes], Fault]] = {
    "self-signed": (lambda world: sign(pdfs.pdf(), world.nobody), Fault.SELF_SIGNED),
    "another-root": (lambda world: sign(pdfs.pdf(), world.stranger), Fault.UNKNOWN),
    "root-of-the-same-name": (
        lambda _: sign(pdfs.pdf(), holder("Cán Bộ Thử", by=holder("Gốc Thử", authority=True))),
        Fault.UNKNOWN,
    ),
    "no-authority-but-signs-others": (
        lambda world: sign(pdfs.pdf(), holder("Kẻ Mạo", by=world.officer)),
        Fault.UNKNOWN,
    ),
    "expired": (lambda world: sign(pdfs.pdf(), world.officer, at=SIGNED + 101 * DAY), Fault.EXPIRED),
    "expired-says-the-stamp": (
        lambda world: sign(pdfs.pdf(), world.officer, stamper=world.stamper, stamped=SIGNED + 101 * DAY),
        Fault.EXPIRED,
    ),
    "not-yet-valid": (lambda world: sign(pdfs.pdf(), world.officer, at=SIGNED - 101 * DAY), Fault.NOT_YET_VALID),
    "for-other-use": (
        lambda world: sign(pdfs.pdf(), holder("Khóa", by=world.between, uses="key_agreement")),
        Fault.UNFIT,
    ),
    "sha-1": (lambda world: sign(pdfs.pdf(), world.officer, md="sha1"), Fault.WEAK),
    "md5": (lambda world: sign(pdfs.pdf(), holder("Cũ", by=world.between, rsa_key=True), md="md5"), Fault.WEAK),
    "second-by-a-stranger": (
        lambda world: sign(sign(pdfs.pdf(), world.officer), world.stranger, field="Ky2"),
        Fault.UNKNOWN,
    ),
    "first-by-a-stranger": (
        lambda world: sign(sign(pdfs.pdf(), world.stranger), world.officer, field="Ky2"),
        Fault.UNKNOWN,
    ),
    "three-signatures": (
        lambda world: sign(sign(sign(pdfs.pdf(), world.officer), world.seal, field="Ky2"), world.officer, field="Ky3"),
        Fault.SEVERAL,
    ),
}


@pytest.mark.parametrize(("make", "expected"), SIGNERS.values(), ids=SIGNERS)
def test_a_signer_who_is_not_accepted(make: Callable[[World], bytes], expected: Fault, world: World) -> None:
    assert fault(make(world), world, at=SIGNED + 200 * DAY) is expected


@pytest.mark.parametrize(("ahead", "passes"), [(timedelta(minutes=10), True), (timedelta(minutes=11), False)])
def test_a_signature_from_the_future(ahead: timedelta, passes: bool, world: World) -> None:
    copy = sign(pdfs.pdf(), world.officer, at=SIGNED + ahead)
    if passes:
        assert verify(data=copy, trust=world.trust, at=SIGNED).known
    else:
        assert fault(copy, world, at=SIGNED) is Fault.FROM_TOMORROW


@pytest.mark.parametrize(
    ("revoked", "stamped", "expected"),
    [
        (SIGNED - DAY, True, Fault.REVOKED),
        (SIGNED - DAY, False, Fault.REVOKED),
        (SIGNED + DAY, True, None),
        (SIGNED + DAY, False, Fault.REVOKED),
    ],
    ids=["before", "before-unstamped", "after-a-proven-time", "after-an-unproven-time"],
)
def test_a_signer_who_was_revoked(revoked, stamped: bool, expected: Fault | None, world: World) -> None:
    copy = sign(pdfs.pdf(), world.officer, stamper=world.stamper if stamped else None)
    copy = with_store(copy, revoking(world.between, world.officer, on=revoked))
    if expected:
        assert fault(copy, world) is expected
    else:
        assert verify(data=copy, trust=world.trust, at=NOW).stamped


def test_an_authority_that_was_revoked(world: World, good: bytes) -> None:
    copy = with_store(good, revoking(world.root, world.between, on=SIGNED - DAY))
    assert fault(copy, world) is Fault.REVOKED


def test_a_list_of_another_authority_revokes_nobody_here(world: World, good: bytes) -> None:
    copy = with_store(good, revoking(world.other_root, world.officer, on=SIGNED - DAY))
    assert verify(data=copy, trust=world.trust, at=NOW).known


# ---- integrity


def spots(data: bytes) -> dict[str, int]:
    """One place in each region of a signed file."""
    gap = re.search(rb"/Contents\s*<([0-9a-fA-F]+)>", data)
    assert gap
    return {
        "page": data.index(b"/MediaBox") + 12,
        "byte range": data.index(b"/ByteRange") + 14,
        "signature's head": gap.start(1) + 20,
        "signed digest and certificates": gap.start(1) + 1000,
        "filling zeros": gap.end(1) - 10,
        "behind the signature": gap.end() + 3,
        "table of places": data.rindex(b"xref\n0") + 12
        if b"xref\n0" in data[gap.end() :]
        else data.rindex(b"startxref") + 10,
        "last byte": len(data) - 2,
    }


SPOTS = (
    "page",
    "byte range",
    "signature's head",
    "signed digest and certificates",
    "filling zeros",
    "behind the signature",
    "table of places",
    "last byte",
)


@pytest.mark.parametrize("spot", SPOTS)
def test_one_changed_byte_anywhere_is_seen(spot: str, world: World, good: bytes) -> None:
    place = spots(good)[spot]
    changed = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
    # A byte of a certificate makes it one that nobody vouches for.
    unknown = {Fault.UNKNOWN} if spot == "signed digest and certificates" else set()
    assert fault(changed, world) in {Fault.TAMPERED, Fault.UNREADABLE, Fault.UNSIGNED} | unknown


def test_the_words_of_the_page_cannot_be_changed(world: World, good: bytes) -> None:
    assert fault(good.replace(b"300 400", b"400 300"), world) is Fault.TAMPERED


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "catalogue": lambda good: later_edit(good, PageMode="/FullScreen"),
    "another-page-tree": lambda good: later_edit(good, Pages="/None"),
    "bytes-at-the-end": lambda good: good + b"% more",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_later_edit_is_refused(edit: Callable[[bytes], bytes], world: World, good: bytes) -> None:
    assert fault(edit(good), world) in {Fault.TAMPERED, Fault.UNREADABLE}


def test_what_is_signed_after_an_edit_does_not_heal_it(world: World, good: bytes) -> None:
    edited = later_edit(good, PageMode="/FullScreen")
    assert fault(sign(edited, world.seal, field="Ky2"), world) is Fault.TAMPERED


def test_a_signature_cannot_be_moved_to_another_file(world: World, good: bytes) -> None:
    other = sign(pdfs.pdf(pages=2), world.officer, stamper=world.stamper)
    own, foreign = (re.search(rb"/Contents\s*<([0-9a-fA-F]+)>", one) for one in (good, other))
    assert own and foreign
    digits = foreign[1][: len(own[1])].ljust(len(own[1]), b"0")
    assert fault(good[: own.start(1)] + digits + good[own.end(1) :], world) is Fault.TAMPERED


# ---- no copy at all

NO_COPY = {
    "unsigned": (pdfs.pdf(), Fault.UNSIGNED),
    "picture": (builders.picture(), Fault.NOT_PDF),
    "text": (b"giay kham", Fault.NOT_PDF),
    "nothing": (b"", Fault.NOT_PDF),
    "password": (pdfs.encrypted(), Fault.ENCRYPTED),
    "broken": (b"%PDF-1.7\n%%EOF", Fault.UNREADABLE),
    "no-pages": (pdfs.pdf(pages=0), Fault.UNSIGNED),
    "table-that-points-nowhere": (pdfs.pdf().replace(b"startxref\n", b"startxref\n9"), Fault.UNREADABLE),
    "unfolds-without-measure": (pdfs.bomb(size=17 << 20), Fault.UNSIGNED),
}


@pytest.mark.parametrize(("data", "expected"), NO_COPY.values(), ids=NO_COPY)
def test_what_is_no_copy(data: bytes, expected: Fault, world: World) -> None:
    assert fault(data, world) is expected


def test_each_fault_has_a_sentence_of_its_own_that_says_what_to_do() -> None:
    sentences = [one.value for one in Fault]
    assert len(set(sentences)) == len(Fault)
    assert [one for one in sentences if "ui lòng" not in one or not one.endswith(".")] == []


def test_hostile_names_stay_on_one_short_line(world: World) -> None:
    signer = holder("A\nB " + "x" * 60, by=world.between, organisation="Ủy\tban")
    found = verify(data=sign(pdfs.pdf(), signer), trust=world.trust, at=NOW)
    assert found.signer.startswith("A B x") and found.organisation == "Ủy ban"
    assert len(found.in_words()) <= 400 and "\n" not in found.in_words()


def test_a_copy_is_read_from_bytes_alone(world: World, good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """No address in a certificate or file is ever called: a socket would be refused."""
    monkeypatch.setattr("socket.socket.connect", lambda *_args: pytest.fail("a call by network"))
    assert verify(data=io.BytesIO(good).getvalue(), trust=world.trust, at=NOW).known
