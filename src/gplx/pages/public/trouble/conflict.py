"""What a person sees when an act did not come to be."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gplx.casework.start_draft import UnableToStart
from gplx.dossiers.refusals import ActRefused, NotAllowed
from gplx.pages.kit.page import render
from gplx.pages.public.trouble.errors import missing

NOBODY = _("Hiện chưa có Sở Giao thông vận tải nào tiếp nhận trực tuyến. Vui lòng quay lại sau.")


class ConflictMiddleware:
    """Turns the refusal of an act into a page: its sentence, and the way on. Another's dossier does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the page."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """409 for an act that is not possible now, 404 for a dossier of somebody else, 503 while no department is online."""
        if isinstance(error, NotAllowed):
            return missing(request, error)
        if isinstance(error, ActRefused):
            return render(
                request,
                "public/trouble/conflict.html",
                status=409,
                sentence=gettext(str(error)),
                look_again=request.path,
            )
        if isinstance(error, UnableToStart):
            return render(request, "public/trouble/conflict.html", status=503, sentence=NOBODY, look_again="/cua-toi")
        return None
