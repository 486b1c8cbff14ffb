"""Learn from the health database whether there is a certificate that serves this dossier."""

from uuid import UUID

from django.db import transaction

from gplx.casework.judge_health import is_of, judge
from gplx.casework.settle import settle
from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import dossier_by_id
from gplx.ground.clock import now
from gplx.health.changes import keep_certificate, keep_not_found
from gplx.registers.health.port import Certificate, FoundCertificates
from gplx.rules.health import HealthCheck


@transaction.atomic
def learn_health(*, dossier_id: UUID | str, found: FoundCertificates) -> None:
    """Keep the best certificate for the class that is wanted, or that there is none; then settle. Safe to repeat."""
    Dossier.objects.select_for_update().get(id=dossier_id)
    dossier = dossier_by_id(dossier_id)
    own = [one for one in found.certificates if is_of(name=one.name, born=one.born, dossier=dossier)]
    judged = [(one, _judge(one, dossier)) for one in own]
    if judged:
        certificate, check = max(judged, key=lambda pair: (bool(pair[1].ok), pair[0].concluded))
        keep_certificate(dossier=dossier, certificate=certificate, check=check, at=now())
    else:
        keep_not_found(dossier=dossier, at=now())
    settle(dossier)


def _judge(certificate: Certificate, dossier: Dossier) -> HealthCheck:
    return judge(
        concluded=certificate.concluded,
        classes=certificate.classes,
        conclusion=certificate.conclusion,
        drugs=certificate.drugs,
        alcohol=bool(certificate.alcohol),
        dossier=dossier,
    )
