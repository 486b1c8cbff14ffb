"""The room registers as a Django app."""

from django.apps import AppConfig


class RegistersRoom(AppConfig):
    """The room registers."""

    name = "gplx.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"
