"""The classes that a licence in somebody's hands may bear, and when they were given."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from gplx.ground.clock import today
from gplx.rules.law import COVERED_FROM, LAW

NOT_THEN = _("Ngày cấp này chưa có hạng đó. Vui lòng xem lại hạng hoặc ngày cấp.")


def classes() -> dict[str, str]:
    """Those of today's law, and the older ones that stay valid."""
    return {name: name for name in given_on(today()) | given_on(COVERED_FROM)}


def given_on(day: date) -> dict[str, list[str]]:
    """The classes that were given on a day, each with those that it includes; of older days those of the first known law."""
    found: dict[str, list[str]] = LAW.value("classes.included", max(day, COVERED_FROM))
    return found
