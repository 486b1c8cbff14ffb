"""``/metrics``: what the database knows of the work, for Prometheus."""

import hmac
import ipaddress
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from gplx.dossiers.models import Dossier
from gplx.fees.doubtful import unsettled
from gplx.fees.models import Notice, Payment
from gplx.fees.receipts.questions import numbers_left, without_receipt
from gplx.fees.reconciliation.models import Difference
from gplx.fees.refunds.models import Refund
from gplx.fees.refused import FORGED, refused_words
from gplx.ground.backlog import backlog, overdue
from gplx.offices.entry import SYSTEM, entry
from gplx.registers.models import Exchange


@entry(SYSTEM)
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics, for the bearer of ``GPLX_METRICS_TOKEN``; in practice also for this machine itself."""
    if not (_bears_token(request) or (settings.PRACTICE and _is_from_here(request))):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(_Work())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Work(Collector):
    """Counts what stands in the database when it is asked."""

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Thirteen queries."""
        yield _counts("gplx_dossiers", "Dossiers by state", Dossier, "state")
        yield _counts("gplx_exchanges", "Calls to outside systems by register and state", Exchange, "register", "state")
        yield _counts("gplx_payments", "Payments by state and whether a refund is due", Payment, "state", "refund_due")
        yield _counts("gplx_payment_words", "Words of gateways by the code of our answer", Notice, "result")
        yield from _money()
        yield _counts("gplx_refunds", "Refunds by where they stand", Refund, "state")
        yield _differences()
        yield from _queue()
        yield _calendar()


def _counts(name: str, meaning: str, model: type[Dossier | Exchange | Payment | Notice | Refund], *by: str) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=by)
    for *labels, count in model.objects.values_list(*by).annotate(count=Count("pk")).order_by(*by):
        family.add_metric([str(label) for label in labels], count)
    return family


def _money() -> Iterator[Metric]:
    wrong = unsettled().values("payment_id").distinct().count()
    yield GaugeMetricFamily(
        "gplx_payments_wrong_amount", "Payments told with a wrong amount, not paid since", value=wrong
    )
    missing = without_receipt().count()
    forged = GaugeMetricFamily(
        "gplx_payment_words_forged", "Words in a gateway's name that it did not say, in seven days", labels=("gateway",)
    )
    for one in refused_words():
        if one.result == FORGED:
            forged.add_metric([one.method], one.count)
    yield forged
    yield GaugeMetricFamily("gplx_payments_without_receipt", "Payments made that have no receipt yet", value=missing)
    left = GaugeMetricFamily(
        "gplx_receipt_numbers_left", "Receipt numbers a department has left", labels=("department",)
    )
    for department, count in numbers_left().items():
        left.add_metric([department], count)
    yield left


def _differences() -> Metric:
    family = GaugeMetricFamily("gplx_differences", "Open differences with others' statements", labels=("standing",))
    found = Difference.objects.filter(settled_at=None).aggregate(all=Count("pk"), bare=Count("pk", filter=Q(note="")))
    family.add_metric(["explained"], found["all"] - found["bare"])
    family.add_metric(["unexplained"], found["bare"])
    return family


def _queue() -> Iterator[Metric]:
    seen = backlog()
    jobs = GaugeMetricFamily("gplx_jobs", "Jobs of the queue by where they stand", labels=("standing",))
    for standing in ("waiting", "later", "at_work", "held"):
        jobs.add_metric([standing], getattr(seen, standing))
    yield jobs
    yield GaugeMetricFamily("gplx_jobs_oldest_seconds", "How long the oldest job has waited", value=seen.oldest_seconds)


def _calendar() -> Metric:
    behind = GaugeMetricFamily(
        "gplx_calendar_overdue_seconds", "How far a job of the calendar is behind its time", labels=("job",)
    )
    for name, seconds in overdue().items():
        behind.add_metric([name], seconds)
    return behind


def _bears_token(request: HttpRequest) -> bool:
    said = request.headers.get("Authorization", "").encode()
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(said, f"Bearer {settings.METRICS_TOKEN}".encode())


def _is_from_here(request: HttpRequest) -> bool:
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
