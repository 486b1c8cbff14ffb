"""Fail to deliver (*phát không thành công*): the carrier could not give the card to its owner; who can change that is asked to."""

from uuid import UUID

from gplx.dossiers.actor import system
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now
from gplx.registers.post.port import Meaning


def fail_delivery(*, dossier_id: UUID | str, request_id: str, meaning: Meaning) -> Dossier:
    """Record the carrier's word that it failed, or that the receiver refused (``meaning``): from here on another way can be chosen.

    The card stays with the carrier, which may well try again (NĐ 61/2018 Art 20).
    """

    def change(dossier: Dossier) -> Details:
        dossier.post_failed_at = now()
        return {"meaning": meaning}

    return perform(
        act="fail_delivery", dossier_id=dossier_id, by=system("post"), request_id=request_id, seen=None, change=change
    )
