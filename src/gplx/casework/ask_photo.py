"""Use the portrait that the licence register holds (*dùng lại ảnh đã có*): nothing is asked for twice."""

from uuid import UUID

from django.db import transaction

from gplx.documents.checks import UnableToKeepFile
from gplx.documents.models import PHOTO
from gplx.documents.portrait.examine import Portrait
from gplx.documents.portrait.keeping import REGISTER, keep_portrait, made_of
from gplx.documents.questions import newest
from gplx.dossiers.models import DRAFT, Dossier
from gplx.ground.clock import now, today
from gplx.registers import exchanges
from gplx.registers.licences.port import FetchPhoto
from gplx.rules.photo import photo_rules
from gplx.rules.terms import add_months


def ask_photo(dossier: Dossier) -> None:
    """Fetch the register's portrait for a draft, where there is one that is recent enough (``rules.photo``); once a dossier."""
    licence, months = dossier.licence, photo_rules(on=today()).taken_within_months
    if licence.photo_taken is None or add_months(day=licence.photo_taken, months=months) < today():
        return
    ask, key = FetchPhoto(id=licence.photo_path), f"photo:{dossier.id}"
    exchanges.want(register="licences", operation="photo", ask=ask, about=f"dossier:{dossier.id}", key=key)


def learn_photo(*, dossier_id: UUID | str, jpeg: bytes) -> None:
    """Keep the portrait with a draft that has none; one that its owner sent stays. A broken picture is as good as none."""
    try:
        portrait = made_of(jpeg, on=today())
    except UnableToKeepFile:
        return
    _keep(dossier_id, portrait)


@transaction.atomic
def _keep(dossier_id: UUID | str, portrait: Portrait) -> None:
    dossier = Dossier.objects.select_for_update().get(id=dossier_id)
    if dossier.state == DRAFT and newest(dossier=dossier, kind=PHOTO) is None:
        keep_portrait(dossier=dossier, portrait=portrait, at=now(), source=REGISTER)
