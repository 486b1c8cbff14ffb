"""Compare (*đối chiếu*) the applicant with the person whom the licence register names on the licence, by the rules of identity."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from gplx.applicants.models import Applicant
from gplx.applicants.models import KnownNumber as KeptNumber
from gplx.applicants.questions import numbers_of
from gplx.dossiers.models import Dossier
from gplx.rules.case import Sex
from gplx.rules.identity import KnownNumber, Match, RegisterPerson, check_number, match_person
from gplx.rules.identity.match import Source


def match_to(*, applicant: Applicant, record: RegisterPerson) -> Match:
    """How strongly a record of the register is this person's: never one equality, always number, name and birth date."""
    known = tuple(_known(kept) for kept in numbers_of(applicant))
    return match_person(person_numbers=known, name=applicant.name, born=applicant.born, record=record)


def record_of(dossier: Dossier) -> RegisterPerson | None:
    """The person on the dossier's licence as the register has them; none where it has not answered."""
    kept = dossier.licence.record
    if not all(kept.get(part) for part in ("name", "born", "number")):
        return None
    return RegisterPerson(
        number=kept["number"],
        old_number=kept.get("old_number") or None,
        name=kept["name"],
        born=date.fromisoformat(kept["born"]),
    )


def explain(dossier: Dossier) -> tuple[str, ...]:
    """What speaks for and against the record being the applicant's, in sentences; also what is unusual about its numbers."""
    record = record_of(dossier)
    if record is None:
        return ()
    applicant = dossier.applicant
    match = match_to(applicant=applicant, record=record)
    numbers = filter(None, (record.number, record.old_number))
    return (*match.reasons, *_unusual(numbers, born=applicant.born, sex=cast(Sex, applicant.sex)))


def _unusual(numbers: Iterable[str], *, born: date, sex: Sex) -> list[str]:
    return [
        f"{number}: {warning}"
        for number in numbers
        for warning in (*check_number(number).hard_errors, *check_number(number, born=born, sex=sex).warnings)
    ]


def _known(kept: KeptNumber) -> KnownNumber:
    source = cast(Source, kept.source)
    return KnownNumber(number=kept.number, source=source, card=kept.evidence.get("card", ""))
