"""The signed text of a certificate (``SIGNDATA``): what the facility's signature covers, and by which certificate it was made.

XMLDSig, enveloped, C14N 1.0. RSA-SHA1 is taken for this format alone, for the published software signs with nothing else, and is marked.
Only the bytes that the signature covers are read. Whether the certificate is the facility's own is for ``registered``.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from gplx.ground.names import composed
from gplx.offices.clinics.certificates import fingerprint_of

NOT_BASE64 = "không phải Base64 của một văn bản XML UTF-8."
NOT_XML = "không phải XML hợp lệ có phần tử gốc <root>, hoặc có DTD, thực thể, phần tử lồng nhau hay trùng tên."
NOT_ONE = "phải có đúng một chữ ký (Signature) đặt ngay trong <root>, với một SignedInfo và một SignatureValue."
NOT_WHOLE = "chữ ký phải phủ cả văn bản: đúng một Reference với URI rỗng, biến đổi enveloped-signature và C14N 1.0."
NOT_TAKEN = "thuật toán ký không được nhận. Chỉ nhận RSA-SHA1 hoặc RSA-SHA256, với C14N 1.0."
NO_CERTIFICATE = "chữ ký phải kèm chứng thư RSA (KeyInfo/X509Data/X509Certificate)."
NOT_INTACT = "chữ ký không đúng: nội dung đã bị sửa sau khi ký, hoặc khóa không phải của chứng thư kèm theo."

_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_C14N = CanonicalizationMethod.CANONICAL_XML_1_0
_ENVELOPED = SignatureConstructionMethod.enveloped.value
_WEAK = "RSA-SHA1"
_ALGORITHMS = {
    SignatureMethod.RSA_SHA1.value: (_WEAK, DigestAlgorithm.SHA1.value),
    SignatureMethod.RSA_SHA256.value: ("RSA-SHA256", DigestAlgorithm.SHA256.value),
}
_CONFIGURATION = SignatureConfiguration(
    location="./",
    signature_methods=frozenset({SignatureMethod.RSA_SHA1, SignatureMethod.RSA_SHA256}),
    digest_algorithms=frozenset({DigestAlgorithm.SHA1, DigestAlgorithm.SHA256}),
    default_reference_c14n_method=_C14N,
)


class UnableToTrust(Exception):
    """The signature proves nothing; the message says why, for the clinic's programmer."""


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What was signed: ``fields`` by their name in the XML; with which algorithm, certificate (SHA-256, lower hex), when (unprotected)."""

    fields: Mapping[str, str]
    algorithm: str
    fingerprint: str
    signed_at: datetime | None

    @property
    def weak(self) -> bool:
        """Whether it rests on SHA-1."""
        return self.algorithm == _WEAK


class _Verifier(XMLVerifier):
    """Java and xmlsec1 leave empty declarations out where the library, taking the signature for a document, would write them."""

    excise_empty_xmlns_declarations = True


def verify(text: str, *, known: Iterable[str] = ()) -> Signed:
    """What the signature in ``text`` covers. Of several certificates that come along the one ``known`` by its fingerprint counts.

    Raises ``UnableToTrust`` with the first reason. The certificate's term is not looked at here.
    """
    root = _document(text)
    signature, info = _signature(root)
    algorithm = _algorithm(info)
    certificate = _certificate(signature, known)
    covered = _covered(root, certificate)
    return Signed(
        fields=_fields(covered),
        algorithm=algorithm,
        fingerprint=fingerprint_of(certificate),
        signed_at=_signed_at(signature),
    )


def _document(text: str) -> etree._Element:
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
        data.decode("utf-8-sig")
    except (binascii.Error, ValueError):
        raise UnableToTrust(NOT_BASE64) from None
    # A parser of its own for each: no DTD, no entities, no network.
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise UnableToTrust(NOT_XML) from None
    declared = root.getroottree().docinfo
    if root.tag != "root" or declared.doctype or any(True for _ in root.iter(etree.Entity)):
        raise UnableToTrust(NOT_XML)
    return root


def _signature(root: etree._Element) -> tuple[etree._Element, etree._Element]:
    """The only signature and its ``SignedInfo``, where each of its parts is there once: nothing can be read in place of another."""
    found = list(root.iter(f"{_DS}Signature"))
    if len(found) != 1 or found[0].getparent() is not root:
        raise UnableToTrust(NOT_ONE)
    (signature,) = found
    info, _, _ = (_only(signature, name) for name in ("SignedInfo", "SignatureValue", "KeyInfo"))
    reference = _only(info, "Reference")
    if reference.get("URI") != "" or not set(reference.attrib) <= {"URI", "Id"}:
        raise UnableToTrust(NOT_WHOLE)
    steps = [step.get("Algorithm") for step in reference.iterfind(f"{_DS}Transforms/{_DS}Transform")]
    if steps not in ([_ENVELOPED], [_ENVELOPED, _C14N.value]) or len(reference.findall(f"{_DS}Transforms")) != 1:
        raise UnableToTrust(NOT_WHOLE)
    return signature, info


def _only(parent: etree._Element, name: str) -> etree._Element:
    found = parent.findall(f"{_DS}{name}")
    if len(found) != 1:
        raise UnableToTrust(NOT_ONE)
    return found[0]


def _algorithm(info: etree._Element) -> str:
    form, method = (_only(info, name).get("Algorithm") for name in ("CanonicalizationMethod", "SignatureMethod"))
    digest = _only(_only(info, "Reference"), "DigestMethod").get("Algorithm")
    name, own_digest = _ALGORITHMS.get(str(method), ("", ""))
    if not name or digest != own_digest or form != _C14N.value:
        raise UnableToTrust(NOT_TAKEN)
    return name


def _certificate(signature: etree._Element, known: Iterable[str]) -> x509.Certificate:
    written = signature.findall(f"{_DS}KeyInfo/{_DS}X509Data/{_DS}X509Certificate")
    try:
        found = [x509.load_der_x509_certificate(base64.b64decode("".join((one.text or "").split()))) for one in written]
        usable = [one for one in found if isinstance(one.public_key(), RSAPublicKey)]
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion):
        raise UnableToTrust(NO_CERTIFICATE) from None
    if not usable:
        raise UnableToTrust(NO_CERTIFICATE)
    trusted = frozenset(known)
    return next((one for one in usable if fingerprint_of(one) in trusted), usable[0])


def _covered(root: etree._Element, certificate: x509.Certificate) -> etree._Element:
    """The document as it was signed, read anew from the signed bytes; comments are not among them."""
    configuration = replace(_CONFIGURATION, verification_time=certificate.not_valid_before_utc)
    try:
        result = _Verifier().verify(root, x509_cert=certificate, expect_config=configuration, validate_schema=False)
    except (
        SignXMLException,
        ValueError,
        TypeError,
        AttributeError,
        UnsupportedAlgorithm,
        NotImplementedError,
        etree.LxmlError,
    ):
        # An RSAKeyValue of another key than the certificate's ends here, too.
        raise UnableToTrust(NOT_INTACT) from None
    covered = result.signed_xml if not isinstance(result, list) else None
    if covered is None:
        raise UnableToTrust(NOT_INTACT)
    return covered


def _fields(covered: etree._Element) -> dict[str, str]:
    fields: dict[str, str] = {}
    for child in covered:
        name = child.tag
        if not isinstance(name, str) or name.startswith("{") or len(child) or name in fields:
            raise UnableToTrust(NOT_XML)
        fields[name] = composed(child.text or "")
    return fields


def _signed_at(signature: etree._Element) -> datetime | None:
    """The time that the signer writes; not covered by the signature, so it is kept and proves nothing."""
    told = next((one.text for one in signature.iter("{*}SigningTime")), None)
    try:
        at = datetime.fromisoformat((told or "").strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
