"""Check the holder of an account (*kiểm tra chủ tài khoản*): the name is another than the applicant's, so an officer looks at it."""

from django.db import transaction

from gplx.dossiers.refusals import NotAllowed, NotComplete, NotPossibleNow, StaleDossier
from gplx.fees.refunds.changes import await_account, record
from gplx.fees.refunds.models import CHECK, READY, Refund
from gplx.ground.clock import now
from gplx.offices.models import ACCOUNTANT, LEADER, Officer
from gplx.offices.questions import has_role


@transaction.atomic
def check_refund_holder(*, refund_id: int, by: Officer, good: bool, reason: str, seen: str | None = None) -> Refund:
    """Let the money go to that account, or ask the applicant for another; always with a reason (NĐ 11/2020/NĐ-CP Điều 5).

    Raises ``NotAllowed`` for another department's refund or another role, ``NotPossibleNow`` where there is nothing to check,
    ``NotComplete`` without a reason, ``StaleDossier`` where the account is another than the one that was ``seen`` (its mark).
    """
    refund = Refund.objects.select_for_update(of=("self",)).select_related("dossier__applicant").get(id=refund_id)
    if refund.department_id != by.department_id or not has_role(by, ACCOUNTANT, LEADER):
        raise NotAllowed
    if refund.state != CHECK:
        raise NotPossibleNow
    if seen is not None and seen != refund.account_mark:
        raise StaleDossier
    if not reason.strip():
        raise NotComplete("Cần ghi lý do: vì sao tài khoản này được hoặc không được nhận tiền hoàn.")
    if good:
        refund.state, refund.checked_by = READY, by
    else:
        await_account(refund, trouble=reason.strip()[:200], at=now())
    refund.save()
    record(refund, act="holder_checked", actor=f"officer:{by.pk}", at=now(), good=good, reason=reason.strip())
    return refund
