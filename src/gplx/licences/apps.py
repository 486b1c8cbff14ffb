"""The room licences as a Django app."""

from django.apps import AppConfig


class LicencesRoom(AppConfig):
    """The room licences."""

    name = "gplx.licences"
    label = "licences"
    default_auto_field = "django.db.models.BigAutoField"
