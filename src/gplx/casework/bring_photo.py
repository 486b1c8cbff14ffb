"""Bring a portrait (*gửi ảnh chân dung*): what is doubtful of it is told, and never keeps anybody from using it."""

from gplx.documents.models import PHOTO
from gplx.documents.portrait.keeping import keep_portrait, made_of, use_anyway
from gplx.documents.questions import newest
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.dossiers.transition import Change, Details
from gplx.ground.clock import now, today


def bring_photo(data: bytes) -> Change:
    """Look a picture over, by today's rules, and say how it is kept: a change for ``fill_in`` (forms annexed to TT 12/2017 and later).

    Raises ``UnableToKeepFile`` with the sentence for the person: for what is no picture, or too large.
    """
    portrait = made_of(data, on=today())

    def change(dossier: Dossier) -> Details:
        document = keep_portrait(dossier=dossier, portrait=portrait, at=now())
        return {"document": str(document.id), "doubts": [one.fault for one in portrait.seen.doubts]}

    return change


def use_photo(dossier: Dossier) -> Details:
    """Use the newest portrait in spite of what is doubtful of it, as its owner wants (*vẫn dùng ảnh này*): a change for ``fill_in``.

    Raises ``NotPossibleNow`` where there is none.
    """
    photo = newest(dossier=dossier, kind=PHOTO)
    if photo is None:
        raise NotPossibleNow
    use_anyway(photo, at=now())
    return {"document": str(photo.id), "used_anyway": True}
