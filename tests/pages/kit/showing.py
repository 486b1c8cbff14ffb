"""A piece of a template, shown as a page would show it."""

from django.template import engines
from django.test import RequestFactory
from lxml import html


def shown(source: str, **values: object) -> str:
    template = engines["jinja2"].from_string('{% import "kit/macros.html" as k with context %}' + source)
    request = RequestFactory().get("/x?a=1")
    return " ".join(template.render({"refresh_after": None} | values, request).split())


def parsed(source: str, **values: object) -> html.HtmlElement:
    """The same as a tree."""
    return html.fragment_fromstring(shown(source, **values), create_parent="div")


def words(node: html.HtmlElement) -> str:
    """What one reads there."""
    return " ".join(node.text_content().split())
