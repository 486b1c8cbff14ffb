"""What was asked of other systems about a dossier, and asking again."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST

from gplx.casework.ask_registers import ask_registers
from gplx.dossiers.models import Dossier
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import CLERK, EXAMINER, OFFICE_ROLES
from gplx.pages.kit.names import system_name
from gplx.pages.officer import words
from gplx.pages.officer.desk import Line, dossier_at_hand, tell
from gplx.pages.officer.request import request_id_of
from gplx.registers import exchanges
from gplx.registers.models import GIVEN_UP, REFUSED, Exchange


@dataclass(frozen=True, kw_only=True)
class Row:
    """One exchange in words."""

    exchange: Exchange
    whom: str | Promise
    state: words.Word
    may_ask_again: bool


def exchanges_about(dossier: Dossier) -> list[Row]:
    """All exchanges about a dossier, and those about its applicant; the newest first."""
    return [_row(exchange) for exchange in _about(dossier)]


@entry(STAFF, roles=OFFICE_ROLES)
@require_POST
def ask_one_again(request: HttpRequest, dossier_id: UUID, exchange_id: int) -> HttpResponse:
    """Make one call anew that was given up or refused; any other is left alone."""
    dossier = dossier_at_hand(request, dossier_id)
    exchange = next((one for one in _about(dossier) if one.id == exchange_id), None)
    if exchange is None:
        raise Http404
    exchanges.ask_again(exchange.id)
    tell(request, Line(text=say("Đã hỏi lại: %(whom)s.") % {"whom": system_name(exchange.register)}))
    return redirect("dossier", dossier.id)


@entry(STAFF, roles=(CLERK, EXAMINER))
@require_POST
def ask_all_again(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Ask health database, police and inspectorate anew: what they know may have changed."""
    dossier = dossier_at_hand(request, dossier_id)
    ask_registers(dossier, occasion=f"again-{request_id_of(request)}")
    tell(request, Line(text=say("Đã hỏi lại các cơ quan. Câu trả lời sẽ hiện ở trang này.")))
    return redirect("dossier", dossier.id)


def _about(dossier: Dossier) -> list[Exchange]:
    subjects = (f"dossier:{dossier.id}", f"applicant:{dossier.applicant_id}")
    return list(Exchange.objects.filter(about__in=subjects).defer("ask", "answer").order_by("-id"))


def _row(exchange: Exchange) -> Row:
    return Row(
        exchange=exchange,
        whom=system_name(exchange.register),
        state=words.EXCHANGES[exchange.state],
        may_ask_again=exchange.state in (GIVEN_UP, REFUSED),
    )
