"""The books as a Django app of their own: their tables are guarded apart."""

from django.apps import AppConfig


class Books(AppConfig):
    """The books of the room fees."""

    name = "gplx.fees.books"
    label = "books"
    default_auto_field = "django.db.models.BigAutoField"
