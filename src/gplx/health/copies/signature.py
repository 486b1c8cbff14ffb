"""What a good signature says."""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto.x509 import Certificate

from gplx.ground.clock import HANOI


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed, for and by whom that is vouched, when; ``stamped``: a trusted time stamp says so, else the signer alone.

    ``known`` is false where the operator trusts nobody yet: then only that the file is as it was signed is known.
    """

    signer: str
    organisation: str
    authority: str
    at: datetime | None
    stamped: bool
    known: bool

    def in_words(self) -> str:
        """One line for an officer (Vietnamese, as the record of a dossier is)."""
        who = ", ".join(filter(None, (self.signer, self.organisation)))
        when = self.at.astimezone(HANOI).strftime("%H:%M %d/%m/%Y") if self.at else "không ghi thời điểm"
        sure = "có dấu thời gian" if self.stamped else "thời điểm do người ký tự ghi"
        return f"{who} ký lúc {when} ({sure}); chứng thư do {self.authority} cấp"


def named(certificate: Certificate, *, stamped: bool, at: datetime | None, known: bool) -> Signature:
    """The signature of the holder of ``certificate``."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return Signature(
        signer=_text(subject, "common_name"),
        organisation=_text(subject, "organization_name"),
        authority=_text(issuer, "common_name") or _text(issuer, "organization_name"),
        at=at,
        stamped=stamped,
        known=known,
    )


def _text(name: dict[str, str | list[str]], part: str) -> str:
    found = name.get(part, "")
    return " ".join((found if isinstance(found, str) else " ".join(found)).split())[:80]
