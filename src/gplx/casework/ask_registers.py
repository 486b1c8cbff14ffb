"""Ask the agencies: who holds which licence, is there a health certificate, is there a violation."""

from gplx.applicants.models import Applicant
from gplx.applicants.questions import numbers_of
from gplx.casework.learn_exams import learn_exams
from gplx.casework.want_answers import want_answers
from gplx.dossiers.models import Dossier
from gplx.registers import exchanges
from gplx.registers.licences.port import FindPersons
from gplx.registers.models import Exchange


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
    want_answers(dossier, occasion=occasion)
