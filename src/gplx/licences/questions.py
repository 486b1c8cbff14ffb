"""Reads about licences."""

from uuid import UUID

from django.db.models import QuerySet

from gplx.licences.models import ElectronicLicence, Licence


def licences_of(holder: UUID) -> QuerySet[Licence]:
    """The licences known for a person that are, or may be, theirs and in force, the surest first."""
    return (
        Licence.objects.filter(holder=holder, status="valid")
        .exclude(match="none")
        .order_by("-match", "number", "licence_class")
    )


def electronic_licence(dossier_code: str) -> ElectronicLicence | None:
    """The electronic licence of a dossier, or none before its approval."""
    return ElectronicLicence.objects.filter(dossier_code=dossier_code).first()


def licence_by_check_code(check_code: str) -> ElectronicLicence | None:
    """The electronic licence behind the code that its QR carries, or none."""
    return ElectronicLicence.objects.filter(check_code=check_code).first()
