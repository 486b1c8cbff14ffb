"""Everybody who may come to a door."""

from dataclasses import dataclass

from django.test import Client

from gplx.applicants.models import Applicant
from gplx.dossiers.models import Dossier
from gplx.offices.models import ROLES, Officer
from tests import builders

HERE, ELSEWHERE = "H26", "H17"


@dataclass(frozen=True)
class Visitors:
    """Browsers, each with somebody else before it; ``dossier`` is that of ``owner``, at the office of the officers *here*."""

    dossier: Dossier
    stranger: Client
    owner: Client
    other_citizen: Client
    with_password_only: Client
    dismissed: Client
    elsewhere: Client

    def officer(self, *roles: str) -> Client:
        """An officer of the dossier's office in these roles."""
        return officer(*roles)


def visitors(dossier: Dossier) -> Visitors:
    """Everybody, around one dossier."""
    return Visitors(
        dossier=dossier,
        stranger=Client(),
        owner=citizen(dossier.applicant),
        other_citizen=citizen(builders.applicant()),
        with_password_only=with_password_only(),
        dismissed=dismissed(),
        elsewhere=officer(*ROLES, department_id=ELSEWHERE),
    )


def citizen(person: Applicant) -> Client:
    return builders.sign_in_citizen(Client(), person)


def officer(*roles: str, department_id: str = HERE) -> Client:
    return builders.sign_in(Client(), builders.officer(*roles, department_id=department_id))


def with_password_only() -> Client:
    """An officer whose second factor was not asked yet."""
    client = Client()
    client.force_login(builders.officer())
    return client


def dismissed() -> Client:
    """An officer who left while signed in."""
    person: Officer = builders.officer()
    client = builders.sign_in(Client(), person)
    Officer.objects.filter(pk=person.pk).update(is_active=False)
    return client
