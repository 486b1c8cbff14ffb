"""Start a draft (*bắt đầu hồ sơ*) for one licence; the agencies are asked at once, so that they have answered when it is needed."""

from datetime import timedelta

from django.db import transaction

from gplx.applicants.models import Applicant
from gplx.casework.ask_photo import ask_photo
from gplx.casework.ask_registers import ask_registers
from gplx.dossiers.models import CLOSED, COUNTER, ONLINE, POST, REFUSED, WITHDRAWN, Dossier, Visit
from gplx.ground.clock import now
from gplx.ground.names import composed
from gplx.ledger.changes import append
from gplx.licences.models import Licence
from gplx.offices.models import Department
from gplx.offices.questions import departments_online
from gplx.rules.identity import is_near_name

# Before this long to the last day, an exchange is for that reason; later ones are asked to say theirs.
SOON = timedelta(days=180)


class UnableToStart(Exception):
    """Hiện chưa có Sở Giao thông vận tải nào tiếp nhận trực tuyến. Vui lòng quay lại sau."""


@transaction.atomic
def start_draft(
    *,
    applicant: Applicant,
    licence: Licence,
    language: str = "vi",
    visit: Visit | None = None,
    department: Department | None = None,
) -> Dossier:
    """The open dossier for this licence: the one that there is (a second click starts nothing), else a new draft, prefilled.

    Of a ``visit`` at a counter the department is that of the counter, which the person entrusted with it; who filed at a portal chose
    the ``department`` there.
    Raises ``UnableToStart`` where no department takes dossiers online, ``ValueError`` for somebody else's licence.
    """
    if licence.holder != applicant.id:
        raise ValueError("not the applicant's licence")
    Licence.objects.select_for_update().get(id=licence.id)
    same = Dossier.objects.filter(applicant=applicant, licence__number=licence.number)
    same = same.filter(licence__licence_class=licence.licence_class)
    found = same.exclude(state__in=(CLOSED, REFUSED, WITHDRAWN)).first()
    if found:
        return found
    dossier = Dossier.objects.create(
        applicant=applicant,
        licence=licence,
        department=visit.department if visit else department or _department(applicant, licence),
        channel=COUNTER if visit else ONLINE,
        visit=visit,
        entrusted_at=now() if visit else None,
        reason=_reason(licence),
        phone=applicant.phone,
        email=applicant.email,
        language=language,
        delivery=POST if applicant.address else "",
        delivery_address=applicant.address,
        created_at=now(),
    )
    if visit:
        _keep_consent(dossier, visit)
    ask_registers(dossier)
    ask_photo(dossier)
    return dossier


def _keep_consent(dossier: Dossier, visit: Visit) -> None:
    said = {"visit": str(visit.id), "words": visit.words, "agreed_at": visit.at.isoformat()}
    append(
        subject=f"dossier:{dossier.id}",
        kind="consent",
        act="counter",
        actor=f"officer:{visit.officer_id}",
        at=now(),
        details=said,
    )


def _department(applicant: Applicant, licence: Licence) -> Department:
    """Where the applicant lives, else where the licence was given, else the first that is online: residence binds nobody."""
    online = list(departments_online())
    if not online:
        raise UnableToStart
    # The province stands last in an address; a street may bear the name of another.
    address = composed(applicant.address)
    lives = max(online, key=lambda one: address.rfind(one.province_name))
    if lives.province_name in address:
        return lives
    return next((one for one in online if one.province == licence.province), online[0])


def _reason(licence: Licence) -> str:
    """The reason that is proposed; first that the register spells the name otherwise, and with it the card (TT 12/2017 Art 37.4)."""
    if is_near_name(licence.evidence):
        return "data_changed"
    if licence.card == "paper":
        return "paper_to_pet"
    return "expiring" if licence.expires and licence.expires <= now().date() + SOON else "damaged"
