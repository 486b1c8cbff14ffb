"""What the API says of a dossier and of an act. The words are those of the description that other developers read."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from gplx.casework.checks import checks_of
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.states import OF_APPLICANT, acts_open, facts_of
from gplx.ground.clock import HANOI
from gplx.offices.models import ROLES


class DossierLine(Schema):
    """Một hồ sơ trong danh sách."""

    code: str
    state: str
    version: int
    due_on: date | None
    changed_at: datetime


class DossierList(Schema):
    """Hồ sơ theo thứ tự thay đổi. Khi ``more`` là true, hỏi tiếp với ``since`` = ``until``."""

    dossiers: list[DossierLine]
    until: datetime | None
    more: bool


class CheckLine(Schema):
    """Một mục kiểm tra: ok, waiting, officer (cán bộ cần xem), held, missing hoặc bad; theo nguồn nào; bằng lời."""

    name: str
    verdict: str
    source: str
    says: str


class DossierDetails(Schema):
    """Một hồ sơ: trạng thái, các mục kiểm tra và những bước đang mở, mỗi bước cho vai trò của mình."""

    code: str
    state: str
    version: int
    due_on: date | None
    facts: list[str]
    acts: list[str]
    checks: list[CheckLine]


class Done(Schema):
    """Một bước đã thực hiện; gửi lại cùng khóa nhận đúng câu này. ``version``: phiên bản hồ sơ ngay sau bước đó."""

    code: str
    act: str
    before: str
    after: str
    at: datetime
    by: str = Field(description="Họ tên cán bộ.")
    version: int


def details_of(dossier: Dossier) -> DossierDetails:
    """What the API says of a dossier."""
    facts = facts_of(dossier)
    return DossierDetails(
        code=dossier.code or "",
        state=dossier.state,
        version=dossier.version,
        due_on=dossier.due_on,
        facts=sorted(facts),
        acts=[act for act in acts_open(state=dossier.state, facts=facts, roles=ROLES) if act not in OF_APPLICANT],
        checks=[
            CheckLine(name=check.name, verdict=check.verdict, source=check.source, says=check.says)
            for check in checks_of(dossier)
        ],
    )


def done(dossier: Dossier, act: Act) -> Done:
    """What the API says of an act. Each act raises the version by one, so the version after it is known for ever."""
    return Done(
        code=dossier.code or "",
        act=act.act,
        before=act.state_before,
        after=act.state_after,
        at=act.at.astimezone(HANOI),
        by=act.by_name,
        version=1 + Act.objects.filter(dossier=dossier, id__lte=act.id).count(),
    )
