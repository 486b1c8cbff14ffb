"""The certificates with which a clinic signs: read, registered, revoked, and asked whether one may be relied on."""

from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from gplx.offices.models import Clinic, SigningCertificate

LEAST_BITS = 2048
LARGEST = 20_000  # bytes
NO_CERTIFICATE = "Tệp này không phải chứng thư số. Cần tệp PEM hoặc DER của chứng thư, không phải tệp khóa hay P12."
NOT_RSA = f"Định dạng này chỉ dùng khóa RSA từ {LEAST_BITS} bit trở lên. Vui lòng xin chứng thư số khác."
EXPIRED = "Chứng thư số đã hết hạn. Vui lòng gửi chứng thư còn hạn."
OF_ANOTHER = "Chứng thư số này đã được cơ sở khác đăng ký. Mỗi cơ sở dùng chứng thư của mình."


class UnableToRegister(Exception):
    """The certificate was not registered; the message is the sentence for the clinic."""


def register(*, clinic: Clinic, data: bytes, at: datetime) -> SigningCertificate:
    """Register a certificate (PEM or DER) of a clinic beside those that it has; the same one twice is kept once, as it stands.

    Raises ``UnableToRegister`` for what is no certificate, a key that the format does not take, one that is over, or another clinic's.
    """
    certificate = _read(data)
    if certificate.not_valid_after_utc < at:
        raise UnableToRegister(EXPIRED)
    fingerprint = fingerprint_of(certificate)
    if SigningCertificate.objects.filter(fingerprint=fingerprint).exclude(clinic=clinic).exists():
        raise UnableToRegister(OF_ANOTHER)
    told = {
        "pem": certificate.public_bytes(Encoding.PEM).decode(),
        "subject": certificate.subject.rfc4514_string()[:200],
        "valid_from": certificate.not_valid_before_utc,
        "valid_until": certificate.not_valid_after_utc,
        "added_at": at,
    }
    return SigningCertificate.objects.get_or_create(clinic=clinic, fingerprint=fingerprint, defaults=told)[0]


def revoke(*, clinic: Clinic, fingerprint: str, at: datetime) -> None:
    """From now on nothing that this certificate signs is taken; what was taken before stays."""
    known = SigningCertificate.objects.filter(clinic=clinic, fingerprint=fingerprint, revoked_at=None)
    known.update(revoked_at=at)


def fingerprint_of(certificate: x509.Certificate) -> str:
    """SHA-256, lower hex."""
    return certificate.fingerprint(SHA256()).hex()


def _read(data: bytes) -> x509.Certificate:
    if len(data) > LARGEST or b"PRIVATE KEY" in data:
        raise UnableToRegister(NO_CERTIFICATE)
    load = x509.load_pem_x509_certificate if b"-----BEGIN" in data else x509.load_der_x509_certificate
    try:
        certificate = load(data)
        key = certificate.public_key()
        certificate.subject.rfc4514_string()
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion):
        raise UnableToRegister(NO_CERTIFICATE) from None
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS:
        raise UnableToRegister(NOT_RSA)
    return certificate
