"""Reconciliation as a Django app of its own."""

from django.apps import AppConfig


class Reconciliation(AppConfig):
    """The reconciliation of the room fees."""

    name = "gplx.fees.reconciliation"
    label = "reconciliation"
    default_auto_field = "django.db.models.BigAutoField"
