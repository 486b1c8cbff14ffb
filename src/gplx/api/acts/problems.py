"""Errors as RFC 7807 tells them: ``application/problem+json`` with type, title, status and detail."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ConfigDict, Field

from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete, NotPossibleNow, StaleDossier
from gplx.dossiers.states import TABLE
from gplx.dossiers.working import WorkedElsewhere


class WrongField(Schema):
    """Một trường chưa đúng, và vì sao."""

    field: str
    says: str


class Problem(Schema):
    """Lỗi theo RFC 7807: ``type`` cho phần mềm, ``detail`` cho người đọc; ``errors`` nêu các trường chưa đúng."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:gplx:problem:not-possible-now",
                    "title": "The dossier is at another step",
                    "status": 409,
                    "detail": NotPossibleNow.sentence,
                    "article": "NĐ 61/2018/NĐ-CP Điều 17.1.c",
                    "state": "approved",
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    article: str = Field(default="", description="Điều khoản về bước này, nếu có.")
    state: str = Field(default="", description="Trạng thái của hồ sơ khi bị từ chối.")
    errors: list[WrongField] = Field(default_factory=list)


class RefusedAct(Exception):
    """An act that did not come to be: why, which, and where the dossier stood."""

    def __init__(self, refusal: ActRefused, *, act: str, state: str) -> None:
        super().__init__(str(refusal))
        self.refusal, self.act, self.state = refusal, act, state


class UnknownDossier(Exception):
    """Không có hồ sơ này ở Sở của ông/bà. Vui lòng kiểm tra lại mã hồ sơ."""


_REFUSALS: dict[type[ActRefused], tuple[int, str, str]] = {
    StaleDossier: (409, "stale", "The dossier has changed since it was read"),
    NotPossibleNow: (409, "not-possible-now", "The dossier is at another step"),
    NotAllowed: (403, "not-allowed", "The officer may not do this"),
    NotComplete: (422, "not-complete", "Something is missing"),
    WorkedElsewhere: (409, "worked-elsewhere", "The department works on the pages of GPLX"),
}
# The texts as the main table shortens them. The house's own rule is no article.
_TEXTS = {
    "ND61": "NĐ 61/2018/NĐ-CP",
    "TT12": "TT 12/2017/TT-BGTVT",
    "ND45": "NĐ 45/2020/NĐ-CP",
    "TT01": "TT 01/2018/TT-VPCP",
    "TT32": "TT 32/2017/TT-BTTTT",
    "LAT": "Luật An toàn thông tin mạng 86/2015/QH13",
}


def tell_problems(api: NinjaAPI) -> None:
    """Have the API answer every error as a problem."""
    api.add_exception_handler(RefusedAct, _refused)
    api.add_exception_handler(ActRefused, _turned_away)
    api.add_exception_handler(UnknownDossier, _unknown)
    api.add_exception_handler(AuthenticationError, _stranger)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _unreadable)


def problem(status: int, kind: str, title: str, detail: str, **more: Any) -> HttpResponse:
    """One problem as an answer."""
    said = {"type": f"urn:gplx:problem:{kind}", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(said, status=status, content_type="application/problem+json")


def article_of(act: str, state: str) -> str:
    """The article about an act in a state, in full; of any state where it has none in this one; empty for a rule of the house's own."""
    rows = [row for row in TABLE if row.act == act]
    laws = dict.fromkeys(row.law for row in [one for one in rows if one.before == state] or rows)
    parts = [law.split(", ")[0].partition(" ") for law in laws]
    return "; ".join(f"{_TEXTS[text]} {place}" for text, _, place in parts if text in _TEXTS)


def _refused(_request: HttpRequest, refused: Any) -> HttpResponse:
    status, kind, title = _REFUSALS[type(refused.refusal)]
    more = {"article": article_of(refused.act, refused.state), "state": refused.state}
    return problem(status, kind, title, str(refused), **{name: said for name, said in more.items() if said})


def _turned_away(_request: HttpRequest, refusal: Any) -> HttpResponse:
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
