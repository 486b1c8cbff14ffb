"""Ask for the fee (*yêu cầu thực hiện nghĩa vụ tài chính*), when every check that can be made has been made."""

from uuid import UUID

from django.db import transaction

from gplx.casework.checks import all_green, checks_of
from gplx.casework.pay import count_nothing_due
from gplx.dossiers.actor import Actor
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.fees.changes import open_payment
from gplx.fees.questions import amount_due
from gplx.ground.clock import now


@transaction.atomic
def ask_payment(*, dossier_id: UUID | str, by: Actor, request_id: str, seen: int | None = None) -> Dossier:
    """Ask for the fee (NĐ 61/2018 Art 22): opens a payment and has the gateway make its page.

    Where the law exempts the dossier (a fee of 0 đồng) nobody has to pay, and it goes on by itself.
    Raises ``NotComplete`` while a check is not good: what is not paid yet need not be refunded.
    """
    dossier = perform(act="ask_payment", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=_ask)
    if amount_due(dossier).amount == 0:
        return count_nothing_due(dossier_id=dossier.id)
    open_payment(dossier=dossier, at=now())
    return dossier


def _ask(dossier: Dossier) -> Details:
    if not all_green(checks_of(dossier)):
        raise NotComplete("Còn mục kiểm tra chưa đạt nên chưa yêu cầu nộp lệ phí.")
    dossier.payment_asked_at = now()
    return {}
