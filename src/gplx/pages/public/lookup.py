"""Look up a dossier by its code: without signing in only whether it is finished (TT 01/2018/TT-VPCP Art 16.2.d)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gplx.dossiers.models import APPROVED, CLOSED, REFUSED, WITHDRAWN
from gplx.dossiers.questions import completion
from gplx.offices.entry import PUBLIC, entry
from gplx.pages.kit.fields import words
from gplx.pages.kit.page import render

FINISHED = (APPROVED, REFUSED, WITHDRAWN, CLOSED)


class Code(forms.Form):
    """The code that stands on the receipt."""

    code = words(label=_("Mã hồ sơ"), longest=40, help_text=_("Ghi trên biên nhận. Ví dụ: 000.00.99.H26-210927-0001"))

    def clean_code(self) -> str:
        """In capitals; a stroke belongs to no code, and would lead to another address."""
        code = self.cleaned_data["code"].upper().replace("/", "").strip()
        if not code:
            raise forms.ValidationError(self.fields["code"].error_messages["required"])
        return str(code)


@entry(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """Ask for a code."""
    form = Code(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("lookup_answer", code=form.cleaned_data["code"])
    return render(request, "public/lookup.html", form=form)


@entry(PUBLIC, counted=True)
@require_safe
def lookup_answer(request: HttpRequest, code: str) -> HttpResponse:
    """Finished or not; nothing else is said to somebody unknown."""
    dossier = completion(code)
    status = 200 if dossier else 404
    is_finished = dossier is not None and dossier.state in FINISHED
    return render(
        request,
        "public/lookup_answer.html",
        status=status,
        code=code,
        known=dossier is not None,
        is_finished=is_finished,
    )
