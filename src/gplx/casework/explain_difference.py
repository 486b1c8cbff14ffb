"""Explain a difference (*giải trình chênh lệch*): a person says what is the matter with it."""

from django.db import transaction

from gplx.dossiers.refusals import NotAllowed, NotComplete, NotPossibleNow
from gplx.fees.reconciliation.models import Difference
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.offices.models import ACCOUNTANT, Officer
from gplx.offices.questions import has_role


@transaction.atomic
def explain_difference(*, difference_id: int, by: Officer, note: str) -> Difference:
    """Note what is the matter with an open difference of one's own department; it stays open until it is gone, or the money goes back.

    Raises ``NotAllowed``, ``NotPossibleNow`` for one that is settled, ``NotComplete`` without words.
    """
    difference = Difference.objects.select_for_update().get(id=difference_id)
    if difference.department_id != by.department_id or not has_role(by, ACCOUNTANT):
        raise NotAllowed
    if difference.settled_at:
        raise NotPossibleNow
    if not note.strip():
        raise NotComplete("Cần ghi rõ vì sao có chênh lệch và cách xử lý.")
    difference.note, difference.noted_by, difference.noted_at = note.strip()[:300], by, now()
    difference.save()
    append(
        subject=f"reconciliation:{by.department_id}",
        kind="money",
        act="explained",
        actor=f"officer:{by.pk}",
        at=now(),
        details={"difference": difference.pk, "day": difference.day.isoformat(), "note": difference.note},
    )
    return difference
