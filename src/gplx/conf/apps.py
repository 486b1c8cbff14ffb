"""The room conf as a Django app: when all rooms are there, the adapters are chosen."""

from django.apps import AppConfig

from gplx.conf.wiring import wire


class ConfRoom(AppConfig):
    """The room conf."""

    name = "gplx.conf"
    label = "conf"

    def ready(self) -> None:
        """Choose the adapters of the outside systems."""
        wire()
