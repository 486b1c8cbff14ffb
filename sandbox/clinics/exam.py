"""What a clinic's software makes of one exam: the message, signed; and the ways in which it may be made badly."""

import base64
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sandbox.clinics.keys import Holder
from sandbox.clinics.signed import Manner, document, sign
from sandbox.health.certificate import certificate
from sandbox.people.person import Exam, Person

# Each is a way in which some program differs from the format, or in which somebody may try to deceive.
DIRTY = ("prefix", "sha256", "spelling", "decomposed", "no_district", "tampered", "wrong_certificate", "unsigned")
MANNERS = {"prefix": Manner(prefix="ds", folded=True), "sha256": Manner(sha256=True)}
Message = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """An exam to be made: of whom, where, its number, class and day; fields laid over, ADD or EDIT, and how it is made badly."""

    person: Person
    facility: str
    facility_name: str
    number: str
    licence_class: str
    concluded: date
    fields: Mapping[str, str]
    state: str = "ADD"
    dirty: str = ""


def message(asked: Asked, *, clinics: Holder, strangers: Holder, at: datetime) -> Message:
    """The JSON object as it goes over the wire."""
    made = _fields(asked)
    holder = strangers if asked.dirty == "wrong_certificate" else clinics
    xml = document(_twins(made, asked, at))
    manner = MANNERS.get(asked.dirty, Manner())
    own = holder.certificate(asked.facility)
    signed = sign(xml, key=holder.key, certificate=own, at=at.astimezone(UTC), manner=manner)
    made["SIGNDATA"] = "test" if asked.dirty == "unsigned" else base64.b64encode(signed).decode()
    return _spoilt(made, asked.dirty)


def _fields(asked: Asked) -> Message:
    exam = Exam(
        number=asked.number,
        uuid="",
        facility=asked.facility,
        facility_name=asked.facility_name,
        licence_class=asked.licence_class,
        concluded=asked.concluded,
        conclusion="A0-1",
    )
    record: dict[str, Any] = certificate(person=asked.person, exam=exam) | {"STATE": asked.state} | dict(asked.fields)
    del record["UUID"]
    if asked.dirty == "no_district":
        del record["MAHUYEN_THUONGTRU"]
    return {name: str(value) for name, value in record.items()}


def _twins(made: Message, asked: Asked, at: datetime) -> Message:
    """The fields of the signed text; of the day of the identity paper the published software leaves out a letter there."""
    own = {
        "CREATEDDATE": f"{at:%d/%m/%Y %H:%M:%S}",
        "USERCREATE": asked.facility,
        "STATUS": "1",
        "ACTION": made["STATE"],
        "NGAYTHANGNAMCAPCMD": made["NGAYTHANGNAMCAPCMND"],
    }
    return made | own


def _spoilt(made: Message, dirty: str) -> Message:
    if dirty == "spelling":
        made["NGAYTHANGNAMCAPCMD"] = made.pop("NGAYTHANGNAMCAPCMND")
    if dirty == "decomposed":
        made["HOTEN"] = unicodedata.normalize("NFD", made["HOTEN"])
    if dirty == "tampered":
        made["KETLUAN"] = "A0-1" if made["KETLUAN"] != "A0-1" else "A0-2"
    return made
