"""After an act: every portal concerned is told its step, each in an order of its own."""

from gplx.clock.portal.told import steps_of, told_of
from gplx.dossiers.models import Act, Dossier
from gplx.registers import exchanges
from gplx.registers.models import Exchange
from gplx.registers.sync.port import ProgressStep, Report
from gplx.registers.sync.portals import lane, portals_for, step_key


def report_act(act: Act) -> int:
    """Have the portals told of the step of an act, and before it of every earlier step that is not on its way yet; how many were wanted.

    What follows from acts is done side by side, so a later act may come here first; calls of one lane go out in the order in which
    they were wanted. A portal that is down delays the others in nothing.
    """
    dossier = act.dossier
    steps = steps_of(dossier, until=act.id)
    return sum(_report(portal, dossier, steps) for portal in portals_for(dossier.department_id))


def _report(portal: str, dossier: Dossier, steps: list[tuple[Act, ProgressStep]]) -> int:
    own = lane(portal, dossier.id)
    wanted = set(Exchange.objects.filter(lane=own).values_list("key", flat=True))
    new = [(act, step) for act, step in steps if step_key(portal, act.id) not in wanted]
    for act, step in new:
        exchanges.want(
            register=portal,
            operation="report",
            ask=Report(dossier=told_of(dossier, act), steps=(step,)),
            about=f"dossier:{dossier.id}",
            key=step_key(portal, act.id),
            lane=own,
        )
    return len(new)
