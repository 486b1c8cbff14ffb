"""Refunds as a Django app of their own."""

from django.apps import AppConfig


class Refunds(AppConfig):
    """The refunds of the room fees."""

    name = "gplx.fees.refunds"
    label = "refunds"
    default_auto_field = "django.db.models.BigAutoField"
