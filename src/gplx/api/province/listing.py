"""``DanhSachHoSo``: the dossiers that a department received, came back corrected or refused in some days, all in one query."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest, JSONObject

from gplx.api.province.question import Question
from gplx.api.province.record import record
from gplx.api.province.times import days_between
from gplx.applicants.models import KnownNumber
from gplx.documents.models import SHOWN, Document
from gplx.dossiers.models import REFUSED, Act, Dossier
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.licences.models import Licence
from gplx.offices.models import Department


def list_dossiers(department: Department, question: Question) -> dict[str, Any]:
    """The records of the department's dossiers of ``ngayNhan1`` to ``ngayNhan2``, both included."""
    found = list(_with_everything(_of_days(department, *days_between(question.since, question.until))))
    told = {"dossiers": [dossier.code for dossier in found]}
    actor = f"system:department:{department.id}"
    append(subject=f"department:{department.id}", kind="read", act="DanhSachHoSo", actor=actor, at=now(), details=told)
    return {"data": [record(dossier) for dossier in found]}


def _of_days(department: Department, start: datetime, end: datetime) -> QuerySet[Dossier]:
    """A dossier appears on the day of its receipt, again on that of its correction, and on that of its refusal."""
    received = Greatest("accepted_at", "complete_at")
    at_hand = Q(accepted_at__isnull=False, received__gte=start, received__lt=end)
    refused = Q(state=REFUSED, ended_at__gte=start, ended_at__lt=end)
    return Dossier.objects.filter(department=department).annotate(received=received).filter(at_hand | refused)


def _with_everything(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    accepted = Act.objects.filter(dossier=OuterRef("pk"), act="accept").order_by("-id")
    numbers = KnownNumber.objects.filter(applicant=OuterRef("applicant")).order_by("since", "id")
    files = Document.objects.filter(dossier=OuterRef("pk"), scan__in=SHOWN).order_by("-at")
    cards = Licence.objects.filter(holder=OuterRef("applicant"), match="strong").order_by("number", "licence_class")
    return (
        dossiers.select_related("applicant", "department", "licence")
        .annotate(
            accepted_by=Subquery(accepted.values("by_name")[:1]),
            numbers=ArraySubquery(numbers.values("number")),
            files=ArraySubquery(files.values(one=JSONObject(id="id", kind="kind", content_type="content_type"))),
            cards=ArraySubquery(
                cards.values(
                    one=JSONObject(
                        sogplx="number",
                        soserigplx="serial",
                        noicapgplx="issued_by",
                        ngaycapgplx="issued",
                        ngayhethangplx="expires",
                        hanggplxgplx="licence_class",
                        ngaytrungtuyen="passed",
                    )
                )
            ),
        )
        .order_by("code")
    )
