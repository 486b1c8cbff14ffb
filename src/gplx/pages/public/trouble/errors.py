"""When a page cannot be given: one clear sentence that says what to do next."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from gplx.pages.kit.page import render

log = structlog.get_logger()

SENTENCES = {
    "bad": (
        _("Yêu cầu không hợp lệ"),
        _("Trang này không đọc được yêu cầu vừa gửi. Vui lòng quay lại trang trước và thử lại."),
    ),
    "forbidden": (
        _("Không được phép vào trang này"),
        _("Tài khoản đang dùng không xem được trang này. Vui lòng đăng nhập bằng tài khoản khác, hoặc về trang chủ."),
    ),
    "expired": (
        _("Biểu mẫu đã cũ"),
        _(
            "Trang đã mở quá lâu hoặc trình duyệt chặn cookie. Thông tin đã lưu vẫn còn: vui lòng mở lại trang và gửi lại."
        ),
    ),
    "missing": (
        _("Không có trang này"),
        _("Địa chỉ có thể gõ sai, hoặc hồ sơ không thuộc tài khoản đang đăng nhập. Vui lòng bắt đầu lại từ trang chủ."),
    ),
    "broken": (
        _("Hệ thống đang gặp sự cố"),
        _("Lỗi thuộc về hệ thống, không phải do ông/bà; hồ sơ đã lưu không bị mất. Vui lòng thử lại sau ít phút."),
    ),
}


def _error(request: HttpRequest, kind: str, status: int) -> HttpResponse:
    title, sentence = SENTENCES[kind]
    return render(request, "public/trouble/error.html", status=status, title=title, sentence=sentence)


def bad(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """400."""
    return _error(request, "bad", 400)


def forbidden(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """403: this account may not."""
    return _error(request, "forbidden", 403)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token did not fit (``CSRF_FAILURE_VIEW``)."""
    log.info("csrf", reason=reason)
    return _error(request, "expired", 403)


def missing(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """404."""
    return _error(request, "missing", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _error(request, "broken", 500)
