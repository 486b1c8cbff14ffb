"""A receipt of the office: its paper, and cancelling it."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gplx.dossiers.models import Dossier
from gplx.fees.models import FeeReceipt
from gplx.fees.receipts.changes import LONGEST_REASON, NoNumbersLeft, UnableToCancel, cancel
from gplx.fees.receipts.questions import paper_of, receipts_of
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import LEADER, OFFICE_ROLES
from gplx.pages.kit.doors import note_read
from gplx.pages.kit.fields import choice, words
from gplx.pages.kit.page import render
from gplx.pages.kit.paper import pdf
from gplx.pages.officer.desk import Line, dossier_at_hand, tell, visitor


class Cancel(forms.Form):
    """Why, and whether another takes its place."""

    reason = words(label=_("Lý do hủy"), longest=LONGEST_REASON)
    instead = choice(
        label=_("Sau khi hủy"),
        choices={"replace": _("Lập biên lai khác thay thế"), "nothing": _("Không lập biên lai khác")},
    )


@entry(STAFF, roles=OFFICE_ROLES)
@require_safe
def receipt_paper(request: HttpRequest, dossier_id: UUID, receipt_id: int) -> HttpResponse:
    """The PDF."""
    found = _at_hand(dossier_at_hand(request, dossier_id), receipt_id)
    if found.made_at is None:
        raise Http404
    note_read(request, subject=f"dossier:{dossier_id}", why="document")
    return pdf(paper_of(found), name=f"bien-lai-{found.written_number}")


@entry(STAFF, roles=(LEADER,))
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_receipt(request: HttpRequest, dossier_id: UUID, receipt_id: int) -> HttpResponse:
    """The form; sent, the receipt is cancelled, and where wanted another takes its place."""
    dossier = dossier_at_hand(request, dossier_id)
    found = _at_hand(dossier, receipt_id)
    form = Cancel(request.POST) if request.method == "POST" else Cancel()
    if form.is_valid():
        try:
            made = _cancel(request, found, form)
        except UnableToCancel as refusal:
            form.add_error(None, say(str(refusal)))
        except NoNumbersLeft:
            form.add_error(None, say("Sở đã hết số biên lai, nên chưa hủy. Vui lòng mở dãy số mới rồi làm lại."))
        else:
            text = say("Đã hủy biên lai và lập biên lai khác.") if made else say("Đã hủy biên lai.")
            tell(request, Line(text=text))
            return redirect("dossier", dossier.id)
    status = 400 if form.is_bound else 200
    return render(request, "officer/receipts/cancel.html", status=status, dossier=dossier, receipt=found, form=form)


def _cancel(request: HttpRequest, found: FeeReceipt, form: Cancel) -> FeeReceipt | None:
    said = form.cleaned_data
    replace = said["instead"] == "replace"
    return cancel(receipt_id=found.id, by=visitor(request), reason=said["reason"], replace=replace)


def _at_hand(dossier: Dossier, receipt_id: int) -> FeeReceipt:
    found = next((one for one in receipts_of(dossier) if one.id == receipt_id), None)
    if found is None:
        raise Http404
    return found
