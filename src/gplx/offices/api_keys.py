"""The keys with which a department's own software comes in. We make them, so they are long and random, and a plain hash keeps them."""

import hashlib
import hmac
import secrets

from gplx.offices.models import Department


def give_api_key(*, department_id: str, user: str) -> str:
    """A new key for a department's software, known by ``user``; shown only now, and the one before no longer opens anything."""
    key = secrets.token_urlsafe(32)
    Department.objects.filter(id=department_id).update(api_user=user, api_key_hash=digest_of(key))
    return key


def digest_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def department_by_key(key: str) -> Department | None:
    """The department whose key this is, or none."""
    return Department.objects.filter(api_key_hash=digest_of(key)).first()


def department_by_login(*, user: str, key: str) -> Department | None:
    """The department that signs in with user name and key, or none."""
    department = Department.objects.filter(api_user=user).first() if user else None
    known = department.api_key_hash if department else ""
    return department if hmac.compare_digest(known.encode(), digest_of(key).encode()) else None
