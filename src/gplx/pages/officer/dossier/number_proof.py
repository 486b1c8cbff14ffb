"""The paper that should prove a number, beside the register's record: confirmed or refused in one click."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gplx.casework.checks import OFFICER, Check
from gplx.casework.compare_person import explain, record_of
from gplx.documents.models import NUMBER_PAPER, Document
from gplx.documents.questions import newest
from gplx.dossiers.models import Dossier
from gplx.dossiers.states import acts_open, facts_of
from gplx.offices.models import Officer
from gplx.pages.kit.fields import Text
from gplx.pages.kit.jinja import day
from gplx.pages.officer.acts.forms import RefuseFile
from gplx.rules.identity import check_number


@dataclass(frozen=True, kw_only=True)
class NumberProof:
    """The paper, the number that it should prove, what the rules say for and against, and the clicks that are open to the officer."""

    paper: Document
    number: str
    kind: str
    note: str
    explained: list[str]
    may_confirm: bool
    refusals: list[tuple[str, Text]]


def number_proof(dossier: Dossier, checks: tuple[Check, ...], officer: Officer) -> NumberProof | None:
    """What there is to compare now; none where no paper waits for an officer."""
    waits = any(check.name == "licence" and check.verdict == OFFICER for check in checks)
    paper, record = newest(dossier=dossier, kind=NUMBER_PAPER), record_of(dossier)
    if not waits or paper is None or record is None:
        return None
    acts = acts_open(state=dossier.state, facts=facts_of(dossier), roles=officer.roles)
    number = record.old_number or record.number
    return NumberProof(
        paper=paper,
        number=number,
        kind=check_number(number).kind.upper(),
        note=_("Giấy xác nhận số, gửi ngày %(day)s") % {"day": day(paper.at.date())},
        explained=[_(reason) for reason in explain(dossier)],
        may_confirm="record_answer" in acts,
        refusals=list(RefuseFile.base_fields["why"].choices) if "refuse_file" in acts else [],  # type: ignore[attr-defined]  # it is a ChoiceField
    )
