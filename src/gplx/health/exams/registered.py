"""Whether a certificate may sign for a clinic at a moment."""

from datetime import datetime

from gplx.offices.models import Clinic, SigningCertificate

UNKNOWN = "chứng thư ký chưa được đăng ký cho cơ sở này. Vui lòng đăng ký chứng thư, hoặc ký bằng chứng thư đã đăng ký."
REVOKED = "chứng thư ký đã bị thu hồi. Vui lòng ký bằng chứng thư đang dùng."
NOT_YET = "chứng thư ký chưa đến ngày có hiệu lực."
OVER = "chứng thư ký đã hết hạn. Vui lòng đăng ký chứng thư mới."


def fingerprints_of(clinic: Clinic) -> frozenset[str]:
    """The fingerprints of all certificates that the clinic ever registered."""
    return frozenset(SigningCertificate.objects.filter(clinic=clinic).values_list("fingerprint", flat=True))


def why_not(*, clinic: Clinic, fingerprint: str, at: datetime) -> str:
    """Why what this certificate signed is not taken at a moment; empty where it is."""
    known = SigningCertificate.objects.filter(clinic=clinic, fingerprint=fingerprint).first()
    if known is None:
        return UNKNOWN
    if known.revoked_at and known.revoked_at <= at:
        return REVOKED
    if at < known.valid_from:
        return NOT_YET
    return OVER if known.valid_until < at else ""
