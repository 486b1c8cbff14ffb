"""Parcels under way are looked at again and again."""

from typing import Any

from django.conf import settings
from django.db import transaction

from gplx.delivery.changes import ask_where
from gplx.delivery.questions import parcel_by_number
from gplx.ground.clock import now


@transaction.atomic
def look_at_parcel(payload: dict[str, Any]) -> None:
    """Ask the post where the parcel ``payload["parcel"]`` of ``payload["dossier"]`` is, once in ``GPLX_POST_LOOK`` seconds however
    often it is called: an answer that was learnt twice does not double the looks that follow.
    """
    parcel = parcel_by_number(dossier_id=payload["dossier"], number=payload.get("parcel", ""))
    if parcel is not None:
        ask_where(parcel=parcel, occasion=str(int(now().timestamp() / settings.POST_LOOK)))
