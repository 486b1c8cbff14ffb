"""The room portals as a Django app."""

from django.apps import AppConfig


class PortalsRoom(AppConfig):
    """The room portals."""

    name = "gplx.portals"
    label = "portals"
    default_auto_field = "django.db.models.BigAutoField"
