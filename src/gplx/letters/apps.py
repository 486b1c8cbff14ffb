"""The room letters as a Django app."""

from django.apps import AppConfig


class LettersRoom(AppConfig):
    """The room letters."""

    name = "gplx.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
