"""Record an answer (*ghi nhận trả lời*): an officer has a paper in hand, or has compared one, where a register gave none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from gplx.applicants.changes import link
from gplx.applicants.models import OFFICER
from gplx.casework.ask_registers import ask_licences
from gplx.casework.compare_person import record_of
from gplx.casework.settle import settle
from gplx.documents.models import NUMBER_PAPER
from gplx.documents.questions import newest
from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now
from gplx.health.changes import confirm_paper
from gplx.licences.changes import confirm_match
from gplx.offices.models import Officer
from gplx.rules.identity import check_number, tidy
from gplx.violations.changes import keep
from gplx.violations.models import CLEAR, HOLD, INSPECTORATE, POLICE


@dataclass(frozen=True, kw_only=True)
class PaperAnswer:
    """What the paper says. ``subject``: police, inspectorate, health or identity; ``good``: whether it clears the way.

    ``note`` names the paper (number, date). For health: the day of the conclusion, the classes. For identity: the old number.
    """

    subject: str
    good: bool
    note: str
    concluded: date | None = None
    classes: str = ""
    number: str = ""


@transaction.atomic
def record_answer(
    *, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, answer: PaperAnswer
) -> Dossier:
    """Record what a paper says (NĐ 61/2018 Art 19.5); where that was the last open check, the fee is asked for.

    Raises ``NotComplete`` without a note, or where what the subject needs is missing.
    """

    def change(dossier: Dossier) -> Details:
        if not answer.note.strip():
            raise NotComplete("Cần ghi số, ngày của văn bản làm căn cứ.")
        _SUBJECTS[answer.subject](dossier, by, answer)
        return {"subject": answer.subject, "good": answer.good, "note": answer.note.strip()}

    dossier = perform(
        act="record_answer", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
    settle(dossier)
    dossier.refresh_from_db()
    return dossier


def _violation(dossier: Dossier, by: Officer, answer: PaperAnswer) -> None:
    records = (
        []
        if answer.good
        else [{"kind": "unresolved", "until": None, "agency": answer.subject, "behaviour": answer.note}]
    )
    verdict = CLEAR if answer.good else HOLD
    keep(
        dossier=dossier,
        source=answer.subject,
        verdict=verdict,
        records=records,
        at=now(),
        paper_by=by.name,
        note=answer.note,
    )


def _health(dossier: Dossier, by: Officer, answer: PaperAnswer) -> None:
    if answer.good and answer.concluded is None:
        raise NotComplete("Cần ghi ngày kết luận trên giấy khám sức khỏe.")
    classes = answer.classes or dossier.wanted_class or dossier.licence.licence_class
    confirm_paper(
        dossier=dossier,
        good=answer.good,
        concluded=answer.concluded,
        classes=classes,
        by=by.name,
        says=answer.note,
        at=now(),
    )


def _identity(dossier: Dossier, by: Officer, answer: PaperAnswer) -> None:
    if answer.good and check_number(answer.number).hard_errors:
        raise NotComplete("Số CMND/CCCD cũ không đúng. Số gồm 9 hoặc 12 chữ số.")
    if answer.good:
        _link(dossier, by, answer)
    confirm_match(licence=dossier.licence, good=answer.good, officer=by.pk)


def _link(dossier: Dossier, by: Officer, answer: PaperAnswer) -> None:
    """Link the number with its evidence, and ask the register anew: the number serves the person's other licences, and the next time."""
    number, record = tidy(answer.number), record_of(dossier)
    if record and number not in {tidy(one) for one in (record.number, record.old_number) if one}:
        raise NotComplete("Số này không phải là số ghi ở cơ sở dữ liệu giấy phép lái xe.")
    paper = newest(dossier=dossier, kind=NUMBER_PAPER)
    evidence = {
        "officer": by.pk,
        "note": answer.note.strip(),
        "dossier": str(dossier.id),
        "document": str(paper.id) if paper else None,
    }
    link(applicant=dossier.applicant, number=number, source=OFFICER, evidence=evidence, at=now())
    ask_licences(applicant=dossier.applicant, occasion=f"officer:{number}")


_SUBJECTS: dict[str, Callable[[Dossier, Officer, PaperAnswer], None]] = {
    POLICE: _violation,
    INSPECTORATE: _violation,
    "health": _health,
    "identity": _identity,
}
