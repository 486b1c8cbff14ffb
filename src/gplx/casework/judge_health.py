"""Is a certificate the applicant's, and does it serve this dossier: asked of the database's certificates and of clinics' alike."""

from datetime import date

from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.rules.health import HealthCheck, check_certificate
from gplx.rules.identity import compare_names


def is_of(*, name: str, born: date, dossier: Dossier) -> bool:
    """A certificate under one of the person's numbers must also bear their birth date and name."""
    applicant = dossier.applicant
    return born == applicant.born and compare_names(name, applicant.name).verdict != "different"


def judge(
    *, concluded: date, classes: tuple[str, ...], conclusion: str, drugs: bool, alcohol: bool, dossier: Dossier
) -> HealthCheck:
    """What the law of the filing day (for a draft: of today) says of a certificate for the class that is wanted (TTLT 24/2015)."""
    filed = (dossier.submitted_at or now()).date()
    return check_certificate(
        concluded=concluded,
        classes=classes,
        conclusion=conclusion,
        wanted_class=dossier.wanted_class or dossier.licence.licence_class,
        on=filed,
        drugs=drugs,
        alcohol=alcohol,
    )
