"""Everything that is right and wrong with a clinic's message: its fields, its signature, the certificate, and whether both texts agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gplx.health.exams.fields import SIGNATURE, Fault
from gplx.health.exams.reading import Said, read
from gplx.health.exams.registered import fingerprints_of, why_not
from gplx.health.exams.signature import Signed, UnableToTrust, verify
from gplx.health.exams.twins import differences
from gplx.offices.models import Clinic

UNSIGNED = "chưa có chữ ký số. Bản tin gửi chính thức phải được ký; giá trị test chỉ dùng khi gọi thử."
TRIAL = ("", "test")


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What was found. ``signed`` None: unsigned, or the signature proves nothing; then ``of_signature`` says why."""

    said: Said | None
    signed: Signed | None
    of_fields: tuple[Fault, ...] = ()
    of_signature: tuple[Fault, ...] = ()
    of_certificate: tuple[Fault, ...] = ()
    of_twins: tuple[Fault, ...] = ()
    unsigned: bool = False

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All of them, each once: a field that is wrong by itself is not named again for its twin."""
        wrong = {fault.field for fault in self.of_fields}
        twins = tuple(fault for fault in self.of_twins if fault.field not in wrong)
        return (*self.of_fields, *self.of_signature, *self.of_certificate, *twins)


def inspect(message: Mapping[str, Any], *, clinic: Clinic | None, at: datetime) -> Inspection:
    """Inspect the message of a clinic (None: one that is not known, whose certificate cannot be looked up) at a moment."""
    reading = read(message, clinic=clinic, today=at.date())
    signature = message.get(SIGNATURE)
    if signature is None or (isinstance(signature, str) and signature.strip() in TRIAL):
        missing = (Fault(SIGNATURE, UNSIGNED),)
        return Inspection(said=reading.said, signed=None, of_fields=reading.faults, of_signature=missing, unsigned=True)
    try:
        signed = verify(str(signature), known=fingerprints_of(clinic) if clinic else ())
    except UnableToTrust as doubt:
        refused = (Fault(SIGNATURE, str(doubt)),)
        return Inspection(said=reading.said, signed=None, of_fields=reading.faults, of_signature=refused)
    reason = why_not(clinic=clinic, fingerprint=signed.fingerprint, at=at) if clinic else ""
    return Inspection(
        said=reading.said,
        signed=signed,
        of_fields=reading.faults,
        of_certificate=(Fault(SIGNATURE, reason),) if reason else (),
        of_twins=tuple(differences(reading.values, signed.fields)),
    )
