"""Dossiers at the points of their way where acts are tried, beyond those that the builders know."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from gplx.casework.ask_correction import ask_correction
from gplx.casework.ask_help import ask_help
from gplx.casework.fail_delivery import fail_delivery
from gplx.casework.refuse import refuse
from gplx.documents.changes import keep
from gplx.documents.models import PHOTO
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.offices.models import CLERK, EXAMINER, LEADER
from tests import builders
from tests.builders import fresh

CODE = "01234567"


def new_phone(dossier: Dossier) -> Mapping[str, Any]:
    """The applicant changes the telephone number."""
    dossier.phone = "0900000009"
    return {}


def asked_to_correct(*items: str, stage: Callable[[], Dossier] = builders.submitted) -> Dossier:
    """A dossier that is with the applicant for ``items`` (none named: where to send the card)."""
    dossier = stage()
    role = EXAMINER if dossier.accepted_at else CLERK
    ask = {"items": items or ("delivery",), "reason": "Địa chỉ nhận thẻ chưa rõ."}
    return ask_correction(dossier_id=dossier.id, by=builders.officer(role), request_id=fresh(), seen=None, **ask)


def asked_for_help() -> Dossier:
    """A draft whose owner has the code ``CODE`` to tell."""
    dossier = builders.draft()
    with codes():
        return ask_help(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)


def with_a_lasting_code() -> Dossier:
    """The same, with a code that is good until the day after tomorrow."""
    dossier = asked_for_help()
    dossier.help_until = now() + timedelta(days=2)
    dossier.save()
    return dossier


def codes() -> AbstractContextManager[object]:
    """While it lasts, every code for help is ``CODE``."""
    return patch("gplx.casework.ask_help.secrets.randbelow", lambda _most: int(CODE))


def refused(*, stage: Callable[[], Dossier] = builders.submitted) -> Dossier:
    """A refused dossier."""
    dossier = stage()
    by = builders.officer(LEADER if dossier.accepted_at else CLERK)
    why = {"reason": "Giấy phép lái xe đã bị thu hồi.", "article": "TT12 Điều 37"}
    return refuse(dossier_id=dossier.id, by=by, request_id=fresh(), seen=None, **why)


def failed_at_the_door() -> Dossier:
    """A dossier whose card the post could not deliver."""
    dossier = builders.handed_over()
    return fail_delivery(dossier_id=dossier.id, request_id=fresh(), meaning="failed")


def waiting_for_the_clerk() -> Dossier:
    """A submitted dossier whose last answers came while nobody settled it: the clerk asks for the fee by hand."""
    dossier = builders.submitted(green=False)
    for source in ("police", "inspectorate"):
        dossier.violations.create(source=source, verdict="clear", at=now())
    return dossier


def bring_photo(dossier: Dossier) -> None:
    """The applicant brings another photo."""
    keep(dossier=dossier, kind=PHOTO, data=builders.picture(side=61), at=now())
