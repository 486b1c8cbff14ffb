"""One dossier: every fact beside its source, and what the officer may do with it now."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from gplx.casework.checks import all_green, checks_of
from gplx.documents.questions import documents_of
from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import AT_WORK
from gplx.dossiers.states import acts_open, facts_of
from gplx.dossiers.waiting import next_step
from gplx.dossiers.working import works_on_pages
from gplx.fees.receipts.questions import receipts_of
from gplx.ground.clock import today
from gplx.letters.questions import messages_about
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import CLERK, EXAMINER, LEADER, OFFICE_ROLES, Officer
from gplx.offices.questions import has_role
from gplx.pages.kit.doors import note_read
from gplx.pages.kit.page import render
from gplx.pages.officer import words
from gplx.pages.officer.acts.doing import DOINGS
from gplx.pages.officer.acts.forms import ActForm
from gplx.pages.officer.desk import dossier_at_hand, told, visitor
from gplx.pages.officer.dossier import facts, timeline
from gplx.pages.officer.dossier.exchanges import exchanges_about
from gplx.pages.officer.dossier.number_proof import number_proof
from gplx.pages.officer.dossier.portrait import doubted, looked_at

# These need every check to be good; until then they are not the thing to do first.
NEEDS_GREEN = frozenset({"ask_payment", "propose", "approve"})
# What is done where its file is shown.
BESIDE_A_FILE = frozenset({"refuse_file"})


@dataclass(frozen=True, kw_only=True)
class Possible:
    """An act that is possible now, with its form; ``first`` where it is the thing to do."""

    act: str
    text: str | Promise
    form: ActForm
    first: bool


@entry(STAFF, roles=OFFICE_ROLES)
@require_safe
def dossier_page(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page."""
    return show(request, dossier_at_hand(request, dossier_id))


def show(request: HttpRequest, dossier: Dossier, *, failed: ActForm | None = None) -> HttpResponse:
    """The page; with the form of an act that was not complete, as it was sent."""
    note_read(request, subject=f"dossier:{dossier.id}", why="view")
    checks, documents = checks_of(dossier), documents_of(dossier)
    green = all_green(checks)
    return render(
        request,
        "officer/dossier/page.html",
        status=400 if failed else 200,
        told=told(request),
        dossier=dossier,
        stands=words.state_of(dossier),
        due=words.due(dossier, today=today()),
        green=green,
        checks=checks,
        check_names=words.CHECKS,
        verdicts=words.VERDICTS,
        says=words.says,
        source=words.source,
        possible=_possible(dossier, visitor(request), green=green, failed=failed),
        failed=failed,
        may_withdraw=_may(dossier, visitor(request), "withdraw"),
        documents=documents,
        portraits=looked_at(documents),
        doubted=doubted(documents),
        document_names=words.DOCUMENTS,
        receipts=receipts_of(dossier),
        may_cancel_receipts=has_role(visitor(request), LEADER),
        scans=words.SCANS,
        proof=number_proof(dossier, checks, visitor(request)),
        exchanges=exchanges_about(dossier),
        may_ask_all=dossier.state in AT_WORK and has_role(visitor(request), CLERK, EXAMINER),
        messages=messages_about(dossier),
        message_states=words.MESSAGES,
        steps=timeline.steps(dossier),
        **_facts(dossier),
    )


def _facts(dossier: Dossier) -> dict[str, Any]:
    return {
        "compared": facts.compared(dossier),
        "licence": facts.of_licence(dossier),
        "health": facts.of_health(dossier),
        "violations": facts.of_violations(dossier),
        "ending": facts.of_ending(dossier),
    }


def _possible(dossier: Dossier, officer: Officer, *, green: bool, failed: ActForm | None) -> list[Possible]:
    """The acts that the main table opens to this officer now, the thing to do first."""
    known = facts_of(dossier, actor_id=str(officer.pk))
    step = next_step(dossier, officer=officer)
    first = step if green or step not in NEEDS_GREEN else ""
    open_now = acts_open(state=dossier.state, facts=known, roles=officer.roles)
    here = (act for act in DOINGS if act in open_now and works_on_pages(dossier.department, act))
    acts = sorted((act for act in here if act not in BESIDE_A_FILE), key=lambda act: act != first)
    return [
        Possible(act=act, text=words.ACTS[act], form=_form(act, dossier, failed), first=act == first) for act in acts
    ]


def _may(dossier: Dossier, officer: Officer, act: str) -> bool:
    facts = facts_of(dossier, actor_id=str(officer.pk))
    return act in acts_open(state=dossier.state, facts=facts, roles=officer.roles)


def _form(act: str, dossier: Dossier, failed: ActForm | None) -> ActForm:
    return failed if failed and failed.act == act else DOINGS[act].form(act=act, dossier=dossier)
