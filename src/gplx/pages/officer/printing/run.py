"""The print run: approved dossiers become cards, several at a time, on blanks with successive serials."""

import re
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST, require_safe

from gplx.casework.cut_old_licence import cut_old_licence
from gplx.casework.hand_over import hand_over
from gplx.casework.print_card import print_card
from gplx.delivery.models import ENDED, TROUBLED, Parcel
from gplx.dossiers.models import APPROVED, Dossier
from gplx.dossiers.questions import visible_to
from gplx.dossiers.working import works_on_pages
from gplx.ground.clock import now
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import PRINTER, Officer
from gplx.pages.kit.page import render
from gplx.pages.kit.parcel import STATES, silent_since
from gplx.pages.officer.batch import Ticked, do_each
from gplx.pages.officer.desk import Line, tell, told, visitor
from gplx.registers.post.port import HANDED_OVER

# What one page shows, the longest waiting first; a printer takes no more in one go.
MOST = 100
_SERIAL = re.compile(r"([A-Z]{2})(\d{6})")
_LAST = 999_999


@entry(STAFF, roles=(PRINTER,))
@require_safe
def print_run(request: HttpRequest) -> HttpResponse:
    """What is to be printed, what was printed and is to be handed over, parcels in trouble, old licences to cut."""
    officer = visitor(request)
    approved = _approved(officer)
    to_print = approved.filter(printed_at=None)
    to_hand_over = approved.filter(printed_at__isnull=False, handed_over_at=None).annotate(
        parcels_before=Count("parcels")
    )
    to_cut = visible_to(officer).filter(old_licence__collection=HANDED_OVER, old_licence__cut_at=None)
    return render(
        request,
        "officer/printing/run.html",
        told=told(request),
        works_here=works_on_pages(officer.department),
        to_print=list(to_print[:MOST]),
        to_hand_over=list(to_hand_over[:MOST]),
        waiting=to_print.count(),
        troubled=[(parcel, STATES[parcel.state], silent_since(parcel)) for parcel in _troubled(officer)[:MOST]],
        to_cut=list(to_cut.order_by("id")[:MOST]),
    )


@entry(STAFF, roles=(PRINTER,))
@require_POST
def print_several(request: HttpRequest) -> HttpResponse:
    """Print what was ticked, each on the blank that follows; a blank whose card was not printed stays for another."""
    serial = request.POST.get("serial", "").replace(" ", "").upper()
    first = _SERIAL.fullmatch(serial)
    if first is None:
        tell(request, Line(text=say("Số phôi gồm 2 chữ cái và 6 chữ số, ví dụ AB123456."), good=False))
    elif int(first[2]) + len(request.POST.getlist("dossier")) - 1 > _LAST:
        tell(request, Line(text=say("Dãy phôi này không đủ số cho các hồ sơ đã chọn."), good=False))
    else:
        act = partial(_print, by=visitor(request), series=first[1], number=int(first[2]))
        tell(request, *do_each(request, act, done=say("đã in thẻ")))
    return redirect("print_run")


@entry(STAFF, roles=(PRINTER,))
@require_POST
def hand_over_several(request: HttpRequest) -> HttpResponse:
    """Hand over what was ticked: to the post, or to the desk."""
    printer = visitor(request)
    lines = do_each(
        request,
        lambda one: hand_over(dossier_id=one.dossier_id, by=printer, request_id=one.request_id, seen=one.seen),
        done=say("đã chuyển trả"),
    )
    tell(request, *lines)
    return redirect("print_run")


@entry(STAFF, roles=(PRINTER,))
@require_POST
def cut_several(request: HttpRequest) -> HttpResponse:
    """Note that the corners of the old licences that were ticked are cut."""
    printer = visitor(request)
    tell(
        request,
        *do_each(
            request,
            lambda one: cut_old_licence(dossier_id=one.dossier_id, by=printer),
            done=say("đã cắt góc giấy phép cũ"),
            in_any_mode=True,
        ),
    )
    return redirect("print_run")


def _troubled(officer: Officer) -> QuerySet[Parcel]:
    """Parcels with the post of which somebody has to see to: they failed, or the post has been silent for long."""
    silent = Q(at__lte=now() - timedelta(days=settings.POST_SILENT_DAYS))
    mine = Parcel.objects.filter(dossier__in=visible_to(officer), dossier__posted_at__isnull=False).exclude(
        state__in=ENDED
    )
    return mine.filter(Q(state__in=TROUBLED) | silent).select_related("dossier").order_by("at", "id")


def _print(one: Ticked, *, by: Officer, series: str, number: int) -> Dossier:
    serial = f"{series}{number + one.place:06d}"
    return print_card(dossier_id=one.dossier_id, by=by, request_id=one.request_id, seen=one.seen, serial=serial)


def _approved(officer: Officer) -> QuerySet[Dossier]:
    return visible_to(officer).filter(state=APPROVED).select_related("licence").order_by("approved_at", "id")
