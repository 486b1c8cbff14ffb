"""Pay again (*thanh toán lại*), or by another way: the last try came to nothing, or somebody would rather pay elsewhere."""

from uuid import UUID

from django.db import transaction

from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.fees.changes import open_page_again
from gplx.fees.models import Payment
from gplx.fees.questions import gateways_of, waits_for_fee
from gplx.ground.clock import now


@transaction.atomic
def pay_again(*, dossier_id: UUID | str, gateway: str = "") -> Payment:
    """The open payment of a dossier that waits for its fee (NĐ 61/2018 Art 22), opened where none is, its page asked for anew where the
    gateway gave none, has run out, or was paid with a wrong amount; a second click opens no second.

    ``gateway`` is another way to pay, where the department offers it; what was open elsewhere is closed first.

    Money that arrives for the earlier try all the same counts, or is due to be refunded. Raises ``NotPossibleNow``
    where the dossier does not wait for its fee, or the department has no such gateway.
    """
    dossier = Dossier.objects.select_for_update().get(id=dossier_id)
    if not waits_for_fee(dossier) or gateway not in ("", *gateways_of(dossier)):
        raise NotPossibleNow
    return open_page_again(dossier=dossier, at=now(), gateway=gateway)
