"""Pay again (*thanh toán lại*): the last try was cancelled or failed, or got no page, so the platform is asked for one."""

from uuid import UUID

from django.db import transaction

from gplx.dossiers.models import SUBMITTED, Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.fees.changes import open_page_again
from gplx.fees.models import Payment
from gplx.ground.clock import now


@transaction.atomic
def pay_again(*, dossier_id: UUID | str) -> Payment:
    """The open payment of a dossier that waits for its fee (NĐ 61/2018 Art 22), opened where none is, its page asked for anew where the
    platform gave none; a second click opens no second.

    Money that arrives for the earlier try all the same counts, or is due to be refunded. Raises ``NotPossibleNow``
    where the dossier does not wait for its fee.
    """
    dossier = Dossier.objects.select_for_update().get(id=dossier_id)
    if dossier.state != SUBMITTED or dossier.payment_asked_at is None or dossier.paid_at:
        raise NotPossibleNow
    return open_page_again(dossier=dossier, at=now())
