"""Errors as RFC 7807 tells them: ``application/problem+json`` with type, title, status and detail."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow, StaleDossier


class Problem(Schema):
    """Lỗi theo RFC 7807: ``type`` cho phần mềm, ``detail`` cho người đọc; ``errors`` nêu các trường chưa đúng."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = Field(default_factory=list)


class UnknownDossier(Exception):
    """Không có hồ sơ này ở Sở của ông/bà. Vui lòng kiểm tra lại mã hồ sơ."""


_REFUSALS: dict[type[ActRefused], tuple[int, str, str]] = {
    StaleDossier: (409, "stale", "The dossier has changed since it was read"),
    NotPossibleNow: (409, "not-possible-now", "The dossier is at another step"),
    NotAllowed: (403, "not-allowed", "The officer may not do this"),
    NotComplete: (422, "not-complete", "Something is missing"),
}


def tell_problems(api: NinjaAPI) -> None:
    """Have the API answer every error as a problem."""
    api.add_exception_handler(ActRefused, _refused)
    api.add_exception_handler(UnknownDossier, _unknown)
    api.add_exception_handler(AuthenticationError, _stranger)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _unreadable)


def problem(status: int, kind: str, title: str, detail: str, **more: Any) -> HttpResponse:
    """One problem as an answer."""
    said = {"type": f"urn:gplx:problem:{kind}", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(said, status=status, content_type="application/problem+json")


def _refused(_request: HttpRequest, refusal: Any) -> HttpResponse:
    status, kind, title = _REFUSALS[type(refusal)]
    return problem(status, kind, title, str(refusal))


def _unknown(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(404, "unknown-dossier", "No such dossier", UnknownDossier.__doc__ or "")


def _stranger(_request: HttpRequest, _error: Any) -> HttpResponse:
    answer = problem(401, "no-key", "No valid key", "Cần gửi khóa của Sở: Authorization: Bearer <khóa>.")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    errors = [{"field": ".".join(str(part) for part in one["loc"]), "says": str(one["msg"])} for one in error.errors]
    return problem(422, "invalid", "The request is not as agreed", "Có trường chưa đúng, xem errors.", errors=errors)


def _unreadable(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "unreadable", "The request cannot be read", "Nội dung gửi đến không phải JSON.")
