"""Reads about parcels."""

from uuid import UUID

from gplx.delivery.models import OldLicence, Parcel
from gplx.dossiers.models import Dossier


def parcel_of(dossier: Dossier) -> Parcel | None:
    """The newest parcel of a dossier, or none where nothing was given to the post."""
    return Parcel.objects.filter(dossier=dossier).order_by("-id").first()


def parcels_of(dossier: Dossier) -> list[Parcel]:
    """All parcels of a dossier, the newest first."""
    return list(Parcel.objects.filter(dossier=dossier).order_by("-id"))


def parcel_by_number(*, dossier_id: UUID | str, number: str = "") -> Parcel | None:
    """The parcel of this dossier with our number (none named: the newest), locked; or none."""
    found = Parcel.objects.select_for_update().filter(dossier_id=dossier_id).order_by("-id")
    return (found.filter(number=number) if number else found).first()


def old_licence_of(dossier: Dossier) -> OldLicence | None:
    """What is known of the licence that was exchanged, or nothing before the card goes out."""
    return OldLicence.objects.filter(dossier=dossier).first()
