"""What the API says of a dossier and of an act."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from gplx.casework.checks import checks_of
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.states import acts_open, facts_of
from gplx.ground.clock import HANOI
from gplx.offices.models import ROLES


class DossierLine(Schema):
    """A dossier in a list."""

    code: str
    state: str
    version: int
    due_on: date | None
    changed_at: datetime


class DossierList(Schema):
    """Dossiers in the order in which they changed. Where there are ``more``, ask again with ``since`` = ``until``."""

    dossiers: list[DossierLine]
    until: datetime | None
    more: bool


class CheckLine(Schema):
    """One check: ok, waiting, officer (an officer must look), held, missing or bad; by whose word; in words."""

    name: str
    verdict: str
    source: str
    says: str


class DossierDetails(Schema):
    """A dossier: its state and facts, its checks, and the acts that are open now, each for its role."""

    code: str
    state: str
    version: int
    due_on: date | None
    facts: list[str]
    acts: list[str]
    checks: list[CheckLine]


class Done(Schema):
    """An act that was done. A repeat with the same key gets the same words. ``version``: the dossier's after the act."""

    code: str
    act: str
    before: str
    after: str
    at: datetime
    by: str = Field(description="Name of the officer.")
    version: int


def details_of(dossier: Dossier) -> DossierDetails:
    """What the API says of a dossier."""
    facts = facts_of(dossier)
    return DossierDetails(
        code=dossier.code or "",
        state=dossier.state,
        version=dossier.version,
        due_on=dossier.due_on,
        facts=sorted(facts),
        acts=list(acts_open(state=dossier.state, facts=facts, roles=ROLES)),
        checks=[
            CheckLine(name=check.name, verdict=check.verdict, source=check.source, says=check.says)
            for check in checks_of(dossier)
        ],
    )


def done(dossier: Dossier, act: Act) -> Done:
    """What the API says of an act. Each act raises the version by one, so the version after it is known for ever."""
    return Done(
        code=dossier.code or "",
        act=act.act,
        before=act.state_before,
        after=act.state_after,
        at=act.at.astimezone(HANOI),
        by=act.by_name,
        version=1 + Act.objects.filter(dossier=dossier, id__lte=act.id).count(),
    )
