"""The room dossiers as a Django app."""

from django.apps import AppConfig


class DossiersRoom(AppConfig):
    """The room dossiers."""

    name = "gplx.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
