"""`./gplx manage compare_portals`: compare with every portal now, beside the daily round; the worker does it, the last one is shown."""

from typing import Any

from django.core.management.base import BaseCommand

from gplx.clock.portal.compare import begin_comparisons
from gplx.ground.clock import now
from gplx.portals.questions import last_comparisons


class Command(BaseCommand):
    """Begin a comparison with each portal, and say what the last ones found."""

    help = "Have the worker compare every open or lately ended dossier with each portal, and mend what differs."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Show the last results, then begin anew."""
        for result in last_comparisons():
            one = result.comparison
            found = ", ".join(f"{kind} {count}" for kind, count in sorted(result.kinds.items())) or "no difference"
            state = "" if one.is_over else ", not over yet"
            self.stdout.write(f"{one.portal} {one.begun_at:%Y-%m-%d %H:%M}: {one.dossiers} dossiers, {found}{state}")
        begun = begin_comparisons(occasion=f"{now():%Y%m%d-%H%M%S}")
        self.stdout.write(f"begun: {', '.join(one.portal for one in begun) or 'none'}")
