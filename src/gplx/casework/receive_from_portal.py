"""Receive what a citizen filed at a portal (*tiếp nhận hồ sơ nộp tại Cổng*): it becomes a dossier of the department named there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gplx.applicants.changes import link, welcome
from gplx.applicants.models import PORTAL as BY_PORTAL
from gplx.applicants.models import Applicant
from gplx.casework.ask_registers import ask_licences
from gplx.casework.start_draft import start_draft
from gplx.casework.submit import submit_from_portal
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import DRAFT, PORTAL, Dossier
from gplx.dossiers.questions import AT_WORK
from gplx.ground.clock import now
from gplx.licences.changes import keep_typed
from gplx.licences.models import Licence
from gplx.offices.models import Department
from gplx.portals.changes import fetch_file, keep_incoming
from gplx.portals.models import Filing


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who filed: the account at the portal, and what the portal says of its owner. The best number stands first."""

    tech_id: str
    name: str
    born: date
    sex: str
    numbers: tuple[str, ...]
    address: str
    phone: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """The licence, as the citizen wrote it down."""

    number: str
    licence_class: str
    issued: date
    expires: date | None


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that came with it: what part it is (photo, health, number_paper), and its address at the portal or, else, its bytes."""

    kind: str
    url: str = ""
    data: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A dossier as a portal sent it: its code there, the department, person, licence, how the result is wanted, files, and all of it as
    it came (``body``)."""

    code: str
    portal: str
    department: Department
    person: Person
    card: Card
    delivery: str
    delivery_address: str
    files: tuple[File, ...]
    body: dict[str, Any]


class FiledBefore(Exception):
    """Hồ sơ này đã được tiếp nhận trước đó."""


class LicenceAtWork(Exception):
    """Giấy phép lái xe này đang có một hồ sơ khác chưa giải quyết xong."""


@transaction.atomic
def receive_from_portal(filed: Filed) -> Dossier:
    """Keep what was filed, and have a submitted dossier of it under its code at the portal (NĐ 61/2018 Art 17; TT 01/2018/TT-VPCP Art 19).

    A draft that its owner left here for the same licence becomes this dossier. Files are fetched by the queue and checked as any
    upload. Raises ``FiledBefore`` for a code that is known, ``LicenceAtWork`` where a dossier for the licence is under way; then
    nothing was kept.
    """
    if Dossier.objects.filter(code=filed.code).exists():
        raise FiledBefore(FiledBefore.__doc__)
    person = _person(filed.person)
    draft = start_draft(applicant=person, licence=_licence(person, filed.card), department=filed.department)
    if draft.state != DRAFT:
        raise LicenceAtWork(LicenceAtWork.__doc__)
    filing, created = Filing.objects.get_or_create(
        code=filed.code,
        defaults={"portal": filed.portal, "body": filed.body, "dossier": draft, "received_at": now()},
    )
    if not created:
        raise FiledBefore(FiledBefore.__doc__)

    def entered(dossier: Dossier) -> None:
        dossier.channel, dossier.department = PORTAL, filed.department
        dossier.phone, dossier.email = filed.person.phone, filed.person.email
        dossier.delivery, dossier.delivery_address = filed.delivery, filed.delivery_address

    dossier = submit_from_portal(dossier_id=draft.id, by=citizen(person), code=filed.code, entered=entered)
    ask_licences(applicant=person, occasion=f"filing:{filing.id}", also=(filed.card.number,))
    for file in filed.files:
        _bring(filing, file)
    return dossier


def _person(said: Person) -> Applicant:
    """The owner of the account (known by its TechID alone); what a known account says of them stays as it is."""
    known = Applicant.objects.filter(tech_id=said.tech_id).first()
    if known is None:
        contact = {"email": said.email, "phone": said.phone, "address": said.address}
        return welcome(
            tech_id=said.tech_id,
            name=said.name,
            born=said.born,
            sex=said.sex,
            numbers=said.numbers,
            contact=contact,
            assurance="",
            at=now(),
        )
    for number in said.numbers:
        link(applicant=known, number=number, source=BY_PORTAL, evidence={"claim": "filing"}, at=now())
    return known


def _licence(person: Applicant, card: Card) -> Licence:
    """The licence as it is known of the person, else as they wrote it down until the register answers."""
    mine = Licence.objects.filter(holder=person.id, number=card.number, licence_class=card.licence_class)
    at_work = Dossier.objects.filter(licence__in=mine, state__in=AT_WORK)
    if at_work.exists():
        raise LicenceAtWork(LicenceAtWork.__doc__)
    return keep_typed(
        holder=person.id,
        number=card.number,
        licence_class=card.licence_class,
        issued=card.issued,
        expires=card.expires,
        at=now(),
    )


def _bring(filing: Filing, file: File) -> None:
    if file.url:
        fetch_file(filing, kind=file.kind, url=file.url)
    else:
        keep_incoming(filing, kind=file.kind, data=file.data)
