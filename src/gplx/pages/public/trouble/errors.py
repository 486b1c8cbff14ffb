"""When a page cannot be given: one clear sentence that says what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from gplx.pages.kit.page import render

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
    "form only": (
        _("Trang này chỉ nhận biểu mẫu"),
        _(
            "Chưa có gì được gửi hay thay đổi. Vui lòng quay lại trang trước và bấm nút trên biểu mẫu, hoặc về trang chủ."
        ),
    ),
    "broken": (
        _("Hệ thống đang gặp sự cố"),
        _("Lỗi thuộc về hệ thống, không phải do ông/bà; hồ sơ đã lưu không bị mất. Vui lòng thử lại sau ít phút."),
    ),
}


def _answers(kind: str, status: int) -> Callable[..., HttpResponse]:
    """A handler as Django calls it; what went wrong in detail is for the log, not for the page."""

    def answer(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        title, sentence = SENTENCES[kind]
        return render(request, "public/trouble/error.html", status=status, title=title, sentence=sentence)

    return answer


bad = _answers("bad", 400)
forbidden = _answers("forbidden", 403)
expired = _answers("expired", 403)
missing = _answers("missing", 404)
form_only = _answers("form only", 405)
broken = _answers("broken", 500)
