"""Keys that the house makes and holds for clinics whose doctors sign in the browser. On disk they are only ever encrypted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.db import transaction

from gplx.ledger.changes import append
from gplx.offices.clinics.certificates import register
from gplx.offices.models import Clinic, HeldKey, SigningCertificate

BITS, LIVES = 2048, timedelta(weeks=104)
# X.509 counts the bytes of a common name, and Vietnamese letters have up to three.
LONGEST_NAME = 64
_SIGNS = x509.KeyUsage(True, True, False, False, False, False, False, False, False)


class UnableToSign(Exception):
    """Why no key of the clinic can sign, in one sentence for the doctor."""


@dataclass(frozen=True)
class ClinicKey:
    """A key that can sign, and its certificate."""

    key: RSAPrivateKey
    certificate: SigningCertificate


def has_key(clinic: Clinic, *, at: datetime) -> bool:
    """Whether the house holds a key of the clinic that may sign now."""
    return _held(clinic, at=at) is not None


@transaction.atomic
def key_of(clinic: Clinic, *, at: datetime) -> ClinicKey:
    """The key with which the clinic's doctors sign; the first time, and once the one before is over, a new one is made.

    Raises ``UnableToSign`` where the house has not been given the key that opens the keys.
    """
    box = _box()
    Clinic.objects.select_for_update().get(id=clinic.id)
    held = _held(clinic, at=at)
    if held is None:
        return _make(clinic, box, at=at)
    try:
        key = load_der_private_key(box.decrypt(bytes(held.sealed)), password=None)
    except InvalidToken:
        raise UnableToSign("Khóa ký của cơ sở không mở được. Vui lòng báo người quản trị hệ thống.") from None
    if not isinstance(key, RSAPrivateKey):
        raise UnableToSign("Khóa ký của cơ sở không mở được. Vui lòng báo người quản trị hệ thống.")
    return ClinicKey(key, held.certificate)


def _held(clinic: Clinic, *, at: datetime) -> HeldKey | None:
    living = HeldKey.objects.filter(certificate__clinic=clinic, certificate__revoked_at=None)
    living = living.filter(certificate__valid_from__lte=at, certificate__valid_until__gt=at)
    return living.select_related("certificate").order_by("-certificate_id").first()


def _make(clinic: Clinic, box: MultiFernet, *, at: datetime) -> ClinicKey:
    key = generate_private_key(public_exponent=65537, key_size=BITS)
    certificate = register(clinic=clinic, data=_self_signed(clinic, key, at).public_bytes(Encoding.DER), at=at)
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    HeldKey.objects.create(certificate=certificate, sealed=box.encrypt(secret))
    told = {"fingerprint": certificate.fingerprint}
    append(subject=clinic.subject, kind="act", act="held_key", actor="house", at=at, details=told)
    return ClinicKey(key, certificate)


def _self_signed(clinic: Clinic, key: RSAPrivateKey, at: datetime) -> x509.Certificate:
    parts = {
        NameOID.COMMON_NAME: clinic.name.encode()[:LONGEST_NAME].decode(errors="ignore"),
        NameOID.ORGANIZATIONAL_UNIT_NAME: clinic.id,
        NameOID.ORGANIZATION_NAME: "GPLX",
        NameOID.COUNTRY_NAME: "VN",
    }
    name = x509.Name([x509.NameAttribute(oid, text) for oid, text in parts.items()])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(at - timedelta(hours=1))
    builder = builder.not_valid_after(at + LIVES).add_extension(_SIGNS, True)
    return builder.add_extension(x509.BasicConstraints(False, None), True).sign(key, SHA256())


def _box() -> MultiFernet:
    """What opens and closes the keys: the first of the configured keys closes, each of them opens."""
    if not settings.CLINIC_KEYS:
        raise UnableToSign("Chức năng ký trên trình duyệt chưa được bật. Vui lòng báo người quản trị hệ thống.")
    return MultiFernet([Fernet(key) for key in settings.CLINIC_KEYS])
