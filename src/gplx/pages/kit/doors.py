"""The door of every page: who may enter is read from the view; a view that does not say it is closed to all."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode

from gplx.applicants.questions import applicant_by_id
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.offices import entry
from gplx.offices.entry import CITIZEN, PUBLIC, STAFF, SYSTEM, Entry, entry_of
from gplx.offices.questions import has_role
from gplx.pages.kit.knocks import too_often

SAFE = ("GET", "HEAD", "OPTIONS")
BROKEN = 500
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
# A statement that writes: the first one, one inside brackets (WITH … AS), one after brackets, or one after another.
_WRITES = re.compile(
    r"(?:^|[();])\s*(?:INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COPY|CREATE|ALTER|DROP)\b"
    r'(?!\s+(?:INTO\s+|FROM\s+)?"django_session")',
    re.IGNORECASE,
)


class WriteOnRead(RuntimeError):
    """A page that only shows something tried to write."""


@contextmanager
def reading_only() -> Iterator[None]:
    """Raise ``WriteOnRead`` at the first statement that would write."""

    def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if _WRITES.search(_COMMENT.sub(" ", sql)):
            raise WriteOnRead(sql.split("(")[0][:80])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield


def note_read(request: HttpRequest, *, subject: str, why: str) -> None:
    """Have the ledger record, once the page is made, that personal data of ``subject`` (``dossier:<uuid>``) was shown, and why."""
    entry.note_read(request, subject=subject, why=why, reader=f"officer:{request.user.pk}")


class DoorMiddleware:
    """Asks the view's entry, lets in or turns away, and keeps reading pages from writing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the page; then record what personal data it showed. A page that broke showed none."""
        request.citizen = None  # type: ignore[attr-defined]  # the page's visitor, where a citizen signed in
        response = self.get_response(request)
        shown = entry.reads_of(request) if response.status_code < BROKEN else []
        for subject, why, reader in shown:
            append(subject=subject, kind="read", act=why, actor=reader, at=now(), details={})
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Turn away who may not enter; make a page that only reads unable to write."""
        stated = entry_of(view)
        if stated is None:
            raise PermissionDenied
        if stated.who != SYSTEM:
            _check_letters(request)
            _recognise(request)
        turned_away = _turn_away(request, stated)
        if turned_away is not None:
            return turned_away
        too_many = too_often(request) if stated.counted else None
        if too_many is not None:
            return too_many
        if request.method in SAFE and not stated.writes_on_get:
            with reading_only():
                made: HttpResponseBase = view(request, *args, **kwargs)
                return made
        return None


def _check_letters(request: HttpRequest) -> None:
    """No keyboard types a NUL, and no database keeps it (``BadRequest``)."""
    said = (value for form in (request.GET, request.POST) for values in form.lists() for value in values[1])
    if "\0" in request.path or any("\0" in value for value in said):
        raise BadRequest("NUL")


def _recognise(request: HttpRequest) -> None:
    citizen = request.session.get("citizen")
    request.citizen = applicant_by_id(citizen) if citizen else None  # type: ignore[attr-defined]  # set for every page


def _turn_away(request: HttpRequest, stated: Entry) -> HttpResponse | None:
    if stated.who in (PUBLIC, SYSTEM):
        return None
    if stated.who == CITIZEN:
        return None if request.citizen else _sign_in(request, "/dang-nhap")  # type: ignore[attr-defined]  # set above
    if stated.who == STAFF and request.user.is_authenticated and _is_verified(request):
        if stated.roles and not has_role(request.user, *stated.roles):
            raise PermissionDenied
        return None
    return _sign_in(request, "/can-bo/dang-nhap")


def _is_verified(request: HttpRequest) -> bool:
    return bool(request.user.is_verified())  # type: ignore[union-attr]  # by django-otp's middleware


def _sign_in(request: HttpRequest, address: str) -> HttpResponse:
    return redirect(f"{address}?{urlencode({'next': _back(request)})}")


def _back(request: HttpRequest) -> str:
    """Where the visitor wanted to be; after a form the page on which it stood, where that is one of ours."""
    if request.method in SAFE:
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", page.path, page.query, "")) or "/" if page.netloc == request.get_host() else "/"
