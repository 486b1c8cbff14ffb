"""What a department's software last did at our doors, so that its makers see what went well and what did not."""

from django.db import connection

from gplx.ground.clock import now
from gplx.offices.models import Department, SoftwareCall

LONGEST = 200
_KEEP = """
INSERT INTO offices_softwarecall (department_id, operation, good, at, times, says) VALUES (%s, %s, %s, %s, 1, %s)
ON CONFLICT ON CONSTRAINT software_call_once
DO UPDATE SET at = EXCLUDED.at, says = EXCLUDED.says, times = offices_softwarecall.times + 1
"""


def keep_call(*, department: Department, operation: str, trouble: str = "") -> None:
    """Keep that a department's software did ``operation`` just now: well, or with this trouble (a sentence without personal data)."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [department.id, operation, not trouble, now(), trouble[:LONGEST]])


def last_calls(department: Department) -> list[SoftwareCall]:
    """The last good and the last bad call of each operation, the newest first."""
    return list(SoftwareCall.objects.filter(department=department).order_by("-at"))
