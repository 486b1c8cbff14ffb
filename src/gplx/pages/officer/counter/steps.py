"""The steps of a citizen's dossier, as a clerk does them for somebody at the counter: the same pages behind another door."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from gplx.offices.entry import STAFF, entry
from gplx.offices.models import CLERK
from gplx.pages.citizen.arrival.proof import proof
from gplx.pages.citizen.following.correct import correct
from gplx.pages.citizen.following.withdraw import withdraw
from gplx.pages.citizen.preparing.delivery import delivery
from gplx.pages.citizen.preparing.health import health
from gplx.pages.citizen.preparing.photo import photo, photo_file
from gplx.pages.citizen.preparing.review import review
from gplx.pages.citizen.preparing.tasks import tasks
from gplx.pages.citizen.preparing.wish import wish

View = Callable[..., HttpResponse]
STEPS: dict[str, tuple[str, View]] = {
    "tasks": ("", tasks),
    "proof": ("/chung-minh", proof),
    "health": ("/suc-khoe", health),
    "photo": ("/anh", photo),
    "photo_file": ("/anh/xem", photo_file),
    "delivery": ("/nhan-ket-qua", delivery),
    "wish": ("/yeu-cau", wish),
    "review": ("/kiem-tra", review),
    "correct": ("/bo-sung", correct),
    "withdraw": ("/rut", withdraw),
}


def _for_clerk(view: View) -> View:
    @entry(STAFF, roles=(CLERK,))
    @wraps(view)
    def behind_the_counter(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(*args, **kwargs)

    return behind_the_counter


steps: list[URLPattern] = [
    path(f"<uuid:dossier_id>{way}", _for_clerk(view), name=name) for name, (way, view) in STEPS.items()
]
