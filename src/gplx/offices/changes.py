"""Small writes about offices: the departments of 2021, the Directorate, officers."""

from datetime import datetime, timedelta

from django.db import connection

from gplx.ground.clock import real_now
from gplx.offices.models import DIRECTORATE_ID, Department, Knock, Officer, health_office_id
from gplx.offices.provinces import provinces


def open_departments() -> None:
    """Have a department for each of the 63 provinces, the twelve of the pilot online. What is there already stays as it is."""
    rows = [
        Department(
            id=province.h_code,
            name=province.department,
            province=province.code,
            province_name=province.name,
            agency_code=province.agency_code,
            online=province.pilot,
        )
        for province in provinces()
    ]
    Department.objects.bulk_create(rows, ignore_conflicts=True)


def open_directorate() -> Department:
    """The Directorate for Roads (*Tổng cục Đường bộ Việt Nam*): an office to which no dossier ever goes."""
    told = {"name": "Tổng cục Đường bộ Việt Nam", "province": "", "province_name": "", "agency_code": ""}
    return Department.objects.get_or_create(id=DIRECTORATE_ID, defaults=told)[0]


def open_health_office(department: Department) -> Department:
    """The health office (*Sở Y tế*) beside a transport department, where its clinics' doctors belong, too. No dossier goes there."""
    told = {
        "name": f"Sở Y tế {department.province_name}",
        "province": department.province,
        "province_name": department.province_name,
        "agency_code": "",
    }
    return Department.objects.get_or_create(id=health_office_id(department.id), defaults=told)[0]


def employ(*, username: str, name: str, department_id: str, roles: tuple[str, ...], password: str) -> Officer:
    """Have an officer with this user name; the password and roles are set anew."""
    officer, _ = Officer.objects.get_or_create(
        username=username, defaults={"department_id": department_id, "name": name}
    )
    officer.name, officer.department_id, officer.roles = name, department_id, list(roles)
    officer.set_password(password)
    officer.save()
    return officer


def knock(*, who: str, at: datetime) -> int:
    """Count one more visit of ``who`` in the hour of ``at``, whichever process it comes to; gives how many there were."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO offices_knock (who, hour, times) VALUES (%s, %s, 1) "
            "ON CONFLICT ON CONSTRAINT knock_once DO UPDATE SET times = offices_knock.times + 1 RETURNING times",
            [who, hour],
        )
        return int(cursor.fetchone()[0])


def forget_knocks() -> None:
    """Forget whoever came before yesterday."""
    Knock.objects.filter(hour__lt=real_now() - timedelta(hours=24)).delete()
