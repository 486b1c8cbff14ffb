"""The dossier and the officer that an address names, where they are the caller's own."""

from django.http import HttpRequest

from gplx.api import department
from gplx.api.acts.key import caller
from gplx.api.acts.problems import UnknownDossier
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotAllowed
from gplx.offices.models import Officer


def own_dossier(request: HttpRequest, code: str) -> Dossier:
    """The caller's dossier of this code; ``UnknownDossier`` for none."""
    dossier = department.dossier_of(caller(request), code)
    if dossier is None:
        raise UnknownDossier
    return dossier


def own_officer(request: HttpRequest, username: str) -> Officer:
    """The caller's officer of this user name; ``NotAllowed`` for none. What they may do, the main table says."""
    officer = Officer.objects.filter(department=caller(request), username=username).first()
    if officer is None:
        raise NotAllowed("Không có cán bộ này ở Sở của ông/bà.")
    return officer
