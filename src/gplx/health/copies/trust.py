"""Whom the operator trusts to vouch for those who certify copies: certificates (``*.pem``) in one folder."""

from pathlib import Path

from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates


class UnableToReadTrustList(Exception):
    """A file of the trust list is broken; the message names it."""


def trust_list(folder: Path) -> tuple[Certificate, ...]:
    """The authorities in ``folder`` as it stands now; none where there is no folder, and then nothing is trusted.

    Raises ``UnableToReadTrustList`` for a file that holds no certificate: half a list would refuse good copies and not say why.
    """
    return tuple(one for path in sorted(folder.glob("*.pem")) for one in _certificates(path))


def _certificates(path: Path) -> list[Certificate]:
    try:
        found = load_pem_x509_certificates(path.read_bytes())
    except (ValueError, OSError) as error:
        raise UnableToReadTrustList(f"GPLX_TRUST_LIST: {path.name} holds no certificate that can be read.") from error
    return [Certificate.load(one.public_bytes(Encoding.DER)) for one in found]
