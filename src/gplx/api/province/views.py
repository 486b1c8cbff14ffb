"""The two addresses: sign in, and ask. A refusal is an ``error_code`` with HTTP 200; only what is no JSON is answered 400 or 413."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gplx.api.body import UnableToRead, read
from gplx.api.province.files import fetch_file
from gplx.api.province.listing import list_dossiers
from gplx.api.province.lookup import look_up
from gplx.api.province.question import Login, NoSession, Question, UnableToAnswer
from gplx.api.province.session import department_of, open_session
from gplx.offices.api_keys import department_by_login
from gplx.offices.entry import SYSTEM, entry
from gplx.offices.models import Department
from gplx.offices.software.calls import keep_call

WRONG_KEY = "Sai tên đăng nhập hoặc mật khẩu."
SERVICES: Mapping[str, Callable[[Department, Question], dict[str, Any]]] = {
    "DanhSachHoSo": list_dossiers,
    "TraCuuHoSo": look_up,
    "LayTaiLieuHoSo": fetch_file,
}


@csrf_exempt
@entry(SYSTEM)
@require_POST
def login(request: HttpRequest) -> HttpResponse:
    """``mapi/login``: user name and key for a session of ten minutes."""
    return _answer(lambda: _login(read(request, Login)))


@csrf_exempt
@entry(SYSTEM)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """``mapi/g``: one of the three services, by its name in the body."""
    return _answer(lambda: _ask(read(request, Question)))


def _login(given: Login) -> dict[str, Any]:
    department = department_by_login(user=given.username, key=given.password)
    if department is None:
        _keep_wrong_key(given.username)
        raise UnableToAnswer(WRONG_KEY)
    keep_call(department=department, operation="login")
    return {"error_code": 0, "result": "Đăng nhập thành công", "session": open_session(department)}


def _ask(question: Question) -> dict[str, Any]:
    department = department_of(question.session)
    if department is None:
        raise NoSession
    if question.service not in SERVICES:
        raise UnableToAnswer(f"Không có dịch vụ này. Các dịch vụ: {', '.join(SERVICES)}.")
    if question.department not in _names_of(department):
        raise UnableToAnswer
    try:
        told = SERVICES[question.service](department, question)
    except UnableToAnswer as refusal:
        keep_call(department=department, operation=question.service, trouble=str(refusal))
        raise
    keep_call(department=department, operation=question.service)
    return {"error_code": 0, **told}


def _keep_wrong_key(user: str) -> None:
    """A department that has a user of this name sees that somebody came with a wrong key."""
    department = Department.objects.filter(api_user=user).first() if user else None
    if department is not None:
        keep_call(department=department, operation="login", trouble=WRONG_KEY)


def _names_of(department: Department) -> tuple[str, ...]:
    """How software names the department: by its own code, or by its province's, whole or short."""
    return department.agency_code, f"000.00.00.{department.id}", department.id


def _answer(made: Callable[[], dict[str, Any]]) -> HttpResponse:
    try:
        return JsonResponse(made())
    except UnableToRead as trouble:
        return JsonResponse({"error_code": -1, "message": str(trouble)}, status=trouble.status)
    except UnableToAnswer as refusal:
        return JsonResponse({"error_code": refusal.code, "message": str(refusal)})
