"""Who calls: a department, by its key."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from gplx.offices.api_keys import department_by_key
from gplx.offices.models import Department


class DepartmentKey(HttpBearer):
    """``Authorization: Bearer <key>``: the key that was given to the department."""

    def authenticate(self, _request: HttpRequest, token: str) -> Department | None:
        """The department of the key, or nobody."""
        return department_by_key(token)


def caller(request: HttpRequest) -> Department:
    """The department that calls; only for addresses behind ``DepartmentKey``."""
    department: Department = vars(request)["auth"]  # where ninja puts what DepartmentKey found
    return department
