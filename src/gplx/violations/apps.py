"""The room violations as a Django app."""

from django.apps import AppConfig


class ViolationsRoom(AppConfig):
    """The room violations."""

    name = "gplx.violations"
    label = "violations"
    default_auto_field = "django.db.models.BigAutoField"
