"""After an act: the portal and the department's software are told, the applicant is written to, the register gets its new licence."""

from typing import Any

from django.db import transaction

from gplx.casework.tell_software import tell_software
from gplx.clock.portal.report import report_act
from gplx.dossiers.models import Act
from gplx.fees.questions import amount_due
from gplx.letters.changes import tell_applicant
from gplx.licences.questions import electronic_licence
from gplx.registers import exchanges
from gplx.registers.licences.port import IssueLicence


@transaction.atomic
def acted(payload: dict[str, Any]) -> None:
    """What follows from the act ``payload["act"]``; a repeat changes nothing, for every call has its own key."""
    act = Act.objects.select_related("dossier__applicant", "dossier__department", "dossier__licence").get(
        id=payload["act"]
    )
    if act.portal_code is not None:
        report_act(act)
    tell_software(act)
    tell_applicant(act, amount=amount_due(act.dossier).amount)
    if act.act == "print_card":
        _write_back(act)


def _write_back(act: Act) -> None:
    dossier = act.dossier
    granted = electronic_licence(dossier.code or "")
    if granted is None:
        raise LookupError(f"dossier {dossier.id} was printed without an electronic licence")
    # A card that was lost is printed on another blank: the register learns of that one too.
    nth = Act.objects.filter(dossier=dossier, act=act.act, id__lte=act.id).count()
    again = "" if nth == 1 else f"-{nth}"
    ask = IssueLicence(
        request=f"issue-{dossier.id}{again}",
        dossier=granted.dossier_code,
        old_number=granted.number,
        licence_class=granted.licence_class,
        issued=granted.issued,
        expires=granted.valid_until,
        serial=granted.serial,
        name=granted.holder_name,
        born=dossier.applicant.born,
        identity_number=dossier.applicant.numbers.order_by("since", "id")[0].number,
    )
    exchanges.want(
        register="licences", operation="issue", ask=ask, about=f"dossier:{dossier.id}", key=f"issue:{dossier.id}{again}"
    )
