"""A dossier and its steps, as portals are told them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Final

from gplx.applicants.questions import numbers_of
from gplx.documents.checks import PDF
from gplx.documents.models import HEALTH_COPY, HEALTH_PAPER, NUMBER_PAPER, PHOTO
from gplx.documents.questions import documents_of
from gplx.dossiers.actor import SYSTEM
from gplx.dossiers.models import COUNTER, PORTAL, POST, Act, Dossier
from gplx.fees.changes import FEE_NAME, PROCEDURE, PROCEDURE_NAME
from gplx.fees.questions import amount_due
from gplx.ground.clock import HANOI
from gplx.registers.sync.port import Correction, FeeLine, Paper, ProgressStep, SyncDossier

FIELD, FIELD_NAME = "G04-LX01", "Đường bộ"
# The end of the working day, when a result is due (NĐ 61/2018 leaves the hour to the office).
CLOSES = time(17, 0)
REFUSED_CODE = 3
# Codes that the portal takes only of a dossier that an office has before it: a correction can be asked for before acceptance.
TAKEN_UP = frozenset({4, 5, 8})

SAYS = {
    "submit": "Công dân nộp hồ sơ trực tuyến",
    "ask_payment": "Yêu cầu công dân nộp lệ phí",
    "accept": "Tiếp nhận hồ sơ và hẹn trả kết quả",
    "refuse": "Từ chối hồ sơ",
    "ask_correction": "Yêu cầu bổ sung hồ sơ",
    "correct": "Công dân bổ sung hồ sơ",
    "propose": "Thẩm định và trình phê duyệt",
    "progress": "Đang thẩm định hồ sơ",
    "approve": "Phê duyệt kết quả",
    "deliver": "Đã trả kết quả cho công dân",
    "withdraw": "Công dân rút hồ sơ",
    "reopen": "Xử lý lại hồ sơ",
}

SAYS_AT_COUNTER = {"submit": "Nhận hồ sơ tại bộ phận một cửa"}
# How a dossier came (KenhThucHien).
DIRECT: Final = 1
ONLINE: Final = 2

# Who acted where no person did: the checks, the platform, the carrier.
HOUSE = "Hệ thống đổi giấy phép lái xe"
# The catalogue codes of fees, of ways to collect them and of their kinds are not public; the portal's clients send 1.
UNKNOWN_CODE = "1"
PAPERS = {
    PHOTO: "Ảnh chân dung",
    HEALTH_PAPER: "Giấy khám sức khỏe của người lái xe",
    HEALTH_COPY: "Bản sao chứng thực điện tử giấy khám sức khỏe",
    NUMBER_PAPER: "Giấy xác nhận số CMND",
}
ITEMS = {
    "health": "Giấy khám sức khỏe của người lái xe",
    "photo": "Ảnh chân dung",
    "identity": "Giấy tờ về số định danh",
    "delivery": "Nơi nhận kết quả",
}


def steps_of(dossier: Dossier, *, until: int | None = None) -> list[tuple[Act, ProgressStep]]:
    """Every act with a code, oldest first (up to the act ``until``), with its step as portals are told of it."""
    acts = Act.objects.filter(dossier=dossier, portal_code__isnull=False).order_by("id")
    if until is not None:
        acts = acts.filter(id__lte=until)
    return [(act, _step(dossier, act, moment)) for act, moment in _told_apart(acts)]


def _told_apart(acts: Iterable[Act]) -> Iterator[tuple[Act, datetime]]:
    """Each act with its moment. The portal knows a step by its second and status: a second one of both is told a second later."""
    taken: set[tuple[int | None, datetime]] = set()
    for act in acts:
        moment = act.at
        while (act.portal_code, moment.replace(microsecond=0)) in taken:
            moment += timedelta(seconds=1)
        taken.add((act.portal_code, moment.replace(microsecond=0)))
        yield act, moment


def _due(dossier: Dossier) -> datetime | None:
    return datetime.combine(dossier.due_on, CLOSES, HANOI) if dossier.due_on and dossier.accepted_at else None


def told_of(dossier: Dossier, act: Act) -> SyncDossier:
    """The dossier as portals are told of it with an act that has a code."""
    applicant = dossier.applicant
    return SyncDossier(
        code=dossier.code or "",
        procedure_code=PROCEDURE,
        procedure_name=PROCEDURE_NAME,
        field_code=FIELD,
        field_name=FIELD_NAME,
        owner=applicant.name,
        owner_numbers=tuple(dict.fromkeys(known.number for known in numbers_of(applicant))),
        email=dossier.email,
        phone=dossier.phone,
        summary=f"Đổi giấy phép lái xe hạng {dossier.licence.licence_class}",
        submitted_at=dossier.submitted_at or act.at,
        received_at=dossier.accepted_at or (act.at if act.portal_code in TAKEN_UP else None),
        due_at=_due(dossier),
        status=act.portal_code or 0,
        agency=dossier.department.name,
        by_post=dossier.delivery == POST,
        channel=DIRECT if dossier.channel == COUNTER else ONLINE,
        tech_id=applicant.tech_id or "",
        filed_on_portal=dossier.channel == PORTAL,
        returned_at=dossier.delivered_at,
        refused_at=act.at if act.portal_code == REFUSED_CODE else None,
        finished_at=dossier.approved_at,
        fee="paid" if dossier.paid_at else "owed" if dossier.payment_asked_at else "none",
        papers=_papers(dossier),
        fees=_fees(dossier),
        corrections=_corrections(dossier),
    )


def _papers(dossier: Dossier) -> tuple[Paper, ...]:
    """What others than its sender may see; of each kind the newest counts, and those before it are told as deleted."""
    newest: set[str] = set()
    papers = []
    for file in documents_of(dossier):
        if file.is_shown and file.kind in PAPERS:
            name = f"{PAPERS[file.kind]}.{'pdf' if file.content_type == PDF else 'jpg'}"
            papers.append(Paper(id=str(file.id), name=name, component=file.kind, deleted=file.kind in newest))
            newest.add(file.kind)
    return tuple(papers)


def _fees(dossier: Dossier) -> tuple[FeeLine, ...]:
    if dossier.payment_asked_at is None:
        return ()
    amount = amount_due(dossier).amount
    return (FeeLine(name=FEE_NAME, code=UNKNOWN_CODE, collected=UNKNOWN_CODE, amount=amount, kind=UNKNOWN_CODE),)


def _corrections(dossier: Dossier) -> tuple[Correction, ...]:
    if not dossier.corrections:
        return ()
    acts = list(Act.objects.filter(dossier=dossier, act__in=("ask_correction", "correct")).order_by("id"))
    following = [*acts[1:], None]
    return tuple(
        _correction(asked, after) for asked, after in zip(acts, following, strict=True) if asked.act == "ask_correction"
    )


def _correction(asked: Act, given: Act | None) -> Correction:
    return Correction(
        id=str(asked.id),
        asked_by=asked.by_name,
        asked=asked.details.get("reason", ""),
        asked_at=asked.at,
        received=SAYS[given.act] if given else "",
        received_at=given.at if given else None,
        done=given is not None,
        papers=tuple(ITEMS[item] for item in asked.details.get("items", ())),
    )


def _says(dossier: Dossier, act: Act) -> str:
    """The step in words: a department's own, else ours."""
    at_counter = SAYS_AT_COUNTER if dossier.channel == COUNTER else {}
    said = str(act.details["note"]) if act.act == "progress" else ""
    return said or at_counter.get(act.act, SAYS[act.act])


def _step(dossier: Dossier, act: Act, moment: datetime) -> ProgressStep:
    return ProgressStep(
        handler=HOUSE if act.by_kind == SYSTEM else act.by_name[:50],
        done_at=moment,
        what=_says(dossier, act),
        status=act.portal_code or 0,
        department=dossier.department.name,
        due_at=_due(dossier),
    )
