"""Who acts: a citizen, an officer, or the system on somebody's word (a register's, the carrier's)."""

from dataclasses import dataclass

from gplx.applicants.models import Applicant
from gplx.offices.models import Officer

CITIZEN, OFFICER, SYSTEM = "citizen", "officer", "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The one who acts: ``kind`` citizen, officer or system; ``roles`` as the main table names them; ``department`` of an officer."""

    kind: str
    id: str
    name: str
    roles: frozenset[str]
    department: str = ""

    @property
    def signature(self) -> str:
        """How the ledger names the one who acted: ``officer:12``."""
        return f"{self.kind}:{self.id}"


def citizen(applicant: Applicant) -> Actor:
    """The applicant as the one who acts."""
    return Actor(kind="citizen", id=str(applicant.id), name=applicant.name, roles=frozenset({CITIZEN}))


def officer(person: Officer) -> Actor:
    """An officer as the one who acts, with the roles of an active one; one who left has none."""
    roles = frozenset(person.roles) if person.is_active else frozenset()
    return Actor(kind=OFFICER, id=str(person.pk), name=person.name, roles=roles, department=person.department_id)


def acting(one: Applicant | Actor) -> Actor:
    """Who acts: applicants for themselves, or whoever acts for them."""
    return citizen(one) if isinstance(one, Applicant) else one


def system(name: str) -> Actor:
    """The system, on the word of ``name`` (a register, the payment platform, the carrier, the department's own software)."""
    return Actor(kind="system", id=name, name=name, roles=frozenset({SYSTEM}))
