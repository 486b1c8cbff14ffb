"""Whether a department's software is connected well: tried by calls to it and by what it does here, with what to do in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.views.decorators.http import require_http_methods

from gplx.casework.try_software import BAD, GOOD, WAITING, Finding, findings_of, last_runs, try_software
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import ADMIN, ConformanceRun
from gplx.offices.software.webhooks import UnableToRegister, webhook_of
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import visitor
from gplx.pages.officer.request import request_id_of
from gplx.pages.officer.software import words
from gplx.pages.officer.software.forms import AddressForm

SHOWN = 10
LOOK_AGAIN = 3  # seconds


@entry(STAFF, roles=(ADMIN,))
@require_http_methods(["GET", "HEAD", "POST"])
def conformance(request: HttpRequest) -> HttpResponse:
    """The last run and those before it; the form begins another one. While calls are under way the page looks again by itself."""
    officer = visitor(request)
    hook = webhook_of(officer.department_id)
    form = AddressForm(request.POST or None, initial={"address": hook.address if hook else ""})
    if request.method == "POST" and form.is_valid():
        try:
            try_software(by=officer, address=form.cleaned_data["address"], request_id=request_id_of(request))
        except UnableToRegister as unable:
            form.add_error("address", say(str(unable)))
        else:
            return redirect("conformance")
    runs = last_runs(officer.department, at_most=SHOWN)
    found = findings_of(runs[0]) if runs else []
    is_waiting = any(one.verdict == WAITING for one in found)
    return render(
        request,
        "officer/software/conformance.html",
        status=400 if form.errors else 200,
        refresh_after=LOOK_AGAIN if is_waiting and not form.errors else None,
        form=form,
        run=runs[0] if runs else None,
        rows=[(words.name_of(one), words.VERDICTS[one.verdict], words.says(one), one.at) for one in found],
        good=_count(found, GOOD),
        all=len(found),
        before=[_told(run) for run in runs[1:]],
    )


def _told(run: ConformanceRun) -> tuple[ConformanceRun, int, int]:
    """A run, how many of its checks were good, and how many were bad."""
    found = findings_of(run)
    return run, _count(found, GOOD), _count(found, BAD)


def _count(found: list[Finding], verdict: str) -> int:
    return sum(one.verdict == verdict for one in found)
