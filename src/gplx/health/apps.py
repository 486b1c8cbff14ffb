"""The room health as a Django app."""

from django.apps import AppConfig


class HealthRoom(AppConfig):
    """The room health."""

    name = "gplx.health"
    label = "health"
    default_auto_field = "django.db.models.BigAutoField"
