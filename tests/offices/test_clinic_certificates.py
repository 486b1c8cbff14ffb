"""A clinic's certificates: what is registered and what not, and that a key can be replaced."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gplx.ground.clock import now
from gplx.offices.clinics import certificates as module
from gplx.offices.clinics.certificates import UnableToRegister, fingerprint_of, register, revoke
from gplx.offices.models import Clinic, SigningCertificate
from sandbox.clinics.keys import Holder
from tests import builders
from tests.health.exams import sender

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SHORT = 1024


@pytest.fixture
def clinic() -> Clinic:
    return builders.clinic()


def made(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, *, until: datetime | None = None) -> bytes:
    """A certificate of a key, as PEM."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Thử")])
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), 7, datetime(2017, 1, 1, tzinfo=UTC), until or datetime(2037, 1, 1, tzinfo=UTC)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def refusal(clinic: Clinic, data: bytes) -> str:
    with pytest.raises(UnableToRegister) as refused:
        register(clinic=clinic, data=data, at=now())
    assert not SigningCertificate.objects.filter(clinic=clinic).exists()
    return str(refused.value)


def test_pem_and_der_are_the_same_certificate(clinic: Clinic) -> None:
    whole = sender.KEYS.certificate("01901")
    first = register(clinic=clinic, data=whole.public_bytes(Encoding.PEM), at=now())
    again = register(clinic=clinic, data=whole.public_bytes(Encoding.DER), at=now() + DAY)
    assert first == again
    assert (first.fingerprint, first.revoked_at) == (fingerprint_of(whole), None)
    assert (first.valid_from, first.valid_until) == (whole.not_valid_before_utc, whole.not_valid_after_utc)
    assert x509.load_pem_x509_certificate(first.pem.encode()) == whole
    assert "Cơ sở khám thực hành 01901" in first.subject


def test_what_comes_with_words_around_it_is_read(clinic: Clinic) -> None:
    assert register(clinic=clinic, data=b"Bag Attributes\n" + sender.pem(), at=now()).fingerprint


@pytest.mark.parametrize(
    "data", [b"", b"x", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", b"0" * 20_001]
)
def test_what_is_no_certificate(clinic: Clinic, data: bytes) -> None:
    assert refusal(clinic, data) == module.NO_CERTIFICATE


def test_a_key_is_never_taken(clinic: Clinic) -> None:
    key = sender.KEYS.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert refusal(clinic, key + sender.pem()) == module.NO_CERTIFICATE


def test_only_rsa_of_a_length_that_holds(clinic: Clinic) -> None:
    assert refusal(clinic, made(ec.generate_private_key(ec.SECP256R1()))) == module.NOT_RSA
    assert refusal(clinic, made(rsa.generate_private_key(65537, SHORT))) == module.NOT_RSA


def test_one_that_is_over(clinic: Clinic) -> None:
    assert refusal(clinic, made(sender.KEYS.key, until=datetime(2021, 9, 26, tzinfo=UTC))) == module.EXPIRED


def test_one_certificate_one_clinic(clinic: Clinic) -> None:
    register(clinic=builders.clinic("01902"), data=sender.pem(), at=now())
    assert refusal(clinic, sender.pem()) == module.OF_ANOTHER


def test_a_key_is_replaced_by_one_beside_it(clinic: Clinic) -> None:
    old = register(clinic=clinic, data=sender.pem(), at=now())
    new = register(clinic=clinic, data=sender.pem(keys=Holder()), at=now())
    revoke(clinic=clinic, fingerprint=old.fingerprint, at=now())
    left = SigningCertificate.objects.filter(clinic=clinic, revoked_at=None)
    assert [one.fingerprint for one in left] == [new.fingerprint]


def test_revoked_once_is_revoked_then(clinic: Clinic) -> None:
    first, moment = register(clinic=clinic, data=sender.pem(), at=now()), now()
    revoke(clinic=clinic, fingerprint=first.fingerprint, at=moment)
    revoke(clinic=clinic, fingerprint=first.fingerprint, at=moment + DAY)
    assert register(clinic=clinic, data=sender.pem(), at=now()).revoked_at == moment, "the same again revives nothing"


def test_nobody_revokes_anothers(clinic: Clinic) -> None:
    own = register(clinic=clinic, data=sender.pem(), at=now())
    revoke(clinic=builders.clinic("01902"), fingerprint=own.fingerprint, at=now())
    own.refresh_from_db()
    assert own.revoked_at is None
