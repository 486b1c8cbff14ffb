"""Why the licence is exchanged, and which department decides."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details
from gplx.offices.entry import CITIZEN, entry
from gplx.offices.questions import departments_online
from gplx.pages.citizen import words
from gplx.pages.citizen.preparing.step import open_step, save
from gplx.pages.citizen.visitor import onward
from gplx.pages.kit.fields import Choices, choice
from gplx.pages.kit.page import render
from gplx.pages.kit.sides import at_counter


def departments() -> dict[str, str]:
    """The departments that take dossiers online."""
    return {department.id: department.name for department in departments_online()}


def _department(choices: Choices | Callable[[], Choices]) -> forms.ChoiceField:
    hint = _("Nơi cư trú không bắt buộc: Sở nào cũng nhận được.")
    return choice(label=_("Sở tiếp nhận"), choices=choices, help_text=hint)


class Wish(forms.Form):
    """The reason and the department; both are proposed."""

    reason = choice(label=_("Lý do đổi"), choices=words.REASONS)
    department = _department(departments)


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page, prefilled."""
    dossier, elsewhere = open_step(request, dossier_id, "wish")
    if elsewhere:
        return elsewhere
    offered = {dossier.department_id: dossier.department.name} if at_counter(request) else departments()
    known = {"reason": dossier.reason, "department": dossier.department_id}
    form = Wish(request.POST if request.method == "POST" else None, initial=known)
    form.fields["department"] = _department(offered)
    if form.is_valid():
        return save(request, dossier, "wish", lambda locked: _choose(locked, form.cleaned_data))
    return render(request, "citizen/preparing/wish.html", dossier=dossier, form=form, on=onward(request, dossier))


def _choose(dossier: Dossier, said: dict[str, Any]) -> Details:
    dossier.reason, dossier.department_id = said["reason"], said["department"]
    return {"reason": dossier.reason, "department": dossier.department_id}
