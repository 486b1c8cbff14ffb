"""Verify the signature of a certified copy: that it covers the file, who made it, when, and whether they could. Never by network."""

from datetime import datetime, timedelta

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from gplx.ground.pdf import opened
from gplx.health.copies.chain import check_chain
from gplx.health.copies.faults import Fault, UnableToTrust
from gplx.health.copies.integrity import check_integrity
from gplx.health.copies.signature import Signature, named

# An officer's signature and the seal of the authority (NĐ 45/2020/NĐ-CP: the copy is signed and sealed).
MOST_SIGNATURES = 2
# Clocks of signers may run a little ahead.
_AHEAD = timedelta(minutes=10)


def verify(*, data: bytes, trust: tuple[Certificate, ...], at: datetime) -> Signature:
    """The last signature of a copy (the seal, where an officer signed before), when every signature of it is good at ``at``.

    Raises ``UnableToTrust`` with the first fault. With an empty ``trust`` only integrity is verified, and the signature is not ``known``.
    """
    if not data.startswith(b"%PDF-"):
        raise UnableToTrust(Fault.NOT_PDF)
    with opened(data, otherwise=UnableToTrust(Fault.UNREADABLE), strict=True) as reader:
        if reader.encrypted:
            raise UnableToTrust(Fault.ENCRYPTED)
        signatures = _signatures(reader)
        if [check_integrity(one, data) for one in signatures][-1] > ModificationLevel.LTA_UPDATES:
            raise UnableToTrust(Fault.TAMPERED)
        return [_verified(one, reader, trust, at) for one in signatures][-1]


def _signatures(reader: PdfFileReader) -> list[EmbeddedPdfSignature]:
    """The signatures of a file in the order in which they were made; time stamps of the whole document are none."""
    found = [one for one in reader.embedded_signatures if one.sig_object_type == "/Sig"]
    if not found:
        raise UnableToTrust(Fault.UNSIGNED)
    if len(found) > MOST_SIGNATURES:
        raise UnableToTrust(Fault.SEVERAL)
    return found


def _verified(
    one: EmbeddedPdfSignature, reader: PdfFileReader, trust: tuple[Certificate, ...], at: datetime
) -> Signature:
    signed = check_chain(one, reader, trust, at)
    if signed.at and signed.at > at + _AHEAD:
        raise UnableToTrust(Fault.FROM_TOMORROW)
    return named(one.signer_cert, stamped=signed.stamped, at=signed.at, known=bool(trust))
