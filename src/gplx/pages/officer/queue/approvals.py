"""A leader approves several proposals at once; each is checked and answered for itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST

from gplx.casework.approve import approve
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import LEADER
from gplx.pages.officer.batch import do_each
from gplx.pages.officer.desk import tell, visitor


@entry(STAFF, roles=(LEADER,))
@require_POST
def approve_several(request: HttpRequest) -> HttpResponse:
    """Approve what was ticked, and say of each what became of it."""
    leader = visitor(request)
    lines = do_each(
        request,
        lambda one: approve(dossier_id=one.dossier_id, by=leader, request_id=one.request_id, seen=one.seen),
        done=say("đã phê duyệt"),
    )
    tell(request, *lines)
    return redirect("queue")
