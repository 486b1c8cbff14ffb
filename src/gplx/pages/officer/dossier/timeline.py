"""What happened to a dossier, oldest first, and where it stands now."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as say

from gplx.dossiers.models import CLOSED, REFUSED, WITHDRAWN, Act, Dossier
from gplx.dossiers.questions import history
from gplx.pages.citizen.preparing.review import ORIGINALS
from gplx.pages.kit.jinja import moment
from gplx.pages.officer import words

ENDED = (CLOSED, REFUSED, WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act, or the state in which the dossier now is."""

    title: str | Promise
    state: str
    when: str = ""
    text: str = ""


def steps(dossier: Dossier) -> list[Step]:
    """The acts, without the filling in; then where it stands, unless it has ended."""
    done = [_step(act) for act in history(dossier).exclude(act="fill_in")]
    now = [] if dossier.state in ENDED else [Step(title=words.state_of(dossier)[0], state="now")]
    return [*done, *now]


def _step(act: Act) -> Step:
    said = (act.details.get(name) for name in ("reason", "article", "note", "serial"))
    by = say("Hệ thống") if act.by_kind == "system" else act.by_name
    more = [say("làm thay người đề nghị")] if act.details.get("for_applicant") else []
    more += [_seen(act)] if act.details.get("originals") else []
    told = " · ".join([by, *filter(None, said), *more])
    return Step(title=words.DONE[act.act], state="done", when=moment(act.at), text=told)


def _seen(act: Act) -> str:
    seen = ", ".join(str(ORIGINALS[name]) for name in act.details["originals"])
    return say("đã xem bản chính: %(papers)s") % {"papers": seen}
