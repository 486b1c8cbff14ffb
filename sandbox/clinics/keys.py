"""One key for all clinics of the practice world, a certificate of its own for each; and a key that nobody knows."""

from datetime import UTC, datetime
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID

FROM, UNTIL = datetime(2017, 1, 1, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC)
EXPONENT, BITS = 65537, 2048


class Holder:
    """A key and the certificates made for it, both when they are first needed: a key takes a tenth of a second."""

    def __init__(self) -> None:
        self._certificates: dict[str, x509.Certificate] = {}

    @cached_property
    def key(self) -> RSAPrivateKey:
        return generate_private_key(EXPONENT, BITS)

    def certificate(self, facility: str) -> x509.Certificate:
        """The certificate of a facility, the same as long as the program runs."""
        if facility not in self._certificates:
            self._certificates[facility] = self._make(facility)
        return self._certificates[facility]

    def _make(self, facility: str) -> x509.Certificate:
        parts = ((NameOID.COMMON_NAME, f"Cơ sở khám thực hành {facility}"), (NameOID.COUNTRY_NAME, "VN"))
        name = x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])
        builder = x509.CertificateBuilder(name, name, self.key.public_key(), x509.random_serial_number(), FROM, UNTIL)
        return builder.sign(self.key, hashes.SHA256())
