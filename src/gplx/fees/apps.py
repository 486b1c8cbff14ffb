"""The room fees as a Django app."""

from django.apps import AppConfig


class FeesRoom(AppConfig):
    """The room fees."""

    name = "gplx.fees"
    label = "fees"
    default_auto_field = "django.db.models.BigAutoField"
