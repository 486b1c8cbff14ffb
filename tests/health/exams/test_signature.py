"""The signed text: what other programs sign is understood, and nothing that the signature does not cover is believed."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from gplx.health.exams import signature as module
from gplx.health.exams.signature import UnableToTrust, verify
from gplx.offices.clinics.certificates import fingerprint_of
from sandbox.clinics.keys import Holder
from sandbox.clinics.signed import DS, Manner
from tests.health.exams import sender
from tests.health.exams.sender import Signing

SIGNED = Path(__file__).parent / "signed"
FOREIGN = sorted(path.name for path in SIGNED.glob("*.xml"))
NAME = "Nguyễn Thử Nghiệm"
STRANGERS = Holder()


def refusal(text: bytes | str) -> str:
    """Why a text proves nothing."""
    with pytest.raises(UnableToTrust) as doubt:
        verify(text if isinstance(text, str) else sender.encoded(text))
    return str(doubt.value)


def changed(change: Callable[[etree._Element], object], how: Signing | None = None) -> bytes:
    """A signed text, changed after it was signed."""
    root = etree.fromstring(sender.signed(sender.fields(), how))
    change(root)
    return etree.tostring(root, encoding="UTF-8")


def part(root: etree._Element, name: str) -> etree._Element:
    found = next(root.iter(f"{{{DS}}}{name}"))
    assert found is not None
    return found


# ---- what is understood


@pytest.mark.parametrize("name", FOREIGN)
def test_what_java_and_xmlsec1_signed_is_understood(name: str) -> None:
    found = verify(sender.encoded((SIGNED / name).read_bytes()))
    assert (found.fields["HOTEN"], found.fields["SO"]) == ("Phan Thử Vỹ", "00001/GKSKLX/01901/21")
    assert (found.algorithm, found.weak, len(found.fields)) == ("RSA-SHA1", True, 29)


def test_the_foreign_samples_are_those_of_two_programs_in_two_ways_each() -> None:
    assert FOREIGN == ["java.xml", "java_prefix.xml", "xmlsec1.xml", "xmlsec1_prefix.xml"]


@pytest.mark.parametrize("name", FOREIGN)
def test_a_letter_changed_in_them_is_seen(name: str) -> None:
    text = (SIGNED / name).read_bytes().replace(b"Phan", "Phạn".encode())
    assert refusal(text) == module.NOT_INTACT


@pytest.mark.parametrize(
    ("manner", "algorithm", "weak"),
    [
        (Manner(), "RSA-SHA1", True),
        (Manner(prefix="ds"), "RSA-SHA1", True),
        (Manner(folded=True), "RSA-SHA1", True),
        (Manner(prefix="dsig", folded=True, sha256=True), "RSA-SHA256", False),
        (Manner(sha256=True), "RSA-SHA256", False),
    ],
)
def test_each_manner_of_signing(manner: Manner, algorithm: str, *, weak: bool) -> None:
    found = verify(sender.encoded(sender.signed(sender.fields(), Signing(manner=manner))))
    assert (found.algorithm, found.weak, found.fields["HOTEN"]) == (algorithm, weak, NAME)
    assert found.fingerprint == fingerprint_of(sender.KEYS.certificate(sender.FACILITY))
    assert found.signed_at is not None
    assert found.signed_at.isoformat() == "2021-09-27T09:00:00+00:00"


@pytest.mark.parametrize("wrap", [76, 64, 1000])
def test_line_breaks_and_spaces_in_base64_do_no_harm(wrap: int) -> None:
    text = sender.encoded(sender.signed(sender.fields()))
    folded = "\r\n ".join(text[start : start + wrap] for start in range(0, len(text), wrap))
    assert verify(f"\n{folded}\n").fields["HOTEN"] == NAME


def test_a_byte_order_mark_does_no_harm() -> None:
    assert verify(sender.encoded(b"\xef\xbb\xbf" + sender.signed(sender.fields()))).fields["HOTEN"] == NAME


def test_of_a_chain_the_known_certificate_counts() -> None:
    own, other = (sender.KEYS.certificate(facility) for facility in ("01902", sender.FACILITY))

    def add(root: etree._Element) -> None:
        data = part(root, "X509Data")
        twice = etree.SubElement(data, f"{{{DS}}}X509Certificate")
        twice.text = base64.b64encode(own.public_bytes(sender.Encoding.DER)).decode()

    text = sender.encoded(changed(add))
    assert verify(text, known=[fingerprint_of(own)]).fingerprint == fingerprint_of(own)
    assert verify(text).fingerprint == fingerprint_of(other)


@pytest.mark.parametrize("said", ["", "hôm qua", "2021-09-27"])
def test_a_time_of_signing_that_is_none_is_none_and_does_no_harm(said: str) -> None:
    def say(root: etree._Element) -> None:
        next(root.iter("{*}SigningTime")).text = said

    at = verify(sender.encoded(changed(say))).signed_at
    assert (at and at.date().isoformat()) == (said if said.startswith("2021") else None)


def test_comments_are_not_read() -> None:
    def comment(root: etree._Element) -> None:
        name = root.find("HOTEN")
        assert name is not None
        name.append(etree.Comment("Trần"))

    assert verify(sender.encoded(changed(comment))).fields["HOTEN"] == NAME


# ---- what is refused


@pytest.mark.parametrize("text", ["test", "không", "!!!!", "aGVsbG8", "/w==", "\u2603", "a" * 5])
def test_what_is_no_base64_of_utf8(text: str) -> None:
    assert refusal(text) in (module.NOT_BASE64, module.NOT_XML)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"<root>",
        b"<other/>",
        b"<root xmlns='urn:x'/>",
        b"<?xml version='1.0' encoding='utf-16'?><root/>",
        b"<?xml version='1.0' encoding='none'?><root/>",
        b"<!DOCTYPE root><root/>",
        b'<!DOCTYPE root [<!ENTITY a "b">]><root>&a;</root>',
        b'<!DOCTYPE root SYSTEM "http://127.0.0.1:9/x.dtd"><root/>',
        b'<!DOCTYPE root [<!ENTITY a SYSTEM "file:///etc/hostname">]><root><HOTEN>&a;</HOTEN></root>',
        b"<root>&undefined;</root>",
        b"<root>" + b"<a>" * 300 + b"</a>" * 300 + b"</root>",
    ],
)
def test_what_is_no_plain_xml(text: bytes) -> None:
    assert refusal(text) in (module.NOT_XML, module.NOT_ONE)
    assert (refusal(text) == module.NOT_ONE) == (b"<a>" in text and b"DOCTYPE" not in text and len(text) < 300)


def test_a_text_without_a_signature() -> None:
    assert refusal(etree.tostring(sender.xml(sender.fields(), Signing()))) == module.NOT_ONE


def second_signature(root: etree._Element) -> None:
    root.append(etree.fromstring(etree.tostring(part(root, "Signature"))))


def second_info(root: etree._Element) -> None:
    part(root, "Signature").append(etree.fromstring(etree.tostring(part(root, "SignedInfo"))))


def second_reference(root: etree._Element) -> None:
    part(root, "SignedInfo").append(etree.fromstring(etree.tostring(part(root, "Reference"))))


def wrapped(root: etree._Element) -> None:
    """The old signed document inside a new one that says something else."""
    signature = part(root, "Signature")
    old = etree.fromstring(etree.tostring(root))
    for child in list(root):
        if child is not signature:
            root.remove(child)
    etree.SubElement(root, "HOTEN").text = "Kẻ Mạo Danh"
    holder = etree.SubElement(signature, f"{{{DS}}}Object")
    holder.append(old)


def by_id(root: etree._Element) -> None:
    root.set("Id", "all")
    part(root, "Reference").set("URI", "#all")


def deeper(root: etree._Element) -> None:
    box = etree.SubElement(root, "BOX")
    box.append(part(root, "Signature"))


def no_transform(root: etree._Element) -> None:
    part(root, "Reference").remove(part(root, "Transforms"))


def xpath(root: etree._Element) -> None:
    step = etree.SubElement(part(root, "Transforms"), f"{{{DS}}}Transform")
    step.set("Algorithm", "http://www.w3.org/TR/1999/REC-xpath-19991116")


def algorithm(name: str, uri: str) -> Callable[[etree._Element], object]:
    return lambda root: part(root, name).set("Algorithm", uri)


def without(name: str) -> Callable[[etree._Element], object]:
    def remove(root: etree._Element) -> None:
        found = part(root, name)
        parent = found.getparent()
        assert parent is not None
        parent.remove(found)

    return remove


def written(name: str, text: str) -> Callable[[etree._Element], object]:
    def write(root: etree._Element) -> None:
        part(root, name).text = text

    return write


def another_key(root: etree._Element) -> None:
    """An RSAKeyValue of another key than the certificate's."""
    number = STRANGERS.key.public_key().public_numbers().n
    part(root, "Modulus").text = base64.b64encode(number.to_bytes(256)).decode()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (second_signature, module.NOT_ONE),
        (second_info, module.NOT_ONE),
        (second_reference, module.NOT_ONE),
        (deeper, module.NOT_ONE),
        (wrapped, module.NOT_ONE),
        (without("SignatureValue"), module.NOT_ONE),
        (without("KeyInfo"), module.NOT_ONE),
        (by_id, module.NOT_WHOLE),
        (no_transform, module.NOT_WHOLE),
        (xpath, module.NOT_WHOLE),
        (algorithm("Transform", "http://www.w3.org/2001/10/xml-exc-c14n#"), module.NOT_WHOLE),
        (algorithm("CanonicalizationMethod", "http://www.w3.org/2001/10/xml-exc-c14n#"), module.NOT_TAKEN),
        (algorithm("SignatureMethod", "http://www.w3.org/2000/09/xmldsig#hmac-sha1"), module.NOT_TAKEN),
        (algorithm("SignatureMethod", "http://www.w3.org/2000/09/xmldsig#dsa-sha1"), module.NOT_TAKEN),
        (algorithm("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"), module.NOT_TAKEN),
        (algorithm("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5"), module.NOT_TAKEN),
        (algorithm("DigestMethod", "http://www.w3.org/2001/04/xmlenc#sha256"), module.NOT_TAKEN),
        (algorithm("DigestMethod", ""), module.NOT_TAKEN),
        (without("X509Data"), module.NO_CERTIFICATE),
        (written("X509Certificate", "AAAA"), module.NO_CERTIFICATE),
        (written("X509Certificate", ""), module.NO_CERTIFICATE),
        (written("SignatureValue", "AAAA"), module.NOT_INTACT),
        (written("SignatureValue", ""), module.NOT_INTACT),
        (written("SignatureValue", "?"), module.NOT_INTACT),
        (written("DigestValue", "AAAA"), module.NOT_INTACT),
        (written("DigestValue", ""), module.NOT_INTACT),
        (another_key, module.NOT_INTACT),
        (written("Modulus", ""), module.NOT_INTACT),
        (lambda root: etree.SubElement(root, "HOTEN"), module.NOT_INTACT),
        (lambda root: root.remove(root[0]), module.NOT_INTACT),
    ],
)
def test_what_could_deceive(change: Callable[[etree._Element], object], reason: str) -> None:
    assert refusal(changed(change)) == reason


def test_a_certificate_of_another_key_vouches_for_nothing() -> None:
    own = base64.b64encode(STRANGERS.certificate("01901").public_bytes(sender.Encoding.DER)).decode()
    assert refusal(changed(written("X509Certificate", own))) == module.NOT_INTACT


@pytest.mark.parametrize("shape", ["twice", "nested", "named", "instruction"])
def test_signed_text_that_can_be_read_in_two_ways(shape: str) -> None:
    root = sender.xml(sender.fields(), Signing())
    if shape == "twice":
        etree.SubElement(root, "HOTEN").text = "Hai Tên"
    elif shape == "nested":
        etree.SubElement(root[6], "HOTEN").text = "Tên Trong"
    elif shape == "named":
        etree.SubElement(root, "{urn:x}HOTEN").text = "Tên Khác"
    else:
        root.append(etree.ProcessingInstruction("HOTEN", "Tên Lạ"))
    certificate = sender.KEYS.certificate(sender.FACILITY)
    text = sender.sign(root, key=sender.KEYS.key, certificate=certificate, at=Signing().at, manner=Manner())
    assert refusal(text) == module.NOT_XML
