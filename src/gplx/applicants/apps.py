"""The room applicants as a Django app."""

from django.apps import AppConfig


class ApplicantsRoom(AppConfig):
    """The room applicants."""

    name = "gplx.applicants"
    label = "applicants"
    default_auto_field = "django.db.models.BigAutoField"
