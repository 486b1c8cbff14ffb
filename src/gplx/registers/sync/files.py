"""The addresses under which a portal fetches the files of a dossier: signed when the dossier is told, good for a while.

A signature holds for one portal, one dossier and one file. It stands in no record; whoever tells the dossier again makes a new one.
"""

from django.core import signing

PLACE = "api/portal/tai-lieu"
_SALT = "gplx.registers.sync.files"


class Forged(Exception):
    """The address was never given out like this."""


class Expired(Exception):
    """The address was good once."""


def file_address(*, base_url: str, portal: str, code: str, file: str) -> str:
    """Where ``portal`` may fetch the file with the id ``file`` of the dossier ``code``, from now on."""
    named = f"{portal}/{code}/{file}"
    signature = _signer().sign(named).removeprefix(f"{named}:")
    return f"{base_url}/{PLACE}/{named}?s={signature}"


def check_address(*, portal: str, code: str, file: str, signature: str, life: int) -> None:
    """Raise ``Forged`` where the signature is not ours or was for something else, ``Expired`` where it is older than ``life`` seconds."""
    try:
        _signer().unsign(f"{portal}/{code}/{file}:{signature}", max_age=life)
    except signing.SignatureExpired:
        raise Expired from None
    except signing.BadSignature:
        raise Forged from None


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=_SALT)
