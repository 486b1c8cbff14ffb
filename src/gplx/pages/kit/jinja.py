"""The template environment: everything is escaped, everything can be translated."""

import uuid
from datetime import date, datetime
from typing import Any

import segno
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from gplx.ground.money import in_words_of_digits
from gplx.pages.kit import sides
from gplx.pages.kit.home import home_of


def day(value: date) -> str:
    """``27/09/2021``, as dates are written in Việt Nam."""
    return value.strftime("%d/%m/%Y")


def moment(value: datetime) -> str:
    """``10:30 ngày 27/09/2021`` in Hà Nội's time."""
    told = localtime(value)
    return gettext("%(hour)s ngày %(day)s") % {"hour": told.strftime("%H:%M"), "day": day(told)}


def request_id() -> str:
    """A new id for a form, by which its second click is known from its first."""
    return uuid.uuid4().hex


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@pass_context
def here(context: Context, name: str, *args: object) -> str:
    """The address of a page by its name, on that side of the counter on which the visitor stands."""
    return sides.address(context["request"], name, *args)


def qr(address: str) -> str:
    """A picture, as an address of data, of the QR code of an address of GPLX."""
    return segno.make(settings.BASE_URL + address, micro=False).svg_data_uri(scale=4, border=2)


def _is_several(value: object) -> bool:
    return isinstance(value, list | tuple)


def environment(**options: Any) -> Environment:
    """For ``TEMPLATES``, whose ``options`` it completes: a missing value is an error, not an empty place."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    options.pop("autoescape", None)
    made = Environment(autoescape=True, extensions=["jinja2.ext.i18n"], **options)
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    made.globals.update(
        static=static, url=url, here=here, request_id=request_id, qr=qr, language=get_language, Markup=Markup
    )
    made.globals.update(home_of=home_of)
    made.tests.update(several=_is_several)
    # `_` takes what it translates to be the house's own words, and safe; anything else goes through the filter and is escaped.
    made.filters.update(money=in_words_of_digits, day=day, moment=moment, translated=gettext)
    return made
