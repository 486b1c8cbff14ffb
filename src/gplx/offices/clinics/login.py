"""How a clinic's software is known. On the wire travels the MD5 of its password; a slow hash of that is kept."""

import hashlib
import re
import secrets

from django.contrib.auth.hashers import check_password, make_password

from gplx.offices.models import Clinic

_MD5 = re.compile(r"[0-9a-f]{32}", re.ASCII)


def give_login(clinic: Clinic) -> str:
    """A new password for a clinic's software, shown only now; its user name is the clinic's code. The one before opens nothing."""
    password = secrets.token_urlsafe(18)
    Clinic.objects.filter(id=clinic.id).update(username=clinic.id, password_md5_hash=hash_of(password))
    return password


def hash_of(password: str) -> str:
    """What is kept of a password."""
    return make_password(hashlib.md5(password.encode(), usedforsecurity=False).hexdigest())


def clinic_by_login(*, username: str, md5: str) -> Clinic | None:
    """The clinic with this user name whose password has this MD5 (hex, in capitals or not), whatever state it is in; or none."""
    said = md5.strip().lower()
    if not _MD5.fullmatch(said) or not username or "\0" in username:
        return None
    clinic = Clinic.objects.filter(username=username).first()
    return clinic if clinic and clinic.password_md5_hash and check_password(said, clinic.password_md5_hash) else None
