"""The room documents as a Django app."""

from django.apps import AppConfig


class DocumentsRoom(AppConfig):
    """The room documents."""

    name = "gplx.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
