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
        kept = _kept(holder, licence)
        values = told | _card(licence) | ({} if match.strength == "strong" else _confirmed(kept))
        for name, value in values.items():
            setattr(kept, name, value)
        kept.save()
        _end_former(kept, serials={one.serial or "" for one in person.licences if one.number == licence.number})


def _kept(holder: UUID, licence: port.Licence) -> Licence:
    """What is known of this very card, or a new row for it; a card that was typed bears no serial yet."""
    same = Licence.objects.filter(holder=holder, number=licence.number, licence_class=licence.licence_class)
    if licence.serial:
        same = same.filter(serial__in=(licence.serial, ""))
    found = same.order_by("-serial").first()
    return found or Licence(holder=holder, number=licence.number, licence_class=licence.licence_class)


def _end_former(kept: Licence, *, serials: set[str]) -> None:
    """A card of the same number and class that the record does not list any more was exchanged for one that it lists."""
    same = Licence.objects.filter(holder=kept.holder, number=kept.number, licence_class=kept.licence_class)
    same.filter(status="valid").exclude(id=kept.id).exclude(serial__in=serials).update(status="exchanged")


def _confirmed(kept: Licence) -> dict[str, object]:
    """What an officer said of a licence, if one did."""
    if not any(said.startswith(CONFIRMED) for said in kept.evidence):
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
    known = Licence.objects.filter(holder=holder, number=number, licence_class=licence_class)
    told = {"issued": issued, "expires": expires, "seen_at": at}
    named = {"holder": holder, "number": number, "licence_class": licence_class, "serial": ""}
    # The card in force before one that was exchanged.
    return known.order_by("-status").first() or Licence.objects.get_or_create(**named, defaults=told)[0]


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


def record_written_back(*, dossier_code: str, number: str, at: datetime) -> None:
    """The licence register has the new licence, under ``number``: an old paper card's is replaced by one for life."""
    ElectronicLicence.objects.filter(dossier_code=dossier_code).update(written_back_at=at, number=number)
