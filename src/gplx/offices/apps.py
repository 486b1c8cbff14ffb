"""The room offices as a Django app."""

from django.apps import AppConfig


class OfficesRoom(AppConfig):
    """The room offices."""

    name = "gplx.offices"
    label = "offices"
    default_auto_field = "django.db.models.BigAutoField"
