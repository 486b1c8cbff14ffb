"""Keep an exam: a new certificate, or a new version of one, never over an old one."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from gplx.health.exams.models import ADD, GATEWAY, Exam, GatewayCall
from gplx.health.exams.reading import Said
from gplx.health.exams.signature import Signed
from gplx.offices.models import Clinic, Officer

EXISTS = "SO: giấy khám với số và hạng này đã có. Để sửa, vui lòng gửi lại với STATE là EDIT."
UNKNOWN = "SO: chưa có giấy khám với số và hạng này. Để gửi lần đầu, vui lòng gửi với STATE là ADD."


class UnableToKeep(Exception):
    """The exam was not kept; the message is the sentence for the clinic."""


@transaction.atomic
def keep_exam(
    *,
    clinic: Clinic,
    message: Mapping[str, Any],
    said: Said,
    signed: Signed,
    at: datetime,
    channel: str = GATEWAY,
    by: Officer | None = None,
) -> tuple[Exam, bool]:
    """The version that a message makes, and whether it is new: the very same message again makes none.

    Raises ``UnableToKeep`` for another ADD of a certificate that is there, and for an EDIT of one that is not.
    """
    # The clinic's messages one after another; nobody who only refers to the clinic waits.
    Clinic.objects.select_for_update(no_key=True).get(id=clinic.id)
    classes, digest = ",".join(said.classes), digest_of(message)
    versions = list(Exam.objects.filter(number=said.number, classes=classes).order_by("version"))
    repeated = next((one for one in versions if one.digest == digest), None)
    if repeated:
        return repeated, False
    if bool(versions) == (said.state == ADD):
        raise UnableToKeep(EXISTS if versions else UNKNOWN)
    Exam.objects.filter(number=said.number, classes=classes, current=True).update(current=False)
    exam = _exam(said, signed)
    exam.clinic, exam.channel, exam.issued_by, exam.received_at = clinic, channel, by, at
    exam.classes, exam.fields, exam.digest = classes, dict(message), digest
    if versions:
        exam.uuid, exam.version = versions[-1].uuid, versions[-1].version + 1
    exam.save()
    return exam, True


def forget_calls(*, before: datetime) -> None:
    """Forget the record of the calls that came before a moment."""
    GatewayCall.objects.filter(at__lt=before).delete()


def digest_of(message: Mapping[str, Any]) -> str:
    """SHA-256 of a message, in whatever order its fields come."""
    return hashlib.sha256(msgspec.json.encode(message, order="deterministic")).hexdigest()


def _exam(said: Said, signed: Signed) -> Exam:
    return Exam(
        state=said.state,
        number=said.number,
        identity_number=said.identity_number,
        name=said.name,
        born=said.born,
        sex=said.sex,
        concluded=said.concluded,
        conclusion=said.conclusion,
        doctor=said.doctor,
        alcohol=said.alcohol,
        alcohol_unit=said.alcohol_unit,
        drugs=said.drugs,
        reexamine_on=said.reexamine_on,
        signature_algorithm=signed.algorithm,
        weak_algorithm=signed.weak,
        certificate_fingerprint=signed.fingerprint,
        signed_at=signed.signed_at,
    )
