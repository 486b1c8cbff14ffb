"""Authorities, officers and time stamps of the tests' own, and PDFs that they sign. Everything is made up.

Keys are of elliptic curves, except those of time stampers, whom pyHanko's own has with RSA alone.
"""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from gplx.ground.clock import HANOI
from gplx.health.copies.practice.sample import SigningAt
from tests import pdfs

SIGNED = datetime(2021, 9, 20, 8, 0, tzinfo=HANOI)
NOW = datetime(2021, 9, 27, 9, 0, tzinfo=HANOI)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holder:
    """Somebody with a certificate, its key, and the authorities between them and the root."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def asn1(self) -> asn1.Certificate:
        """As pyHanko has it."""
        return as_asn1(self.certificate)

    @property
    def asn1_key(self) -> keys.PrivateKeyInfo:
        """As pyHanko has it."""
        return keys.PrivateKeyInfo.load(self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def as_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    """As pyHanko has it."""
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def holder(
    name: str,
    *,
    by: Holder | None = None,
    authority: bool = False,
    since: datetime = SIGNED - 100 * DAY,
    until: datetime = SIGNED + 100 * DAY,
    uses: str = "digital_signature",
    stamps: bool = False,
    rsa_key: bool = False,
    organisation: str = "UBND phường Thử",
) -> Holder:
    """A new certificate, vouched for by ``by`` (by nobody: by itself)."""
    key = rsa.generate_private_key(65537, 2048) if rsa_key else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        ]
    )
    wanted = {"key_cert_sign", "crl_sign"} if authority else {uses}
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    every += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(authority, None), True)
        .add_extension(x509.KeyUsage(**{one: one in wanted for one in every}), True)
    )
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
    certificate = builder.sign(by.key if by else key, hashes.SHA256())
    between = (by.certificate, *by.chain) if by and by.certificate.issuer != by.certificate.subject else ()
    return Holder(certificate, key, between)


def revoking(authority: Holder, *revoked: Holder, on: datetime) -> asn1_crl.CertificateList:
    """The authority's list of those that it revoked on a day."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(on)
        .next_update(on + 400 * DAY)
    )
    for one in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number).revocation_date(on)
        builder = builder.add_revoked_certificate(entry.build())
    made = builder.sign(authority.key, hashes.SHA256())
    return asn1_crl.CertificateList.load(made.public_bytes(Encoding.DER))


def sign(
    pdf: bytes,
    by: Holder,
    *,
    at: datetime = SIGNED,
    md: str = "sha256",
    stamper: Holder | None = None,
    stamped: datetime | None = None,
    field: str = "Ky1",
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
) -> bytes:
    """The PDF, signed; ``stamper`` adds a time stamp."""
    store = SimpleCertificateStore()
    store.register_multiple(as_asn1(one) for one in by.chain)
    signer = SimpleSigner(signing_cert=by.asn1, signing_key=by.asn1_key, cert_registry=store)
    meta = PdfSignatureMetadata(field_name=field, md_algorithm=md, subfilter=subfilter)
    signing = SigningAt(meta, signer, at)
    if stamper:
        signing.default_timestamper = DummyTimeStamper(stamper.asn1, stamper.asn1_key, fixed_dt=stamped or at)
    out: io.BytesIO = signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
    return out.getvalue()


def later_edit(pdf: bytes, **entries: Any) -> bytes:
    """The PDF with a change of its catalogue, appended as programs do that keep what was."""
    out = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for key, value in entries.items():
        out.root[pdfs.NameObject(f"/{key}")] = pdfs.NameObject(value)
    out.update_root()
    made = io.BytesIO()
    out.write(made)
    return made.getvalue()


def with_store(pdf: bytes, *lists: asn1_crl.CertificateList, certificates: tuple[x509.Certificate, ...] = ()) -> bytes:
    """The PDF with revocation data added after signing, for validation in later years (PAdES B-LT)."""
    out = io.BytesIO(pdf)
    DocumentSecurityStore.add_dss(out, None, certs=[as_asn1(one) for one in certificates], crls=list(lists))
    return out.getvalue()
