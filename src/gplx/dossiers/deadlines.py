"""What an act does to the clock of a dossier; the counting itself is the law's (``rules.deadlines``)."""

from datetime import datetime

from gplx.dossiers.models import Dossier
from gplx.dossiers.states import ACKNOWLEDGE, END, RESTART, START, STOP
from gplx.rules import deadlines


def apply(*, effect: str, dossier: Dossier, at: datetime) -> None:
    """Set ``due_on`` as the effect says: acknowledge in 8 working hours, start or restart from zero, stop, end.

    The time for processing runs from the moment the dossier was complete (paid, nothing missing), not from the clerk's click;
    one that was corrected, handed on or reopened before its acceptance was not complete earlier (NĐ 61/2018 Art 19.4).
    At the counter what comes in after 15:00 goes forward on the next working day (Art 18).
    """
    channel = dossier.channel_of_law
    if effect == ACKNOWLEDGE:
        dossier.complete_at = at
        dossier.due_on = deadlines.due(received=at, days=1, channel=channel)
    elif effect in (START, RESTART):
        dossier.complete_at = at if effect == RESTART else max(dossier.complete_at or at, dossier.paid_at or at)
        days = deadlines.processing_days(on=dossier.complete_at.date()).value
        dossier.due_on = deadlines.due(received=dossier.complete_at, days=days, channel=channel)
    elif effect == STOP:
        dossier.due_on = None
    elif effect == END:
        dossier.ended_at = at
