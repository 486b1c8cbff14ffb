"""A department's own software, as the tests of the API of acts play it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from gplx.dossiers.models import Dossier
from gplx.offices.api_keys import give_api_key
from gplx.offices.models import OWN_SOFTWARE, Department, Officer
from tests import builders

DOSSIERS = "/api/acts/dossiers"


class Software:
    """A department's own software."""

    def __init__(self, client: Client, department_id: str) -> None:
        builders.department(department_id)
        Department.objects.filter(id=department_id).update(mode=OWN_SOFTWARE)
        self.client, self.department_id = client, department_id
        self.key = give_api_key(department_id=department_id, user=f"so-{department_id}")

    def get(self, address: str = "") -> HttpResponse:
        return self.client.get(f"{DOSSIERS}{address}", headers={"Authorization": f"Bearer {self.key}"})

    def do(self, act: str, dossier: Dossier, by: Officer | str, *, key: str = "", **body: Any) -> HttpResponse:
        """Order an act, of the version that stands (unless the body says another)."""
        dossier.refresh_from_db()
        order = {"officer": by if isinstance(by, str) else by.username, "seen": dossier.version} | body
        headers = {"Authorization": f"Bearer {self.key}", "Idempotency-Key": key or builders.fresh()}
        address = f"{DOSSIERS}/{dossier.code}/{act}"
        return self.client.post(address, order, content_type="application/json", headers=headers)


def kind(answer: HttpResponse) -> tuple[int, str]:
    """Status and type of a problem."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == answer.status_code
    return answer.status_code, said["type"].removeprefix("urn:gplx:problem:")
