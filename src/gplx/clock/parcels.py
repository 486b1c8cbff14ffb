"""Parcels under way are looked at again and again."""

from typing import Any

from gplx.delivery.changes import ask_where
from gplx.delivery.models import DELIVERED
from gplx.delivery.questions import parcel_by_dossier_id
from gplx.ground.clock import now


def look_at_parcel(payload: dict[str, Any]) -> None:
    """Ask the post where the parcel of ``payload["dossier"]`` is."""
    parcel = parcel_by_dossier_id(payload["dossier"])
    if parcel is not None and parcel.state != DELIVERED:
        ask_where(parcel=parcel, occasion=f"{now():%Y%m%d%H%M%S%f}")
