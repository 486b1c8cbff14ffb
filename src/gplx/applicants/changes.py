"""Small writes about people: the account at sign-in, a link to a number."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gplx.applicants.models import PORTAL, Applicant, KnownNumber
from gplx.ground.names import composed


@transaction.atomic
def welcome(
    *,
    tech_id: str,
    name: str,
    born: date,
    sex: str,
    numbers: tuple[str, ...],
    contact: Mapping[str, str],
    assurance: str,
    at: datetime,
) -> Applicant:
    """The account of a person who signed in at the portal, made or brought up to date.

    It is known by ``tech_id`` alone, so a changed phone or e-mail (``contact``: email, phone, address) never loses it.
    """
    told = {"name": composed(name), "born": born, "sex": sex, "assurance": assurance}
    told |= {key: value for key, value in contact.items() if value}
    applicant, _ = Applicant.objects.update_or_create(
        tech_id=tech_id, defaults=told, create_defaults=told | {"joined_at": at}
    )
    for number in filter(None, numbers):
        link(applicant=applicant, number=number, source=PORTAL, evidence={"claim": "portal"}, at=at)
    return applicant


def link(*, applicant: Applicant, number: str, source: str, evidence: Mapping[str, Any], at: datetime) -> KnownNumber:
    """Link a number to a person with its evidence. The same link from the same source is kept once, as first seen."""
    found, _ = KnownNumber.objects.get_or_create(
        applicant=applicant, number=number, source=source, defaults={"evidence": dict(evidence), "since": at}
    )
    return found
