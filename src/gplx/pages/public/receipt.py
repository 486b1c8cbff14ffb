"""The check of a receipt: whoever scans its QR sees whether it is one of ours and still valid; nobody's name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.fees.receipts.questions import receipt_by_code
from gplx.offices.entry import PUBLIC, entry
from gplx.pages.kit.page import render


@entry(PUBLIC)
@require_safe
def check_receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Number, day, amount and department of the receipt behind a code; cancelled or replaced it says so."""
    receipt = receipt_by_code(code)
    if receipt is None:
        raise Http404
    return render(request, "public/receipt.html", receipt=receipt, replaced_by=getattr(receipt, "replaced_by", None))
