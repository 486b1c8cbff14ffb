"""Whatever people write about themselves, a page shows it as text and never runs it."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import models
from django.template import engines
from django.test import Client
from jinja2 import nodes

from gplx.dossiers.models import Act, Dossier
from gplx.offices.entry import CITIZEN, STAFF
from gplx.offices.models import ROLES
from tests.house.entry.routes import routes
from tests.house.entry.stages import STAGES, Stage
from tests.house.entry.visitors import citizen, officer
from tests.house.source import GPLX, files, inside

HOSTILE = "<script>alert(1)</script>\"'&"
RAW, ESCAPED = "<script>alert(1)", "&lt;script&gt;alert(1)"
# Words that the house itself chooses from, or that have a form of their own; all else is free text.
CHOSEN = {
    "state",
    "kind",
    "verdict",
    "source",
    "roles",
    "mode",
    "language",
    "delivery",
    "channel",
    "reason",
    "act",
    "template",
    "way",
}
LONG_ENOUGH = 40


def free_text() -> Iterator[tuple[type[models.Model], list[str]]]:
    """The columns of every table of the house that may hold what somebody wrote."""
    for model in apps.get_models():
        if model.__module__.startswith("gplx.") and not model.__module__.startswith(("gplx.ledger", "gplx.registers")):
            yield model, [field.name for field in model._meta.concrete_fields if is_free_text(field)]


def is_free_text(field: models.Field) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField)
    is_key = field.unique or field.name in CHOSEN or field.name.endswith(("_id", "_hash", "path", "digest", "page"))
    return is_text and not is_key and (field.max_length or LONG_ENOUGH) >= LONG_ENOUGH


def poison(dossier: Dossier) -> None:
    """Write the hostile text into every such column of every row."""
    for model, names in free_text():
        if names:
            model._default_manager.update(**dict.fromkeys(names, HOSTILE))
    for act in Act.objects.all():
        act.details = {name: HOSTILE if isinstance(said, str) else said for name, said in act.details.items()}
        act.save()
    Dossier.objects.filter(id=dossier.id).update(correction=dossier.correction | {"reason": HOSTILE, "by": HOSTILE})


def test_the_columns_that_people_fill_are_among_them() -> None:
    found = {f"{model.__name__}.{name}" for model, names in free_text() for name in names}
    assert found >= {"Applicant.name", "Applicant.address", "Dossier.delivery_address", "Officer.name", "Act.by_name"}
    assert not found & {"Dossier.state", "Officer.username", "Document.path", "Department.id"}


@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_what_people_wrote_is_shown_as_text(stage: Stage) -> None:
    dossier = stage()
    poison(dossier)
    browsers = {CITIZEN: citizen(dossier.applicant), STAFF: officer(*ROLES)}
    pages = {
        route.path: browsers.get(route.entry.who, browsers[CITIZEN]).get(route.address(dossier_id=dossier.id))
        for route in routes(*browsers)
    }
    texts = {
        path: page.content.decode()
        for path, page in pages.items()
        if page.headers["Content-Type"].startswith("text/html")
    }
    assert [path for path, text in texts.items() if RAW in text] == []
    assert [path for path, text in texts.items() if ESCAPED in text] != []


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["/tra-cuu/{}", "/dang-nhap?next={}", "/{}"])
def test_what_stands_in_an_address_is_shown_as_text(client: Client, place: str) -> None:
    assert RAW not in client.get(place.format(quote(HOSTILE, safe=""))).content.decode()


def test_only_the_houses_own_words_are_translated_as_safe() -> None:
    """``_(text)`` marks what it is given as safe, so that is never a variable; for those there is ``text|translated``."""
    environment = engines["jinja2"].env
    found = [
        f"{inside(path)}:{call.lineno}"
        for path in files()
        if path.suffix == ".html" and path.is_relative_to(GPLX / "pages")
        for call in environment.parse(path.read_text()).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext")
        if not isinstance(call.args[0], nodes.Const)
    ]
    assert found == []


def test_nothing_is_called_safe() -> None:
    marks = re.compile(r"\|\s*safe\b|autoescape\s+false|\bmark_safe\b|\bMarkup\((?!['\"]<br>)")
    pages = [path for path in files() if path.is_relative_to(GPLX) and path.suffix in (".html", ".py")]
    assert [inside(path) for path in pages if marks.search(path.read_text())] == []
