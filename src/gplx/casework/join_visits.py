"""Join (*gắn hồ sơ tại quầy với tài khoản*): whoever was met at a counter and has signed in since sees all their dossiers."""

from django.db import transaction

from gplx.applicants.changes import link
from gplx.applicants.models import Applicant
from gplx.applicants.questions import met_at_counter
from gplx.dossiers.models import Dossier, Visit
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.licences.models import ElectronicLicence, Licence


@transaction.atomic
def join_visits(*, applicant: Applicant) -> int:
    """Give the account what was entered at counters for the same person (identity number, name and birth date); how many people it was.

    A person without an account becomes the account itself at sign-in (``applicants.changes.welcome``); this is for those whom the
    house had met before under a number that the account did not have then.
    """
    found = met_at_counter(applicant)
    for person in found:
        _hand_on(person, applicant)
        said = {"from": str(person.id)}
        subject, actor = f"applicant:{applicant.id}", f"citizen:{applicant.id}"
        append(subject=subject, kind="link", act="join", actor=actor, at=now(), details=said)
    return len(found)


def _hand_on(person: Applicant, account: Applicant) -> None:
    for licence in Licence.objects.filter(holder=person.id):
        _hand_on_licence(licence, account)
    ElectronicLicence.objects.filter(holder=person.id).update(holder=account.id)
    Dossier.objects.filter(applicant=person).update(applicant=account)
    Visit.objects.filter(applicant=person).update(applicant=account)
    for known in person.numbers.all():
        link(applicant=account, number=known.number, source=known.source, evidence=known.evidence, at=known.since)
    person.numbers.all().delete()


def _hand_on_licence(licence: Licence, account: Applicant) -> None:
    """The account may know the same licence already; the one for which there is a dossier stays."""
    known = Licence.objects.filter(
        holder=account.id, number=licence.number, licence_class=licence.licence_class, serial=licence.serial
    ).first()
    if known and Dossier.objects.filter(licence=known).exists():
        return
    if known:
        known.delete()
    licence.holder = account.id
    licence.save(update_fields=["holder"])
