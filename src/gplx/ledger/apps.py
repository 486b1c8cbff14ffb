"""The room ledger as a Django app."""

from django.apps import AppConfig


class LedgerRoom(AppConfig):
    """The room ledger."""

    name = "gplx.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
