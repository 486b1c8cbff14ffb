"""Whether a signature covers the file, all of it and as it was signed."""

from asn1crypto.cms import ContentInfo
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from gplx.health.copies.faults import Fault, UnableToTrust


def check_integrity(one: EmbeddedPdfSignature, data: bytes) -> ModificationLevel:
    """See that a signature covers its file, or its part of it, with no gap but itself; gives what was done to the file after it.

    That may only be another signature, time stamps and revocation data. Raises ``UnableToTrust``. The digest is not compared here.
    """
    one.compute_integrity_info()
    found = one.summarise_integrity_info()
    if found["coverage"] < SignatureCoverageLevel.ENTIRE_REVISION or not _fills_its_gap(one, data):
        raise UnableToTrust(Fault.TAMPERED)
    after = found["diff_result"]
    if not isinstance(after, DiffResult) or after.modification_level > ModificationLevel.FORM_FILLING:
        raise UnableToTrust(Fault.TAMPERED)
    if found["coverage"] < SignatureCoverageLevel.ENTIRE_FILE and after.modification_level == ModificationLevel.NONE:
        raise UnableToTrust(Fault.TAMPERED)  # something stands behind the signature that is no revision
    return after.modification_level


def _fills_its_gap(one: EmbeddedPdfSignature, data: bytes) -> bool:
    """Whether what the signature leaves out is the signature itself in hexadecimal digits, filled up with zeros, and nothing else."""
    _, before, after, _ = one.byte_range
    used = ContentInfo.load(one.pkcs7_content).dump()
    digits = used.hex() + "00" * (len(one.pkcs7_content) - len(used))
    return data[before:after].lower() == f"<{digits}>".encode()
