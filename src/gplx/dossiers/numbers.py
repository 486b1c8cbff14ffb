"""Dossier codes: ``V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX`` (TT 01/2018/TT-VPCP Art 19; NĐ 61/2018 Art 26)."""

from datetime import date

from django.db import connection

from gplx.offices.models import Department

MOST_A_DAY = 9_999


class UnableToNumber(Exception):
    """A department's day has no number left: the form of the code has four digits."""


def next_code(*, department: Department, day: date) -> str:
    """The next code of a department's day. Its number is taken only if the caller's transaction commits, so there are no gaps."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_daynumber (department_id, day, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (department_id, day) DO UPDATE SET last = dossiers_daynumber.last + 1 RETURNING last",
            [department.id, day],
        )
        (number,) = cursor.fetchone()
    if number > MOST_A_DAY:
        raise UnableToNumber(f"{department.id} {day}")
    return f"{department.agency_code}-{day:%y%m%d}-{number:04d}"
