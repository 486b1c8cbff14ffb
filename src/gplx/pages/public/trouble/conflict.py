"""What a person sees when an act did not come to be."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gplx.casework.start_draft import UnableToStart
from gplx.dossiers.refusals import ActRefused, NotAllowed
from gplx.offices.entry import SYSTEM, entry_of
from gplx.pages.kit.page import render
from gplx.pages.public.trouble.errors import form_only, missing

NOBODY = _("Hiện chưa có Sở Giao thông vận tải nào tiếp nhận trực tuyến. Vui lòng quay lại sau.")
NOT_THIS_METHOD = 405


class ConflictMiddleware:
    """Turns the refusal of an act into a page: its sentence, and the way on. Another's dossier does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the page. Who typed or reloaded the address of a form is told so; programs read the bare 405."""
        response = self.get_response(request)
        if response.status_code != NOT_THIS_METHOD or not _is_page(request):
            return response
        page = form_only(request)
        page["Allow"] = response["Allow"]
        return page

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


def _is_page(request: HttpRequest) -> bool:
    stated = entry_of(request.resolver_match.func) if request.resolver_match else None
    return stated is not None and stated.who != SYSTEM
