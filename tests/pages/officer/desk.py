"""What tests of the office pages share: forms are sent as the page holds them."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from gplx.dossiers.models import Dossier
from gplx.offices.models import Officer
from tests.builders import fresh, sign_in


def at(person: Officer) -> Client:
    """A browser in which this officer has signed in."""
    return sign_in(Client(), person)


def page(answer: Any) -> str:
    """The words of a page, without its marks."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(text).split())


def act(
    browser: Client, dossier: Dossier, name: str, *, request_id: str = "", version: int = 0, **said: Any
) -> HttpResponse:
    """Send the form of an act, by default on the dossier as it is now."""
    dossier.refresh_from_db()
    sent = {"version": version or dossier.version, "request_id": request_id or fresh(), **said}
    answer = browser.post(f"/can-bo/ho-so/{dossier.id}/{name}", sent)
    dossier.refresh_from_db()
    return answer


def ticks(*dossiers: Dossier, **said: str) -> dict[str, Any]:
    """The form of a list with these dossiers ticked, as they are now."""
    for dossier in dossiers:
        dossier.refresh_from_db()
    return {"request_id": fresh(), "dossier": [f"{one.id}:{one.version}" for one in dossiers], **said}
