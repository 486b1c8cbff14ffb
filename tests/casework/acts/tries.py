"""Every act as a try: a dossier that is ready for it, who does it, and what must come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gplx.applicants.models import Applicant
from gplx.casework.accept import accept
from gplx.casework.approve import approve
from gplx.casework.ask_correction import ask_correction
from gplx.casework.ask_help import WORDS, ask_help
from gplx.casework.ask_payment import ask_payment
from gplx.casework.change_delivery import Wish, change_delivery
from gplx.casework.correct import correct
from gplx.casework.deliver import deliver
from gplx.casework.fail_pick_up import fail_pick_up
from gplx.casework.fill_in import fill_in
from gplx.casework.give_help import give_help
from gplx.casework.hand_over import hand_over
from gplx.casework.lose_card import lose_card
from gplx.casework.postpone import postpone
from gplx.casework.print_card import print_card
from gplx.casework.progress import progress
from gplx.casework.propose import propose
from gplx.casework.record_answer import PaperAnswer, record_answer
from gplx.casework.refuse import refuse
from gplx.casework.reopen import reopen
from gplx.casework.send_back import send_back
from gplx.casework.submit import submit
from gplx.casework.take_back import take_back
from gplx.casework.take_back_help import take_back_help
from gplx.casework.transfer import transfer
from gplx.casework.withdraw import withdraw
from gplx.dossiers.actor import Actor, citizen
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import DESK, POST, Dossier
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER, Officer
from tests import builders
from tests.casework.acts.stages import (
    CODE,
    asked_for_help,
    asked_to_correct,
    failed_at_the_door,
    new_phone,
    refused,
    waiting_for_the_clerk,
    with_a_lasting_code,
)

Does = Callable[..., Dossier]
PAPER = PaperAnswer(subject="police", good=True, note="Công văn 12/CV-THU")


@dataclass(frozen=True, kw_only=True)
class Try:
    """One act: ``ready`` builds the dossier, ``role`` does it (empty: the applicant), ``more`` are its own words.

    ``sets`` are the columns that it changes beside state, version and clock, ``details`` what history says of it.
    """

    does: Does
    ready: Callable[[], Dossier]
    role: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    as_actor: bool = False
    sets: frozenset[str] = frozenset()
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def act(self) -> str:
        """The act's name."""
        return self.does.__name__

    def doer(self, dossier: Dossier, *, department_id: str = "") -> Officer | Applicant:
        """The applicant, or an officer of the dossier's department (or of another)."""
        if not self.role:
            return dossier.applicant
        return builders.officer(self.role, department_id=department_id or dossier.department_id)

    def do(self, dossier: Dossier, doer: Officer | Applicant, *, request_id: str, seen: int | None = None) -> Dossier:
        """Do it."""
        by: Officer | Applicant | Actor = doer
        if self.as_actor:
            by = as_officer(doer) if isinstance(doer, Officer) else citizen(doer)
        return self.does(dossier_id=dossier.id, by=by, request_id=request_id, seen=seen, **self.more)


def _set(*columns: str) -> frozenset[str]:
    return frozenset(columns)


ASKS = {"items": ("photo", "health"), "reason": " Ảnh bị mờ. "}
ASKED = {"items": ["health", "photo"], "reason": "Ảnh bị mờ."}
WHY = {"reason": " Sai hạng. ", "article": " TT12 Điều 37 "}
LATER = {"due_on": date(2021, 10, 8), "reason": " Máy in hỏng. "}

