"""A clinic applies to be connected."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from gplx.ledger.changes import append
from gplx.offices.changes import open_health_office
from gplx.offices.clinics.activating import give_activation
from gplx.offices.models import APPLIED, APPROVED, DOCTOR, REFUSED, SUSPENDED, Clinic, Department, Officer

TAKEN = {
    APPLIED: _("Cơ sở mã này đã đăng ký và đang chờ Sở Y tế xem xét; không cần đăng ký lại."),
    APPROVED: _("Cơ sở mã này đã kết nối. Nếu cần tài khoản mới, vui lòng liên hệ Sở Y tế."),
    SUSPENDED: _("Cơ sở mã này đang tạm dừng kết nối. Vui lòng liên hệ Sở Y tế."),
}


class UnableToApply(Exception):
    """Why this clinic cannot apply, in one sentence for who fills in the form."""


@dataclass(frozen=True, kw_only=True)
class Application:
    """What a clinic says of itself. ``groups`` are groups of classes; the coordinates are degrees, or None where it gave none."""

    code: str
    name: str
    province: str
    address: str
    phone: str
    email: str
    groups: tuple[int, ...]
    latitude: float | None
    longitude: float | None
    doctor: str


@transaction.atomic
def apply_to_connect(said: Application, *, at: datetime) -> str:
    """Keep the application for the province's health office; gives the code with which the doctor's account is opened later.

    The code is shown only now. A clinic that was refused may apply again; any other raises ``UnableToApply``.
    """
    before = Clinic.objects.select_for_update().filter(id=said.code).first()
    if before and before.state != REFUSED:
        raise UnableToApply(TAKEN[before.state])
    clinic = _write(said, at=at, is_new=before is None)
    append(subject=clinic.subject, kind="act", act="apply", actor="clinic", at=at, details={"name": clinic.name})
    return give_activation(doctor_of(clinic, name=said.doctor), at=at)


def doctor_of(clinic: Clinic, *, name: str) -> Officer:
    """The account of a clinic's responsible doctor, ``bacsi.<code>``; a new one opens nothing before it is activated."""
    office = open_health_office(Department.objects.get(id__startswith="H", province=clinic.province))
    told = {"name": name, "department": office, "roles": [DOCTOR], "clinic": clinic}
    username = f"bacsi.{clinic.id}"
    closed = {"is_active": False, "password": "!"}
    return Officer.objects.update_or_create(username=username, defaults=told, create_defaults=told | closed)[0]


def _write(said: Application, *, at: datetime, is_new: bool) -> Clinic:
    clinic = Clinic(
        id=said.code,
        name=said.name,
        province=said.province,
        address=said.address,
        phone=said.phone,
        email=said.email,
        latitude=said.latitude,
        longitude=said.longitude,
        groups=sorted(said.groups),
        state=APPLIED,
        applied_at=at,
    )
    try:
        with transaction.atomic():
            clinic.save(force_insert=is_new)
    except IntegrityError:
        raise UnableToApply(TAKEN[APPLIED]) from None
    return clinic
