"""What every form of an act carries: the version that the officer saw, and the request id."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from gplx.pages.kit.fields import LONGEST_VERSION


def request_id_of(request: HttpRequest) -> str:
    """The id by which a second click is known from the first; a form without it is not one of ours (``BadRequest``)."""
    request_id = request.POST.get("request_id", "")
    if not 8 <= len(request_id) <= 64:
        raise BadRequest("request_id")
    return request_id


def version_of(request: HttpRequest) -> int:
    """The version of the dossier that the officer had before their eyes."""
    version = request.POST.get("version", "")[:LONGEST_VERSION]
    if not version.isdecimal():
        raise BadRequest("version")
    return int(version)
