"""Departments that listen, and what they are told."""

from typing import Any

from gplx.clock.acted import acted
from gplx.dossiers.models import Act, Dossier
from gplx.offices.models import Webhook
from gplx.offices.software.webhooks import register
from gplx.registers.models import Exchange
from tests import builders

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def listens(department_id: str = "H26") -> Webhook:
    """The department's software is told from now on."""
    builders.department(department_id)
    register(department_id=department_id, address=f"https://{department_id.lower()}.so-thu.example.vn/webhook")
    return Webhook.objects.get(department=department_id)


def follow(dossier: Dossier, *, backwards: bool = False) -> None:
    """What follows from each act of the dossier is done, in their order or from the last to the first."""
    ids = list(Act.objects.filter(dossier=dossier).order_by("id").values_list("id", flat=True))
    for act_id in reversed(ids) if backwards else ids:
        acted({"act": act_id})


def told(department_id: str = "H26") -> list[tuple[Any, ...]]:
    """What the department's software is to be told, in the order in which it goes out."""
    rows = Exchange.objects.filter(about=f"webhook:{department_id}").order_by("id")
    return [(row.ask["act"], row.ask["before"], row.ask["after"], row.ask["version"]) for row in rows]