TRIES: dict[str, Try] = {
    "fill in a draft": Try(
        does=fill_in,
        ready=builders.draft,
        as_actor=True,
        more={"item": "delivery", "change": new_phone},
        sets=_set("phone"),
        details={"item": "delivery"},
    ),
    "fill in a correction": Try(
        does=fill_in,
        ready=asked_to_correct,
        as_actor=True,
        more={"item": "delivery", "change": new_phone},
        sets=_set("phone"),
        details={"item": "delivery"},
    ),
    "ask for help": Try(
        does=ask_help,
        ready=builders.draft,
        sets=_set("help_asked_at", "help_code", "help_until"),
        details={"department": "H26", "words": WORDS.format(office="Sở Giao thông vận tải Hà Nội")},
    ),
    "give help": Try(
        does=give_help,
        ready=with_a_lasting_code,
        role=CLERK,
        more={"code": CODE},
        sets=_set("entrusted_at", "help_code", "help_until"),
        details={"department": "H26"},
    ),
    "take back help": Try(
        does=take_back_help,
        ready=asked_for_help,
        sets=_set("help_asked_at", "help_code", "help_until"),
    ),
    "ask for the fee": Try(
        does=ask_payment, ready=waiting_for_the_clerk, role=CLERK, as_actor=True, sets=_set("payment_asked_at")
    ),
    "accept": Try(does=accept, ready=builders.paid, role=CLERK, sets=_set("accepted_at", "complete_at", "due_on")),
    "refuse receipt": Try(
        does=refuse,
        ready=builders.submitted,
        role=CLERK,
        more=WHY,
        sets=_set("ended_at"),
        details={"reason": "Sai hạng.", "article": "TT12 Điều 37"},
    ),
    "refuse the exchange": Try(
        does=refuse,
        ready=builders.examining,
        role=LEADER,
        more=WHY,
        sets=_set("ended_at"),
        details={"reason": "Sai hạng.", "article": "TT12 Điều 37"},
    ),
    "ask to correct before acceptance": Try(
        does=ask_correction,
        ready=builders.submitted,
        role=CLERK,
        more=ASKS,
        sets=_set("correction", "corrections", "correction_open", "due_on"),
        details=ASKED,
    ),
    "ask to correct while examining": Try(
        does=ask_correction,
        ready=builders.examining,
        role=EXAMINER,
        more=ASKS,
        sets=_set("correction", "corrections", "correction_open", "due_on"),
        details=ASKED,
    ),
    "correct before acceptance": Try(
        does=correct,
        ready=asked_to_correct,
        as_actor=True,
        sets=_set("correction_open", "due_on", "complete_at"),
        details={"items": ["delivery"]},
    ),
    "correct while examining": Try(
        does=correct,
        ready=lambda: asked_to_correct(stage=builders.examining),
        as_actor=True,
        sets=_set("correction_open", "due_on", "complete_at"),
        details={"items": ["delivery"]},
    ),
    "record an answer before acceptance": Try(
        does=record_answer,
        ready=lambda: builders.submitted(green=False),
        role=CLERK,
        more={"answer": PAPER},
        details={"subject": "police", "good": True, "note": "Công văn 12/CV-THU"},
    ),
    "record an answer while examining": Try(
        does=record_answer,
        ready=builders.examining,
        role=EXAMINER,
        more={"answer": PAPER},
        details={"subject": "police", "good": True, "note": "Công văn 12/CV-THU"},
    ),
    "propose": Try(does=propose, ready=builders.examining, role=EXAMINER, sets=_set("proposed_at", "proposed_by_id")),
    "send back": Try(
        does=send_back,
        ready=builders.proposed,
        role=LEADER,
        more={"reason": " Cần xem lại hạng. "},
        sets=_set("proposed_at", "proposed_by_id"),
        details={"reason": "Cần xem lại hạng."},
    ),
    "approve": Try(
        does=approve,
        ready=builders.proposed,
        role=LEADER,
        sets=_set("approved_at", "ended_at"),
        details={"class": "B2", "valid_until": "2031-09-27"},
    ),
    "postpone": Try(
        does=postpone,
        ready=builders.examining,
        role=EXAMINER,
        more=LATER,
        sets=_set("postponed_at", "due_on"),
        details={"reason": "Máy in hỏng.", "due_before": "2021-10-04", "due_on": "2021-10-08"},
    ),
    "tell progress": Try(
        does=progress,
        ready=builders.examining,
        role=EXAMINER,
        more={"note": " Đang xác minh vi phạm. "},
        details={"note": "Đang xác minh vi phạm."},
    ),
    "fail at the desk": Try(
        does=fail_pick_up,
        ready=lambda: builders.handed_over(delivery=DESK),
        role=PRINTER,
        more={"reason": " Người đến nhận không có giấy ủy quyền. "},
        details={"reason": "Người đến nhận không có giấy ủy quyền."},
    ),
    "print": Try(
        does=print_card,
        ready=builders.approved,
        role=PRINTER,
        more={"serial": " ab 123457"},
        sets=_set("printed_at"),
        details={"serial": "AB123457"},
    ),
    "hand over to the post": Try(
        does=hand_over,
        ready=builders.printed,
        role=PRINTER,
        sets=_set("handed_over_at", "posted_at"),
        details={"delivery": "post"},
    ),
    "hand over to the desk": Try(
        does=hand_over,
        ready=lambda: builders.printed(delivery=DESK),
        role=PRINTER,
        sets=_set("handed_over_at"),
        details={"delivery": "desk"},
    ),
    "deliver at the desk": Try(
        does=deliver,
        ready=lambda: builders.handed_over(delivery=DESK),
        role=PRINTER,
        as_actor=True,
        more={"signed_by": "Nguyễn Thử Nghiệm"},
        sets=_set("delivered_at", "ended_at"),
        details={"signed": True, "old_licence": False},
    ),
    "fetch it instead": Try(
        does=change_delivery,
        ready=failed_at_the_door,
        as_actor=True,
        more={"wish": Wish(way=DESK)},
        sets=_set("delivery"),
        details={"before": "post", "way": "desk"},
    ),
    "send it instead": Try(
        does=change_delivery,
        ready=lambda: builders.handed_over(delivery=DESK),
        role=PRINTER,
        as_actor=True,
        more={"wish": Wish(way=POST, address=" 2 phố Thử,  Hà Nội", phone="0900000009")},
        sets=_set("delivery", "delivery_address", "phone", "handed_over_at"),
        details={"before": "desk", "way": "post", "for_applicant": True},
    ),
    "take back": Try(
        does=take_back,
        ready=failed_at_the_door,
        role=PRINTER,
        as_actor=True,
        sets=_set("handed_over_at", "posted_at", "post_failed_at"),
        details={"parcel": "000.00.99.H26-210927-0001"},
    ),
    "lose the card": Try(
        does=lose_card,
        ready=builders.handed_over,
        role=LEADER,
        as_actor=True,
        more={"reason": " Công văn 3 của bưu điện. "},
        sets=_set("printed_at", "handed_over_at", "posted_at"),
        details={"parcel": "000.00.99.H26-210927-0001", "reason": "Công văn 3 của bưu điện."},
    ),
    "withdraw before acceptance": Try(does=withdraw, ready=builders.submitted, as_actor=True, sets=_set("ended_at")),
    "withdraw while examining": Try(does=withdraw, ready=builders.proposed, as_actor=True, sets=_set("ended_at")),
    "withdraw instead of correcting": Try(does=withdraw, ready=asked_to_correct, as_actor=True, sets=_set("ended_at")),
    "transfer": Try(
        does=transfer,
        ready=lambda: builders.submitted(green=False),
        role=CLERK,
        more={"department_id": "H24", "reason": " Người dân ở Hà Nội. "},
        sets=_set("department_id", "due_on", "complete_at"),
        details={"from_department": "H26", "to_department": "H24", "reason": "Người dân ở Hà Nội."},
    ),
    "reopen before acceptance": Try(
        does=reopen,
        ready=lambda: refused(stage=builders.paid),
        role=LEADER,
        more={"reason": " Nhầm hồ sơ. "},
        sets=_set("ended_at", "due_on", "complete_at"),
        details={"reason": "Nhầm hồ sơ."},
    ),
    "reopen while examining": Try(
        does=reopen,
        ready=lambda: refused(stage=builders.proposed),
        role=LEADER,
        more={"reason": " Nhầm hồ sơ. "},
        sets=_set("ended_at", "proposed_at", "proposed_by_id", "complete_at", "due_on"),
        details={"reason": "Nhầm hồ sơ."},
    ),
    "submit": Try(
        does=submit,
        ready=lambda: ready_draft(silent=True),
        as_actor=True,
        sets=_set("code", "decision", "submitted_at", "complete_at", "due_on"),
        details={"code": "000.00.99.H26-210927-0001", "outcome": "exchange"},
    ),
}


def ready_draft(*, silent: bool = False) -> Dossier:
    """A draft that can be submitted. *Silent*: the agencies have not answered about violations."""
    dossier = builders.draft()
    builders.learn_all(dossier)
    if silent:
        dossier.violations.all().delete()
    return dossier
