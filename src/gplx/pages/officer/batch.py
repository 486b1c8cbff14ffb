"""One act on several dossiers that were ticked: each stands or falls for itself."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as say

from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import visible_to
from gplx.dossiers.refusals import ActRefused
from gplx.dossiers.working import WorkedElsewhere, works_on_pages
from gplx.pages.kit.fields import LONGEST_VERSION
from gplx.pages.officer.desk import Line, visitor
from gplx.pages.officer.request import request_id_of


@dataclass(frozen=True, kw_only=True)
class Ticked:
    """A ticked dossier: its place in the list, the version that the officer saw, the form's request id."""

    dossier_id: UUID
    code: str
    seen: int
    place: int
    request_id: str


def do_each(
    request: HttpRequest, act: Callable[[Ticked], Dossier], *, done: str, in_any_mode: bool = False
) -> list[Line]:
    """Do the act on each ticked dossier of the officer's department; a line for each tells what became of it.

    The form has a ``request_id`` and, for each tick, ``dossier`` = ``<uuid>:<version>``. A department that works in software of its own
    does here only what is done ``in_any_mode``.
    """
    if not in_any_mode and not works_on_pages(visitor(request).department):
        return [Line(text=say(WorkedElsewhere.sentence), good=False)]
    ticked = _ticked(request)
    if not ticked:
        return [Line(text=say("Chưa chọn hồ sơ nào. Vui lòng đánh dấu ít nhất một hồ sơ."), good=False)]
    return [_do(one, act, done) for one in ticked]


def _do(one: Ticked, act: Callable[[Ticked], Dossier], done: str) -> Line:
    try:
        act(one)
    except ActRefused as refusal:
        return Line(text=f"{one.code}: {say(str(refusal))}", good=False)
    return Line(text=f"{one.code}: {done}.")


def _ticked(request: HttpRequest) -> list[Ticked]:
    request_id = request_id_of(request)
    versions = dict(value.split(":", 1) for value in request.POST.getlist("dossier") if ":" in value)
    codes = _codes(request, versions)
    return [
        Ticked(
            dossier_id=UUID(dossier_id),
            code=codes[dossier_id],
            seen=int(version[:LONGEST_VERSION]) if version.isdecimal() else 0,
            place=place,
            request_id=request_id,
        )
        for place, (dossier_id, version) in enumerate(versions.items())
        if dossier_id in codes
    ]


def _codes(request: HttpRequest, versions: dict[str, str]) -> dict[str, str]:
    wanted = [dossier_id for dossier_id in versions if _is_uuid(dossier_id)]
    found = visible_to(visitor(request)).filter(id__in=wanted).values_list("id", "code")
    return {str(dossier_id): code or "" for dossier_id, code in found}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
