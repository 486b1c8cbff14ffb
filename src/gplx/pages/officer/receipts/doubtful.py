"""Payments that somebody should look at: told with a wrong amount and not paid since, or paid and without a receipt."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.fees.doubtful import Doubtful, doubtful_at
from gplx.fees.receipts.questions import numbers_left, without_receipt
from gplx.ground.money import in_words_of_digits
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import CLERK, LEADER
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import visitor

# What one page shows, the newest first.
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Row:
    """A payment that was told with a wrong amount."""

    doubtful: Doubtful
    told: str


@entry(STAFF, roles=(CLERK, LEADER))
@require_safe
def doubtful_payments(request: HttpRequest) -> HttpResponse:
    """The page, for the officer's own department."""
    department = visitor(request).department
    waiting = without_receipt().filter(dossier__department=department).select_related("dossier")
    return render(
        request,
        "officer/receipts/doubtful.html",
        rows=[_row(one) for one in doubtful_at(department, most=MOST)],
        waiting=list(waiting[:MOST]),
        numbers_left=numbers_left().get(department.id, 0),
    )


def _row(one: Doubtful) -> Row:
    return Row(doubtful=one, told=in_words_of_digits(one.amount_told) if one.amount_told is not None else "–")
