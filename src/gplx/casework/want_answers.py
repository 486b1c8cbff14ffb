"""Which questions are asked about a dossier: to the health database, the traffic police and the transport inspectorate."""

from gplx.applicants.questions import numbers_of
from gplx.dossiers.models import Dossier
from gplx.registers import exchanges
from gplx.registers.health.port import FindCertificates
from gplx.registers.violations_record import FindViolations
from gplx.violations.models import SOURCES


def want_answers(dossier: Dossier, *, occasion: str) -> None:
    """Want the answers about a dossier, by all numbers known to be its applicant's, once for each ``occasion``."""
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
    for register in SOURCES:
        key = f"{register}:{dossier.id}:{occasion}"
        exchanges.want(register=register, operation="find", ask=ask, about=about, key=key)
