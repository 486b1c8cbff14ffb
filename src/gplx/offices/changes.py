"""Small writes about offices: the departments of 2021, officers."""

from gplx.offices.models import Department, Officer
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


def employ(*, username: str, name: str, department_id: str, roles: tuple[str, ...], password: str) -> Officer:
    """Have an officer with this user name; the password and roles are set anew."""
    officer, _ = Officer.objects.get_or_create(
        username=username, defaults={"department_id": department_id, "name": name}
    )
    officer.name, officer.department_id, officer.roles = name, department_id, list(roles)
    officer.set_password(password)
    officer.save()
    return officer
