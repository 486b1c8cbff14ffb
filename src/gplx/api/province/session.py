"""Sessions of a department's software: a signed word, good for ten minutes, that a new key ends at once."""

from django.core import signing

from gplx.offices.models import Department

LIFE = 600  # seconds, as the portal's own clients assume
_SIGNER = signing.TimestampSigner(salt="gplx.api.province")


def open_session(department: Department) -> str:
    """A new session of a department."""
    return _SIGNER.sign(f"{department.id}:{department.api_key_hash[:16]}")


def department_of(session: str) -> Department | None:
    """Whose session it is; none where it has run out or was never ours."""
    try:
        department_id, _, key = _SIGNER.unsign(session, max_age=LIFE).partition(":")
    except signing.BadSignature:
        return None
    return Department.objects.filter(id=department_id, api_key_hash__startswith=key).first()
