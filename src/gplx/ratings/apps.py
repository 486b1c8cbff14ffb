"""The room ratings as a Django app."""

from django.apps import AppConfig


class RatingsRoom(AppConfig):
    """The room ratings."""

    name = "gplx.ratings"
    label = "ratings"
    default_auto_field = "django.db.models.BigAutoField"
