"""Name the account of a refund (*xác nhận tài khoản nhận hoàn phí*): the applicant says where the money goes."""

from uuid import UUID

from django.db import transaction

from gplx.applicants.models import Applicant
from gplx.dossiers.refusals import NotAllowed, NotComplete, NotPossibleNow
from gplx.fees.refunds.accounts import CITIZEN, is_account, set_account
from gplx.fees.refunds.changes import record
from gplx.fees.refunds.models import BEFORE_ORDER, Refund
from gplx.ground.clock import now
from gplx.ground.names import composed


@transaction.atomic
def name_refund_account(*, dossier_id: UUID | str, by: Applicant, bank: str, account: str, holder: str) -> list[Refund]:
    """Name bank, account and holder for every refund of the dossier that no order holds yet (NĐ 11/2020/NĐ-CP Điều 5).

    A holder of another name than the applicant's is looked at by an officer before the money goes. Raises ``NotAllowed`` for another's
    dossier, ``NotPossibleNow`` where no refund waits, ``NotComplete`` for what can be no account.
    """
    waiting = Refund.objects.select_for_update(of=("self",)).filter(dossier_id=dossier_id, state__in=BEFORE_ORDER)
    refunds = list(waiting.select_related("dossier__applicant").order_by("id"))
    if not refunds:
        raise NotPossibleNow
    if refunds[0].dossier.applicant_id != by.id:
        raise NotAllowed
    bank, holder, account = composed(bank), composed(holder), account.replace(" ", "").replace("-", "").upper()
    if not is_account(bank=bank, account=account, holder=holder):
        raise NotComplete("Vui lòng kiểm tra: tên ngân hàng, số tài khoản (6 đến 24 chữ số) và họ tên chủ tài khoản.")
    for refund in refunds:
        set_account(refund, bank=bank, account=account, holder=holder, told_by=CITIZEN)
        refund.save()
        record(refund, act="account_named", actor=f"citizen:{by.id}", at=now(), names=refund.name_verdict)
    return refunds
