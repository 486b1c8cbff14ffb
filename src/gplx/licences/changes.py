"""Keep what the licence register says, and give electronic licences."""

import secrets
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from django.db import IntegrityError, transaction

from gplx.licences.models import Blank, ElectronicLicence, Licence
from gplx.registers.licences import port

# Among the evidence, the word of the officer with this number.
CONFIRMED = "confirmed:"


class Matched(Protocol):
    """How strongly a record is somebody's, and by what evidence."""

    @property
    def strength(self) -> str:
        """strong, middling or none."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the strength rests on."""


def keep_record(*, holder: UUID, person: port.RegisteredPerson, match: Matched, at: datetime) -> None:
    """Keep the licences of a record of the register for the person ``holder``, in place of what was known of them.

    Whether a licence is theirs stays as an officer said, unless the register now shows surely that it is.
    """
    who = {
        "name": person.name,
        "born": person.born.isoformat(),
        "number": person.identity_number,
        "old_number": person.old_identity_number or "",
    }
    told = {
        "match": match.strength,
        "evidence": list(match.evidence),
        "record": who,
        "in_register": True,
        "seen_at": at,
    }
    if person.photo:
        told |= {"photo_path": person.photo.id, "photo_taken": person.photo.taken}
    for licence in person.licences:
        Licence.objects.update_or_create(
            holder=holder,
            number=licence.number,
            licence_class=licence.licence_class,
            defaults=told | _card(licence) | ({} if match.strength == "strong" else _confirmed(holder, licence)),
        )


def _confirmed(holder: UUID, licence: port.Licence) -> dict[str, object]:
    """What an officer said of a licence of this number and class, if one did."""
    kept = Licence.objects.filter(holder=holder, number=licence.number, licence_class=licence.licence_class).first()
    if kept is None or not any(said.startswith(CONFIRMED) for said in kept.evidence):
        return {}
    return {"match": kept.match, "evidence": kept.evidence}


def _card(licence: port.Licence) -> dict[str, object]:
    return {
        "serial": licence.serial or "",
        "issued": licence.issued,
        "expires": licence.expires,
        "passed": licence.passed,
        "issuer": licence.issuer,
        "issued_by": licence.kept_by,
        "province": licence.issued_by,
        "card": licence.card,
        "status": licence.state,
    }


def keep_typed(
    *, holder: UUID, number: str, licence_class: str, issued: date, expires: date | None, at: datetime
) -> Licence:
    """Keep a licence that its holder typed because the register was silent; what the register says later takes its place."""
    told = {"issued": issued, "expires": expires, "seen_at": at}
    return Licence.objects.get_or_create(holder=holder, number=number, licence_class=licence_class, defaults=told)[0]


def keep_silence(*, holder: UUID, asked: tuple[str, ...], at: datetime) -> None:
    """The register answered, and does not know a typed licence that it was asked for: so it is not found."""
    unknown = Licence.objects.filter(holder=holder, number__in=asked, match="unknown")
    unknown.update(match="none", in_register=False, seen_at=at)


def confirm_match(*, licence: Licence, good: bool, officer: int) -> None:
    """An officer's word that a record is, or is not, the holder's."""
    licence.match = "strong" if good else "none"
    licence.evidence = [*licence.evidence, f"{CONFIRMED}{officer}"]
    licence.save(update_fields=["match", "evidence"])


def give_electronic_licence(
    *,
    dossier_code: str,
    licence: Licence,
    holder_name: str,
    licence_class: str,
    issued: date,
    valid_until: date | None,
    issued_by: str,
) -> ElectronicLicence:
    """The electronic licence of an approval: the number stays for life."""
    return ElectronicLicence.objects.create(
        dossier_code=dossier_code,
        holder=licence.holder,
        holder_name=holder_name,
        number=licence.number,
        licence_class=licence_class,
        issued=issued,
        valid_until=valid_until,
        issued_by=issued_by,
        check_code=secrets.token_urlsafe(12),
    )


class SerialTaken(Exception):
    """A card was printed on the blank with this serial before."""


def record_serial(*, dossier_code: str, serial: str, at: datetime) -> None:
    """The serial of the blank on which the card was printed; raises ``SerialTaken`` for one that was used before, for whichever dossier."""
    try:
        with transaction.atomic():
            Blank.objects.create(serial=serial, dossier_code=dossier_code, at=at)
    except IntegrityError as error:
        raise SerialTaken from error
    ElectronicLicence.objects.filter(dossier_code=dossier_code).update(serial=serial)


def record_written_back(*, dossier_code: str, at: datetime) -> None:
    """The licence register has the new licence."""
    ElectronicLicence.objects.filter(dossier_code=dossier_code).update(written_back_at=at)
