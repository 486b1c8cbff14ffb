"""Learn from the licence register which licences a person holds, and how surely each record is theirs."""

from uuid import UUID

from django.db import transaction

from gplx.applicants.changes import link
from gplx.applicants.models import REGISTER, Applicant
from gplx.casework.compare_person import match_to
from gplx.casework.settle import settle
from gplx.dossiers.models import SUBMITTED, Dossier
from gplx.dossiers.questions import dossier_by_id
from gplx.ground.clock import now
from gplx.ground.names import composed
from gplx.licences.changes import keep_record, keep_silence
from gplx.registers.licences.port import FoundPersons, RegisteredPerson
from gplx.rules.identity import Match, RegisterPerson


@transaction.atomic
def learn_licences(*, applicant_id: UUID | str, found: FoundPersons, asked: tuple[str, ...]) -> None:
    """Keep the records that are, or may be, the person's, and settle the dossiers that waited for them. Safe to repeat.

    A licence that was typed because the register was silent, and that it now does not know (``asked`` names it), is kept as not found.
    """
    waiting = _waiting(applicant_id)
    # Others may meanwhile link a number to the person or start a draft: their locks would wait for this one and it for theirs.
    applicant = Applicant.objects.select_for_update(no_key=True).get(id=applicant_id)
    for person in found.persons:
        match = _match_to(applicant, person)
        if match.strength != "none":
            keep_record(holder=applicant.id, person=person, match=match, at=now())
        if match.strength == "strong":
            _learn_numbers(applicant, person)
    keep_silence(holder=applicant.id, asked=asked, at=now())
    for dossier_id in waiting:
        settle(dossier_by_id(dossier_id))


def _waiting(applicant_id: UUID | str) -> list[UUID]:
    """The person's submitted dossiers, locked before their licences: the order in which every act takes them."""
    found = Dossier.objects.select_for_update().filter(applicant_id=applicant_id, state=SUBMITTED)
    return list(found.order_by("id").values_list("id", flat=True))


def _match_to(applicant: Applicant, person: RegisteredPerson) -> Match:
    record = RegisterPerson(
        number=person.identity_number,
        old_number=person.old_identity_number,
        name=composed(person.name),
        born=person.born,
    )
    return match_to(applicant=applicant, record=record)


def _learn_numbers(applicant: Applicant, person: RegisteredPerson) -> None:
    """What the register links to one of the person's numbers serves the next question too."""
    for number in filter(None, (person.identity_number, person.old_identity_number)):
        link(applicant=applicant, number=number, source=REGISTER, evidence={"record": "licence register"}, at=now())
