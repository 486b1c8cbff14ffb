"""Ask for help (*nhờ cán bộ giúp*): the owner of a draft lets the department's clerks fill it in, and gets a code to tell them."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from gplx.applicants.models import Applicant
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now

DIGITS = 8
WORDS = (
    "Tôi đồng ý để cán bộ tiếp nhận của {office} mở bản nháp này, xem dữ liệu trong đó và điền giúp tôi, "
    "cho đến khi nộp hồ sơ hoặc khi tôi thôi nhờ."
)


def ask_help(*, dossier_id: UUID | str, by: Applicant, request_id: str, seen: int | None) -> Dossier:
    """Consent that clerks of the draft's department open it and fill it in (TT 32/2017/TT-BTTTT Art 8), with a code of eight digits.

    The code is good for a short while (setting ``GPLX_HELP_MINUTES``); asked for again it is a new one. The words agreed to are kept.
    """
    return perform(act="ask_help", dossier_id=dossier_id, by=citizen(by), request_id=request_id, seen=seen, change=_ask)


def _ask(dossier: Dossier) -> Details:
    at = now()
    dossier.help_asked_at, dossier.help_until = at, at + timedelta(minutes=settings.HELP_MINUTES)
    dossier.help_code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return {"department": dossier.department_id, "words": WORDS.format(office=dossier.department.name)}
