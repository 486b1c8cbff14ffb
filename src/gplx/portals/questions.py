"""Reads about what came from portals, and about comparisons with them."""

from dataclasses import dataclass

from django.db.models import Count

from gplx.portals.models import Comparison, Difference


@dataclass(frozen=True, kw_only=True)
class Result:
    """The last comparison with one portal, and how many dossiers differed, by kind."""

    comparison: Comparison
    kinds: dict[str, int]


def last_comparisons() -> tuple[Result, ...]:
    """The last comparison with each portal, by its name. Two queries, however many there were."""
    last = list(Comparison.objects.order_by("portal", "-id").distinct("portal"))
    rows = Difference.objects.filter(comparison__in=last).values("comparison", "kind").annotate(n=Count("id"))
    counted: dict[int, dict[str, int]] = {}
    for row in rows:
        counted.setdefault(row["comparison"], {})[row["kind"]] = row["n"]
    return tuple(Result(comparison=one, kinds=counted.get(one.id, {})) for one in last)
