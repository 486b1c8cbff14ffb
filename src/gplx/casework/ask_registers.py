"""Ask the agencies: who holds which licence, is there a health certificate, is there a violation."""

from gplx.applicants.models import Applicant
from gplx.applicants.questions import numbers_of
from gplx.casework.learn_exams import learn_exams
from gplx.dossiers.models import Dossier
from gplx.registers import exchanges
from gplx.registers.health.port import FindCertificates
from gplx.registers.licences.port import FindPersons
from gplx.registers.models import Exchange
from gplx.registers.violations_record import FindViolations

VIOLATION_REGISTERS = ("police", "inspectorate")


def ask_licences(*, applicant: Applicant, occasion: str, also: tuple[str, ...] = ()) -> Exchange:
    """Ask the licence register for all numbers of a person, and ``also`` for a licence number that they typed.

    Once for each ``occasion`` (a sign-in, a new number).
    """
    numbers = tuple(dict.fromkeys([known.number for known in numbers_of(applicant)] + list(also)))
    about, key = f"applicant:{applicant.id}", f"licences:{applicant.id}:{occasion}"
    return exchanges.want(register="licences", operation="find", ask=FindPersons(numbers=numbers), about=about, key=key)


def ask_registers(dossier: Dossier, *, occasion: str = "draft") -> None:
    """Ask for the health certificate and the violations of a dossier, once for each ``occasion`` (draft, again).

    What clinics have issued stands in our own store, and is consulted here and now.
    """
    learn_exams(dossier_id=dossier.id)
    numbers = tuple(dict.fromkeys(known.number for known in numbers_of(dossier.applicant)))
    about = f"dossier:{dossier.id}"
    exchanges.want(
        register="health",
        operation="find",
        ask=FindCertificates(numbers=numbers),
        about=about,
        key=f"health:{dossier.id}:{occasion}",
    )
    ask = FindViolations(numbers=(*numbers, dossier.licence.number), born=dossier.applicant.born)
    for register in VIOLATION_REGISTERS:
        key = f"{register}:{dossier.id}:{occasion}"
        exchanges.want(register=register, operation="find", ask=ask, about=about, key=key)
