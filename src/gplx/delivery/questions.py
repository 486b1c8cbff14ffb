"""Reads about parcels."""

from uuid import UUID

from gplx.delivery.models import Parcel
from gplx.dossiers.models import Dossier


def parcel_of(dossier: Dossier) -> Parcel | None:
    """The parcel of a dossier, or none where it is fetched at the desk or not yet handed over."""
    return Parcel.objects.filter(dossier=dossier).first()


def parcel_by_dossier_id(dossier_id: UUID | str) -> Parcel | None:
    """The parcel of the dossier with this id, or none."""
    return Parcel.objects.filter(dossier_id=dossier_id).first()
