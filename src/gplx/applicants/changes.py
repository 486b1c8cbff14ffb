"""Small writes about people: the account at sign-in, a link to a number."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from gplx.applicants.models import OFFICER, PORTAL, Applicant, KnownNumber
from gplx.applicants.questions import people_with
from gplx.ground.names import composed
from gplx.ledger.changes import append


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

    It is known by ``tech_id`` alone, so a changed phone, e-mail (``contact``: email, phone, address) or number never loses it; and
    another ``tech_id`` never gets it, whatever number it claims. Whoever had no account yet and was met at a counter (same identity
    number, name and birth date) becomes the account.
    """
    _recognise(tech_id=tech_id, numbers=numbers, name=name, born=born, at=at)
    told = {"name": composed(name), "born": born, "sex": sex, "assurance": assurance}
    told |= {key: value for key, value in contact.items() if value}
    applicant, _ = Applicant.objects.update_or_create(
        tech_id=tech_id, defaults=told, create_defaults=told | {"joined_at": at}
    )
    for number in filter(None, numbers):
        link(applicant=applicant, number=number, source=PORTAL, evidence={"claim": "portal"}, at=at)
    return applicant


def _recognise(*, tech_id: str, numbers: tuple[str, ...], name: str, born: date, at: datetime) -> None:
    if Applicant.objects.filter(tech_id=tech_id).exists():
        return
    known = people_with(numbers=numbers, name=name, born=born).filter(tech_id=None).order_by("joined_at").first()
    if known and Applicant.objects.filter(id=known.id, tech_id=None).update(tech_id=tech_id):
        subject, actor = f"applicant:{known.id}", f"citizen:{known.id}"
        append(subject=subject, kind="link", act="account", actor=actor, at=at, details={"by": "identity number"})


@transaction.atomic
def meet(*, number: str, name: str, born: date, sex: str, address: str, officer: int, at: datetime) -> Applicant:
    """The person who shows a card with this number, name and birth date at a counter: the one known already, else a new one.

    What an account of the portal says of them stays as it is.
    """
    known = people_with(numbers=(number,), name=name, born=born)
    person = known.order_by(F("tech_id").asc(nulls_last=True), "joined_at").first()
    if person is None:
        person = Applicant.objects.create(
            name=composed(name), born=born, sex=sex, address=composed(address), joined_at=at
        )
    evidence = {"officer": officer, "seen": "card"}
    link(applicant=person, number=number, source=OFFICER, evidence=evidence, at=at)
    return person


def link(*, applicant: Applicant, number: str, source: str, evidence: Mapping[str, Any], at: datetime) -> KnownNumber:
    """Link a number to a person with its evidence. The same link from the same source is kept once, as first seen."""
    found, _ = KnownNumber.objects.get_or_create(
        applicant=applicant, number=number, source=source, defaults={"evidence": dict(evidence), "since": at}
    )
    return found
