"""Reads about refunds."""

from django.db.models import QuerySet

from gplx.dossiers.models import Dossier
from gplx.fees.models import Payment
from gplx.fees.refunds.models import PAID, READY, STOPPED, Order, Refund
from gplx.offices.models import Officer


def refunds_of(dossier: Dossier) -> list[Refund]:
    """What goes back to the applicant of a dossier, the oldest first."""
    return list(Refund.objects.filter(dossier=dossier).exclude(state=STOPPED).order_by("id"))


def is_refunded(*, payment: Payment, transaction: str) -> bool:
    """Whether this money is on its way back, or has gone."""
    return Refund.objects.filter(payment=payment, transaction=transaction).exclude(state=STOPPED).exists()


def refunds_visible_to(officer: Officer) -> QuerySet[Refund]:
    """The refunds of the officer's own department."""
    found = Refund.objects.filter(department_id=officer.department_id).exclude(state=STOPPED)
    return found.select_related("dossier__applicant", "payment")


def at_work(officer: Officer) -> QuerySet[Refund]:
    """Those that are not over, the longest waiting first."""
    return refunds_visible_to(officer).exclude(state=PAID).order_by("waits_since", "id")


def ready(officer: Officer) -> QuerySet[Refund]:
    """Those that the next order takes."""
    return refunds_visible_to(officer).filter(state=READY).order_by("id")


def orders_visible_to(officer: Officer) -> QuerySet[Order]:
    """The orders of the officer's own department, the newest first."""
    found = Order.objects.filter(department_id=officer.department_id).select_related("prepared_by", "released_by")
    return found.order_by("-day", "-id")
