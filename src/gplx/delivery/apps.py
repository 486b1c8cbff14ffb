"""The room delivery as a Django app."""

from django.apps import AppConfig


class DeliveryRoom(AppConfig):
    """The room delivery."""

    name = "gplx.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
