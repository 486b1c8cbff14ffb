"""An authority for practice: made once, its key beside its certificate, trusted only where that folder is the trust list."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

NAME = "Cơ quan chứng thực thực hành"
_SIGNS_CERTIFICATES = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
_SIGNS_DOCUMENTS = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
_FROM, _UNTIL = datetime(2017, 1, 1, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def practice_authority(folder: Path) -> Holder:
    """The authority that stands in ``folder``; the first time it is made there."""
    kept, key_file = folder / "thuc-hanh.pem", folder / "thuc-hanh.key"
    if not kept.exists():
        _keep(_self_signed(), kept, key_file)
    key = load_pem_private_key(key_file.read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101  # it wrote the file itself
    return Holder(x509.load_pem_x509_certificate(kept.read_bytes()), key)


def clerk_of(authority: Holder) -> Holder:
    """Somebody who may sign as long as the authority lives."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named("Người Ký Thực Hành", "UBND phường Thực Hành")
    builder = _builder(subject, authority.certificate.subject, key)
    return Holder(builder.add_extension(_SIGNS_DOCUMENTS, True).sign(authority.key, hashes.SHA256()), key)


def _self_signed() -> Holder:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_named(NAME, "GPLX"), _named(NAME, "GPLX"), key)
    builder = builder.add_extension(x509.BasicConstraints(True, 0), True).add_extension(_SIGNS_CERTIFICATES, True)
    return Holder(builder.sign(key, hashes.SHA256()), key)


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
    )


def _named(name: str, organisation: str) -> x509.Name:
    parts = ((NameOID.COMMON_NAME, name), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.COUNTRY_NAME, "VN"))
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def _keep(made: Holder, kept: Path, key_file: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    secret = made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)
    kept.write_bytes(made.certificate.public_bytes(Encoding.PEM))
