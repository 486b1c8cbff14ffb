"""Take a file (*nhận tệp*) that came with a dossier filed at a portal: checked as any upload, kept with the dossier, or asked for again."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from gplx.casework.bring_health import bring_health
from gplx.casework.refuse_file import refuse_what_never_came
from gplx.casework.send_again import HEALTH_ITEM, IDENTITY_ITEM, ITEMS, PHOTO_ITEM
from gplx.casework.settle import settle
from gplx.documents.changes import keep
from gplx.documents.checks import UnableToKeepFile
from gplx.documents.models import HEALTH_COPY, HEALTH_PAPER, NUMBER_PAPER, PHOTO
from gplx.documents.portrait.keeping import PORTAL, keep_portrait, made_of
from gplx.documents.questions import newest_of_each_kind
from gplx.dossiers.models import EXAMINING, SUBMITTED, WITH_APPLICANT, Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.dossiers.transition import Change
from gplx.ground.clock import now, today
from gplx.health.copies.faults import UnableToTrust
from gplx.portals.models import Filing

# What a portal may send, and which part of the dossier it fills.
HEALTH = "health"
FILES = {PHOTO: PHOTO_ITEM, HEALTH: HEALTH_ITEM, NUMBER_PAPER: IDENTITY_ITEM}
_OPEN = (SUBMITTED, EXAMINING, WITH_APPLICANT)


def take_portal_file(*, filing_id: UUID | str, kind: str) -> None:
    """Take the file that lies in the object store; safe to repeat. One that cannot be kept is asked for again, in a sentence.

    Where its owner has sent another for the same part meanwhile, theirs stays.
    """
    filing = Filing.objects.select_related("dossier").get(id=filing_id)
    path = filing.path_of(kind)
    if not default_storage.exists(path):
        return
    with default_storage.open(path) as file:
        data = file.read()
    try:
        _keep(filing.dossier_id, kind, CHANGES[kind](data))
    except UnableToKeepFile:
        miss_portal_file(filing_id=filing_id, kind=kind)
    default_storage.delete(path)


def miss_portal_file(*, filing_id: UUID | str, kind: str) -> None:
    """The portal would not give a file, or what it gave cannot be kept: the applicant is asked for it, once."""
    filing = Filing.objects.get(id=filing_id)
    try:
        refuse_what_never_came(
            dossier_id=filing.dossier_id, item=FILES[kind], request_id=f"filing:{filing.id.hex}:{kind}"
        )
    except NotPossibleNow:
        # It has ended, or is decided: nobody needs the file any more.
        return


@transaction.atomic
def _keep(dossier_id: UUID, kind: str, change: Change) -> None:
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("applicant", "licence").get(id=dossier_id)
    filled = {ITEMS.get(one) for one in newest_of_each_kind(dossier)}
    if dossier.state in _OPEN and FILES[kind] not in filled:
        change(dossier)
        # One that was asked for again, and has come after all.
        dossier.again = {item: why for item, why in dossier.again.items() if item != FILES[kind]}
        dossier.save(update_fields=["again"])
        settle(dossier)


def _photo(data: bytes) -> Change:
    portrait = made_of(data, on=today())

    def change(dossier: Dossier) -> None:
        keep_portrait(dossier=dossier, portrait=portrait, at=now(), source=PORTAL)

    return change


def _health(data: bytes) -> Change:
    """A certified copy where its signature is good, else a picture of the paper that an officer looks at."""
    try:
        return bring_health(kind=HEALTH_COPY, data=data)
    except (UnableToTrust, UnableToKeepFile):
        return bring_health(kind=HEALTH_PAPER, data=data)


def _number_paper(data: bytes) -> Change:
    def change(dossier: Dossier) -> Mapping[str, Any]:
        return {"document": str(keep(dossier=dossier, kind=NUMBER_PAPER, data=data, at=now()).id)}

    return change


CHANGES: Mapping[str, Callable[[bytes], Change]] = {PHOTO: _photo, HEALTH: _health, NUMBER_PAPER: _number_paper}
