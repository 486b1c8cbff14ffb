"""The signed text: `<root>` with the fields in their order, and an enveloped XMLDSig as clinics' software makes it."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from lxml import etree

DS = "http://www.w3.org/2000/09/xmldsig#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA1 = (f"{DS}rsa-sha1", f"{DS}sha1")
SHA256 = ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha256")
ORDER = (
    "UUID", "CREATEDDATE", "USERCREATE", "STATUS", "ACTION", "SO", "HOTEN", "NGAYSINH", "GIOITINHVAL",
    "SOCMND_PASSPORT", "NGAYTHANGNAMCAPCMD", "NOICAP", "ECITIZENCODE", "MOBILE", "EMAIL", "DIACHITHUONGTRU",
    "MATINH_THUONGTRU", "MAHUYEN_THUONGTRU", "MAXA_THUONGTRU", "NONGDOCON", "DVINONGDOCON", "MATUY", "KETLUAN",
    "HANGBANGLAI", "NGAYKETLUAN", "BACSYKETLUAN", "NGAYKHAMLAI", "LYDO", "TINHTRANGBENH",
)  # fmt: skip
LINE = 64


@dataclass(frozen=True)
class Manner:
    """How a program signs: a prefix for the signature's elements, line breaks in Base64, RSA-SHA256 in place of RSA-SHA1."""

    prefix: str = ""
    folded: bool = False
    sha256: bool = False


def document(fields: Mapping[str, str]) -> etree._Element:
    """`<root>` with every field, the empty ones too."""
    root = etree.Element("root")
    for name in ORDER:
        etree.SubElement(root, name).text = fields.get(name, "")
    return root


def sign(root: etree._Element, *, key: RSAPrivateKey, certificate: Certificate, at: datetime, manner: Manner) -> bytes:
    """The document with its signature, as UTF-8."""
    method, digest = SHA256 if manner.sha256 else SHA1
    algorithm: hashes.HashAlgorithm = hashes.SHA256() if manner.sha256 else hashes.SHA1()  # noqa: S303 - the format's own
    hashed = hashes.Hash(algorithm)
    hashed.update(_canonical(root))
    signature = etree.SubElement(root, f"{{{DS}}}Signature", nsmap={manner.prefix or None: DS})
    info = _add(signature, "SignedInfo")
    _add(info, "CanonicalizationMethod", Algorithm=C14N)
    _add(info, "SignatureMethod", Algorithm=method)
    reference = _add(info, "Reference", URI="")
    steps = _add(reference, "Transforms")
    _add(steps, "Transform", Algorithm=f"{DS}enveloped-signature")
    _add(steps, "Transform", Algorithm=C14N)
    _add(reference, "DigestMethod", Algorithm=digest)
    _add(reference, "DigestValue").text = _base64(hashed.finalize(), manner)
    made = key.sign(_canonical(info), PKCS1v15(), algorithm)
    _add(signature, "SignatureValue").text = _base64(made, manner)
    _add_key(signature, key, certificate, manner)
    _add_time(signature, at)
    whole: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return whole


def _add_key(signature: etree._Element, key: RSAPrivateKey, certificate: Certificate, manner: Manner) -> None:
    numbers = key.public_key().public_numbers()
    info = _add(signature, "KeyInfo")
    value = _add(_add(info, "KeyValue"), "RSAKeyValue")
    for name, number in (("Modulus", numbers.n), ("Exponent", numbers.e)):
        _add(value, name).text = _base64(number.to_bytes((number.bit_length() + 7) // 8), manner)
    written = _base64(certificate.public_bytes(Encoding.DER), manner)
    _add(_add(info, "X509Data"), "X509Certificate").text = written


def _add_time(signature: etree._Element, at: datetime) -> None:
    """When it was signed; nothing refers to it, so it is not protected."""
    properties = _add(_add(signature, "Object"), "SignatureProperties")
    one = _add(properties, "SignatureProperty", Id="SigningTime", Target="")
    etree.SubElement(one, "SigningTime").text = f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{DS}}}{name}", attributes)


def _canonical(node: etree._Element) -> bytes:
    # As a document of its own: of a part, the library writes empty declarations that the standard does not know.
    canonical: bytes = etree.tostring(etree.fromstring(etree.tostring(node, with_tail=False)), method="c14n")
    return canonical


def _base64(data: bytes, manner: Manner) -> str:
    text = base64.b64encode(data).decode()
    if not manner.folded:
        return text
    return "\r\n" + "\r\n".join(text[start : start + LINE] for start in range(0, len(text), LINE)) + "\r\n"
