"""When the last check has become good, the fee is asked for by itself: pay last, and never wait for a click."""

from gplx.casework.ask_payment import ask_payment
from gplx.casework.checks import all_green, checks_of
from gplx.dossiers.actor import system
from gplx.dossiers.models import SUBMITTED, Dossier


def settle(dossier: Dossier) -> bool:
    """Ask for the fee of a submitted dossier whose checks are all good; tells whether it did. Safe to call at any time."""
    if dossier.state != SUBMITTED or dossier.payment_asked_at or not all_green(checks_of(dossier)):
        return False
    ask_payment(dossier_id=dossier.id, by=system("checks"), request_id=f"settled-{dossier.version}")
    return True
